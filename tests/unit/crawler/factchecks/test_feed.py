"""Feeds and files of fact-checks in every form that is in use, and broken ones."""

from __future__ import annotations

import io
import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from core.factchecks.lines import BadLine
from crawler.discover.found import Found
from crawler.factchecks.claimreview import Setting
from crawler.factchecks.feed import read_claims
from crawler.factchecks.file import MAX_LINE, Numbered, read_file
from crawler.factchecks.loose_json import Elements
from tests.unit.crawler.factchecks.pages import CLAIM, review

URL = "https://cek.example/claims.json?key=1&pageToken=a"
SETTING = Setting(URL, datetime(2026, 11, 28, tzinfo=UTC))


def read(value: Any, most: int = 100) -> Found:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return read_claims(body, SETTING, most)


def numbered(count: int) -> list[dict[str, Any]]:
    return [
        review(
            url=f"https://cek.example/{n}", claimReviewed=f"Klaim nomor {n}", datePublished=f"2026-01-{n % 28 + 1:02}"
        )
        for n in range(count)
    ]


@pytest.mark.parametrize(
    "feed",
    [
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [one]} for one in numbered(3)]},
        {"dataFeedElement": numbered(3), "@context": "https://schema.org", "dateModified": "2026"},
        {"@context": "https://schema.org", "@graph": numbered(3)},
        {"itemListElement": [{"@type": "ListItem", "position": 1, "item": one} for one in numbered(3)]},
        numbered(3),
        "\n".join(json.dumps(one) for one in numbered(3)).encode(),
        b")]}'\n" + json.dumps(numbered(3)).encode(),
        "\ufeff".encode() + json.dumps(numbered(3)).encode(),
    ],
)
def test_every_form_of_feed_is_read(feed: Any) -> None:
    found = read(feed)
    assert {check.claim for check in found.fact_checks} == {f"Klaim nomor {n}" for n in range(3)}
    assert (found.problem, found.total, found.older) == ("", 3, "")


def test_answer_of_a_claim_search_is_read_with_its_next_page() -> None:
    answer = {
        "claims": [
            {
                "text": CLAIM,
                "claimant": "Warga Biasa",
                "claimDate": "2026-11-19T00:00:00Z",
                "claimReview": [
                    {
                        "publisher": {"name": "Cek Randu", "site": "cek.example"},
                        "url": "https://cek.example/1",
                        "title": "[SALAH] Pajak sepeda",
                        "reviewDate": "2026-11-20T00:00:00Z",
                        "textualRating": "Salah",
                        "languageCode": "id",
                    },
                    {"publisher": {"site": "lain.example"}, "url": "https://lain.example/9", "textualRating": "Keliru"},
                ],
            }
        ],
        "nextPageToken": "CAo=",
    }
    found = read(answer)
    first, second = found.fact_checks
    assert (first.publisher, first.title, first.published_on, first.language) == (
        "Cek Randu",
        "Pajak sepeda",
        "2026-11-20",
        "id",
    )
    assert (second.publisher, second.claim, second.verdict) == ("lain.example", CLAIM, "false")
    assert found.older == "https://cek.example/claims.json?key=1&pageToken=CAo%3D"
    assert "Warga Biasa" not in found.model_dump_json()


@pytest.mark.parametrize(
    ("rest", "older"),
    [
        ({"next": "/claims.json?page=2"}, "https://cek.example/claims.json?page=2"),
        ({"hydra:view": {"hydra:next": "?page=2"}}, "https://cek.example/claims.json?page=2"),
        ({"next": "https://lain.example/x"}, ""),
        ({"next": URL}, ""),
        ({"next": 3}, ""),
        ({"nextPageToken": "x" * 2_000}, ""),
    ],
)
def test_next_page_lies_on_the_same_host(rest: dict[str, Any], older: str) -> None:
    assert read({"items": numbered(1), **rest}).older == older


def test_of_a_large_feed_the_newest_are_taken_and_the_rest_is_counted() -> None:
    found = read(numbered(60), most=10)
    assert (len(found.fact_checks), found.total) == (10, 60)
    assert min(check.published_on for check in found.fact_checks) >= "2026-01-22"


