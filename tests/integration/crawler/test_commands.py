"""`suar import documents`, `suar extract`, `suar sources`: what a person or script sees."""

from __future__ import annotations

import json
from pathlib import Path

from core.store import documents, ledger
from tests.integration.crawler.conftest import Desk
from tests.integration.crawler.outlet import Outlet, article_html

LINES = [
    {"id": "a", "kind": "post", "text": "@budi surat suara sudah dicoblos", "author": "budi"},
    {"id": "b", "kind": "post", "text": "@sari surat suara sudah dicoblos"},
    {"id": "c", "kind": "news", "title": "Rapat", "text": "Isi.", "url": "https://x.example/1?utm_source=y",
     "published_at": "2026-11-20T02:00:00Z", "source_region": "73.71", "source": "koran-x"},
    {"id": "d"},
    {"id": "e", "text": "x", "published_at": "2026-11-20T02:00:00"},
    {"id": "f", "text": "x", "url": "javascript:1"},
]  # fmt: skip


def test_import_gives_one_outcome_a_line(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in LINES) + "{bad\n\n[1]\n")
    done = desk.suar("import", "documents", str(file), "--json")
    assert done.returncode == 3
    answer = json.loads(done.stdout)
    bad = "rejected:bad_field"
    expected = ["stored", "duplicate", "stored", bad, bad, bad, "rejected:not_json", "rejected:not_an_object"]
    assert [item["outcome"] for item in answer["items"]] == expected
    assert [item["line"] for item in answer["items"]] == [1, 2, 3, 4, 5, 6, 7, 9]
    assert [item["id"] for item in answer["items"]][:4] == ["a", "b", "c", "d"]
    with desk.database.read() as connection:
        assert ledger.counts(connection, answer["run"]) == answer["outcomes"]
        post, news = documents.recent(connection)[::-1]
    assert post.text == "@pengguna surat suara sudah dicoblos"
    assert (news.url, news.source_id, news.source_region) == ("https://x.example/1", "koran-x", "73.71")
    assert "budi" not in post.model_dump_json()

    again = json.loads(desk.suar("import", "documents", str(file), "--json").stdout)
    assert [item["outcome"] for item in again["items"]][:3] == ["duplicate", "duplicate", "unchanged"]


def test_import_of_a_file_that_is_not_there(desk: Desk) -> None:
    done = desk.suar("import", "documents", "nowhere.jsonl")
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)


def test_extract_answers_one_line_a_file(desk: Desk, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.html").write_text(article_html(1))
    (pages / "b.html").write_text("")
    (pages / "c.html.gz").write_bytes(b"not gzip")
    (tmp_path / "urls.tsv").write_text("a.html\thttps://luwu.example/a\n")
    out = tmp_path / "out.jsonl"
    done = desk.suar("extract", "--output", str(out), "--urls", str(tmp_path / "urls.tsv"), str(pages))
    assert done.returncode == 3
    answers = {Path(one["file"]).name: one for one in map(json.loads, out.read_text().splitlines())}
    assert {name: one["outcome"] for name, one in answers.items()} == {
        "a.html": "ok",
        "b.html": "no_text",
        "c.html.gz": "failed",
    }
    assert answers["a.html"]["published_at"] == "2026-11-20T01:00:00Z"
    assert answers["a.html"]["canonical_url"] == "https://luwu.example/a"
    assert answers["c.html.gz"]["error"]["code"] == "unreadable"


def test_sources_list_switch_and_try(desk: Desk, outlet: Outlet) -> None:
    outlet.article("/a.html", 1)
    outlet.feed(["/a.html"])
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"], enabled=False)
    folder = ["--sources", str(desk.sources)]
    rows = json.loads(desk.suar("sources", "list", "--json", *folder).stdout)
    assert {row["id"]: row["enabled"] for row in rows}["luwu-pagi"] is False
    assert desk.suar("sources", "enable", "luwu-pagi", "--verified", *folder).returncode == 0
    assert desk.crawl()["outcomes"] == {"read": 1, "stored": 1}
    shown = desk.suar("sources", "list", *folder).stdout
    assert "on verified fictional" in next(line for line in shown.splitlines() if line.startswith("luwu-pagi"))
    assert desk.suar("sources", "disable", "nowhere", *folder).returncode == 7

    tried = desk.suar("sources", "try", "--demo", *folder, f"{outlet.home}/rss.xml")
    assert tried.returncode == 0
    assert "would be stored" in tried.stdout
    assert "2026-11-20T01:00:00Z" in tried.stdout
    local = desk.suar("sources", "try", *folder, f"{outlet.home}/rss.xml")
    assert (local.returncode, "with --demo the newsroom on 127.0.1.x is read" in local.stdout) == (3, True)
    dead = desk.suar("sources", "try", "--demo", *folder, "http://127.0.1.250:9/rss.xml")
    assert "the server refused the connection: nothing answers" in dead.stdout
    assert "DownloadConnection" not in dead.stdout
    by_id = desk.suar("sources", "try", "--demo", *folder, "luwu-pagi")
    assert (by_id.returncode, f"feed: {outlet.home}/rss.xml" in by_id.stdout) == (0, True)
    outlet.page("/robots.txt", "User-agent: *\nCrawl-delay: 1\nDisallow: /rahasia\n", kind="text/plain")
    way = json.loads(desk.suar("sources", "try", "--demo", "--json", *folder, f"{outlet.home}/a.html").stdout)
    assert way["would_store"] is True
    steps = {one["step"]: one for one in way["steps"]}
    assert steps["address"]["guard"].startswith("passed")
    assert (steps["robots"]["address"], steps["robots"]["crawl-delay"]) == ("allowed", "1 s")
    assert (steps["answer"]["status"], steps["answer"]["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert steps["article"]["store"] == "stored already at this address, unchanged"
    assert "confidence" in steps["article"]["published"]
    closed = desk.suar("sources", "try", "--demo", *folder, f"{outlet.home}/rahasia/1")
    assert (closed.returncode, "forbidden" in closed.stdout, "rejected:robots" in closed.stdout) == (3, True, True)
    assert desk.suar("sources", "try", "halo").returncode == 2


def test_without_a_database_the_way_out_is_named(desk: Desk, tmp_path: Path) -> None:
    done = desk.suar("crawl", SUAR_DATA=str(tmp_path / "fresh"))
    assert done.returncode == 4
    assert "Run `suar init`" in done.stderr
