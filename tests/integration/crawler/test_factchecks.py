"""Fact-checks through the crawl and from files: outcome, archived page, versions; a news page is both."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from core.store import captures, documents, events, factchecks, ledger
from tests.integration.crawler.conftest import SUAR, Desk
from tests.integration.crawler.outlet import Outlet, rss
from tests.unit.crawler.factchecks import pages


def stored(desk: Desk) -> list[factchecks.StoredFactCheck]:
    with desk.database.read() as connection:
        return factchecks.recent(connection)


def with_review(body: bytes, **changes: Any) -> bytes:
    return body.replace(b"</head>", pages.script(pages.review(**changes)).encode() + b"</head>")


def test_pages_of_an_outlet_become_fact_checks_with_evidence_and_versions(desk: Desk, outlet: Outlet) -> None:
    first, second = f"{outlet.home}/pajak.html", f"{outlet.home}/tentang.html"
    outlet.page("/pajak.html", pages.TURNBACKHOAX)
    outlet.page("/tentang.html", pages.NEWS)
    outlet.page("/rss.xml", rss([first, second]), kind="text/xml")
    desk.source("cek-randu", outlet.home, kind="factcheck", feeds=[f"{outlet.home}/rss.xml"])
    outcomes = desk.outcomes(desk.crawl()["run"])
    assert (outcomes[first], outcomes[second]) == ("stored", "stored")
    (check,) = stored(desk)
    assert (check.url, check.publisher, check.verdict, check.first_hand) == (first, "cek-randu", "false", True)
    with desk.database.read() as connection:
        assert [one.url for one in documents.recent(connection)] == [second]
    assert desk.suar("evidence", "verify").returncode == 0

    assert desk.outcomes(desk.crawl()["run"])[first] == "unchanged"
    outlet.page("/pajak.html", pages.TURNBACKHOAX.replace(b"[SALAH]", b"[DICABUT]"))
    assert desk.outcomes(desk.crawl()["run"])[first] == "revision"
    (check,) = stored(desk)
    assert (check.verdict, check.revision) == ("retracted", 2)
    with desk.database.read() as connection:
        kept = [one.revision for one in captures.every(connection) if one.fact_check_id == check.id]
        assert kept == [1, 2]
        assert [one.record.verdict for one in factchecks.revisions_of(connection, check.id)] == ["false"]


def test_news_page_with_a_review_is_a_document_and_a_fact_check(desk: Desk, outlet: Outlet) -> None:
    there = f"{outlet.home}/berita.html"
    outlet.page("/berita.html", with_review(pages.NEWS, url=there))
    outlet.page("/rss.xml", rss([there]), kind="text/xml")
    desk.source("kabar-randu", outlet.home, feeds=[f"{outlet.home}/rss.xml"])
    counts = desk.crawl()["outcomes"]
    assert counts["stored"] == 2
    (check,) = stored(desk)
    with desk.database.read() as connection:
        (document,) = documents.recent(connection)
        places = {(one.file, one.offset) for one in captures.every(connection)}
    assert (check.url, document.url) == (there, there)
    assert len(places) == 1, "one page is archived once"


def test_claim_feed_is_read_page_by_page_and_overrules_nothing(desk: Desk, outlet: Outlet) -> None:
    def feed(*numbers: int, **rest: Any) -> str:
        return json.dumps({"items": [pages.review(url=f"https://cek.example/{n}") for n in numbers], **rest})

    outlet.page("/claims.json", feed(1, 2, next="/claims.json?page=2"), kind="application/json")
    outlet.page("/claims.json?page=2", feed(3, next="/claims.json?page=3"), kind="application/json")
    outlet.page("/claims.json?page=3", "[" * 50_000, kind="application/json")
    desk.source("klaim", outlet.home, kind="factcheck", claim_feeds=[f"{outlet.home}/claims.json"])
    outcomes = desk.outcomes(desk.crawl()["run"])
    assert outcomes[f"{outlet.home}/claims.json?page=2"] == "read"
    assert outcomes[f"{outlet.home}/claims.json?page=3"] == "failed:not_a_feed"
    assert {one.url for one in stored(desk)} == {f"https://cek.example/{n}" for n in (1, 2, 3)}
    assert not any(one.first_hand for one in stored(desk))
    asked = len(outlet.log)
    outcomes = desk.outcomes(desk.crawl()["run"])
    assert outcomes["https://cek.example/1"] == "unchanged"
    assert len(outlet.log) - asked <= 2, "older pages are read only while all is new"


def test_file_is_imported_with_an_outcome_for_each_line(desk: Desk, tmp_path: Path) -> None:
    lines = [
        {
            "id": "a",
            "title": "[SALAH] Pajak sepeda naik",
            "date": "<=2021-05",
            "url": "https://cek.example/a?utm_source=x",
        },
        {"id": "b", "title": "", "claim": ""},
        {"id": "c", "title": "Pajak sepeda naik lagi", "url": "https://cek.example/a"},
        {"id": "d", "title": "Jembatan runtuh", "verdict": "hoax", "date": "2024", "rating": "x", "skor": 3},
    ]
    file = tmp_path / "checks.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in lines) + "\nrusak\n")
    done = desk.suar("import", "factchecks", str(file), "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 3
    assert answer["not_read"] == ["rating", "skor"]
    assert [item["outcome"] for item in answer["items"]] == [
        "stored",
        "rejected:no_text",
        "duplicate",
        "stored",
        "rejected:not_json",
    ]
    assert [one["id"] for one in answer["items"]] == ["a", "b", "c", "d", None]
    newest, oldest = stored(desk)
    assert (oldest.url, oldest.published_on, oldest.published_raw) == ("https://cek.example/a", "", "<=2021-05")
    assert (newest.published_on, newest.published_at) == ("2024", None)
    run = desk.last_run()
    assert (run.job, run.state) == ("import", "done")

    lines[3]["verdict"] = "Dicabut"
    file.write_text("\n".join(json.dumps(one) for one in (lines[0], lines[3])))
    answer = json.loads(desk.suar("import", "factchecks", str(file), "--json").stdout)
    assert answer["outcomes"] == {"unchanged": 1, "revision": 1}

    shown = desk.suar("factchecks", "list", "--words", "jembatan", "--json").stdout.splitlines()
    assert [json.loads(line)["verdict"] for line in shown] == ["retracted"]
    one = json.loads(desk.suar("factchecks", "show", str(newest.id), "--json").stdout)
    assert [state["record"]["verdict_raw"] for state in one["revisions"]] == ["hoax"]
    assert "Dicabut" in desk.suar("factchecks", "show", str(newest.id)).stdout
    assert desk.suar("factchecks", "show", "999").returncode == 7


def test_file_that_is_none_is_refused(desk: Desk, tmp_path: Path) -> None:
    assert desk.suar("import", "factchecks", str(tmp_path / "none.jsonl")).returncode == 2
    (tmp_path / "a.csv").write_text("x,y\n1,2\n")
    assert desk.suar("import", "factchecks", str(tmp_path / "a.csv")).returncode == 2
    assert desk.last_run().state == "failed"


def test_broken_line_costs_neither_the_lines_behind_it_nor_their_numbers(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "checks.jsonl"
    huge = b'{"@type": "ClaimReview", "headline": ' + b"9" * 401 + b', "claimReviewed": "Jembatan Randu runtuh"}'
    twice = json.dumps({"item": [pages.review(), pages.review(claimReviewed="Sumur Randu kering")]}).encode()
    file.write_bytes(b"\n".join([b'{"id": 1,', b"", huge, b'{"title": "caf\xe9"}', twice, b"rusak"]))
    answer = json.loads(desk.suar("import", "factchecks", str(file), "--json").stdout)
    assert [(item["line"], item["outcome"]) for item in answer["items"]] == [
        (1, "rejected:not_json"),
        (3, "stored"),
        (4, "rejected:not_utf8"),
        (5, "stored"),
        (5, "duplicate"),
        (6, "rejected:not_json"),
    ]
    assert {one.claim for one in stored(desk)} == {"Jembatan Randu runtuh", pages.CLAIM}
    answer = json.loads(desk.suar("import", "factchecks", str(file), "--json").stdout)
    assert (answer["outcomes"]["unchanged"], answer["outcomes"]["duplicate"]) == (2, 1), "none is a revision of another"


def test_table_with_an_open_quote_in_its_heading_is_refused_with_a_sentence(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "checks.csv"
    file.write_text('id,"title\n' + "1,Pajak sepeda naik\n" * 20_000)
    done = desk.suar("import", "factchecks", str(file))
    assert done.returncode == 2
    assert "a quote is opened and not closed" in done.stderr
    assert "Traceback" not in done.stderr
    assert desk.last_run().state == "failed"


def test_source_id_with_a_line_end_is_refused_with_a_sentence(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "checks.jsonl"
    file.write_text('{"title": "Pajak sepeda naik"}\n')
    done = desk.suar("import", "factchecks", str(file), "--source", "arsip\n")
    assert (done.returncode, "is no source id" in done.stderr) == (2, True)


def test_standard_input_that_is_closed_is_named(desk: Desk) -> None:
    command = f"'{SUAR}' import factchecks - <&-"
    done = subprocess.run(["sh", "-c", command], env=desk.environment(), capture_output=True, text=True, check=False)
    assert (done.returncode, "Standard input is closed" in done.stderr) == (2, True)


def test_feed_tells_what_it_leaves_out(desk: Desk, outlet: Outlet) -> None:
    good, bad = pages.review(url="https://cek.example/1"), pages.review(claimReviewed="")
    outlet.page("/claims.json", json.dumps({"items": [good, bad, bad, 7]}), kind="application/json")
    outlet.page("/none.json", json.dumps({"items": [bad, 7]}), kind="application/json")
    feeds = [f"{outlet.home}/claims.json", f"{outlet.home}/none.json"]
    desk.source("klaim", outlet.home, kind="factcheck", claim_feeds=feeds)
    run_id = desk.crawl()["run"]
    with desk.database.read() as connection:
        told = {row.url: (row.label, row.detail) for row in ledger.entries(connection, run_id)}
        noticed = [event.kind for event in events.listed(connection, source_id="klaim")]
    assert told[feeds[0]] == ("read", "4 entries, 2 left out: no_review, 1 left out: not_an_object")
    assert told[feeds[1]] == ("failed:empty_feed", "2 entries, 1 left out: no_review, 1 left out: not_an_object")
    assert "feed_truncated" not in noticed


def test_feed_that_is_cut_short_says_so(desk: Desk, outlet: Outlet) -> None:
    reviews = [pages.review(url=f"https://cek.example/{n}") for n in range(2_003)]
    outlet.page("/claims.json", json.dumps({"items": reviews}), kind="application/json")
    desk.source("klaim", outlet.home, kind="factcheck", claim_feeds=[f"{outlet.home}/claims.json"])
    run_id = desk.crawl()["run"]
    with desk.database.read() as connection:
        details = [row.detail for row in ledger.entries(connection, run_id, limit=5_000) if row.outcome == "read"]
        noticed = [(event.kind, event.detail) for event in events.listed(connection, source_id="klaim")]
    assert details == ["2003 entries, 3 left out: over_limit"]
    assert ("feed_truncated", "2003 entries, 2000 read") in noticed


def test_number_of_401_digits_costs_no_page(desk: Desk, outlet: Outlet) -> None:
    there = f"{outlet.home}/berita.html"
    outlet.page("/berita.html", with_review(pages.NEWS, url=there, headline=10**400))
    outlet.page("/rss.xml", rss([there]), kind="text/xml")
    desk.source("kabar-randu", outlet.home, feeds=[f"{outlet.home}/rss.xml"])
    desk.crawl()
    (check,) = stored(desk)
    with desk.database.read() as connection:
        assert [one.url for one in documents.recent(connection)] == [there] == [check.url]