def test_ten_megabytes_are_read_in_seconds() -> None:
    body = json.dumps(
        {"dataFeedElement": [review(url=f"https://cek.example/{n}", reviewBody="x" * 900) for n in range(7_500)]}
    )
    assert len(body) > 9_000_000
    begin = time.perf_counter()
    assert read(body.encode(), most=2_000).total == 7_500
    assert time.perf_counter() - begin < 15


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "empty_feed"),
        (b"  \n", "empty_feed"),
        (b"<!doctype html><html><body>x</body></html>", "not_a_feed"),
        (b"not json", "not_a_feed"),
        (b"\x00\xff\xfe\x00", "not_a_feed"),
        (b"[" * 100_000, "not_a_feed"),
        (b'{"a":' * 50_000, "not_a_feed"),
        (b'{"dataFeedElement": [' + b"[" * 200_000, "not_a_feed"),
        (b'{"dataFeedElement": []}', "empty_feed"),
        (b'{"dataFeedElement": [1, null, "x", [], {"@type": "Event", "name": "y"}]}', "empty_feed"),
    ],
)
def test_what_is_no_feed_is_named(body: bytes, problem: str) -> None:
    assert read(body).problem == problem


def test_of_a_cut_feed_the_whole_records_are_kept() -> None:
    body = json.dumps({"dataFeedElement": numbered(5)}).encode()
    assert len(read(body[:-300]).fact_checks) == 4


def test_broken_line_is_passed_over() -> None:
    elements = Elements('{"a": 1}\n{"b": \n{"c": 3}\n')
    assert list(elements) == [{"a": 1}, {"c": 3}]
    assert elements.broken == 1


def lines(body: bytes, name: str = "checks.jsonl") -> list[Numbered]:
    return list(read_file(io.BytesIO(body), name, SETTING))


def test_file_of_lines_names_what_is_wrong_with_each() -> None:
    bad = [b"{", b"[1]", b"[]", b'"x"', b"\xff\xfe", b'{"title": 1.5}', b"{}", b'{"title": "x", "url": "ftp://a"}']
    found = lines(
        b'{"id": 1, "title": "Pajak sepeda naik"}\n\n' + b"\n".join(bad) + b"\n" + b"x" * (MAX_LINE + 9) + b"\n{}\n"
    )
    assert [one.number for one in found] == [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert found[0].id == "1"
    assert [one.problem.reason if one.problem else "" for one in found] == [
        "",
        "not_json",
        "not_an_object",
        "not_an_object",
        "not_an_object",
        "not_utf8",
        "bad_field",
        "no_text",
        "bad_field",
        "too_large",
        "no_text",
    ]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"id,title,verdict,date\n7,Pajak sepeda naik,SALAH,2024\n8,,,\n", "a.csv"),
        ("\ufeffid\ttitle\tverdict\tdate\n7\tPajak sepeda naik\tSALAH\t2024\n8\t\t\t\n".encode(), "a.TSV"),
        (b'[{"id": 7, "title": "Pajak sepeda naik", "verdict": "SALAH", "date": 2024}, {"id": 8}]', "a.json"),
        (
            b'{"items": [{"id": 7, "title": "Pajak sepeda naik", "verdict": "SALAH", "date": 2024},\n{"id": 8}]}',
            "a.json",
        ),
    ],
)
def test_file_may_be_a_table_or_json(body: bytes, name: str) -> None:
    first, second = lines(body, name)
    (check,) = first.checks
    assert (check.external_id, check.title, check.verdict, check.published_on) == (
        "7",
        "Pajak sepeda naik",
        "false",
        "2024",
    )
    assert second.problem is not None
    assert second.problem.reason == "no_text"


def test_table_without_its_columns_is_refused() -> None:
    with pytest.raises(BadLine):
        lines(b"a,b\n1,2\n", "a.csv")


def test_feed_may_be_imported_from_a_file() -> None:
    found = lines(json.dumps({"dataFeedElement": [{"item": [one]} for one in numbered(2)]}).encode(), "feed.json")
    assert [one.checks[0].claim for one in found] == ["Klaim nomor 0", "Klaim nomor 1"]
