"""Feeds of fact-checks in every form that is in use, and broken ones."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.discover.found import Found
from crawler.factchecks.claimreview import Setting
from crawler.factchecks.feed import read_claims
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
        ({"nextPageToken": "\ud800"}, ""),
    ],
)
def test_next_page_lies_on_the_same_host(rest: dict[str, Any], older: str) -> None:
    assert read({"items": numbered(1), **rest}).older == older


def test_of_a_large_feed_the_newest_are_taken_and_the_rest_is_counted() -> None:
    found = read(numbered(60), most=10)
    assert (len(found.fact_checks), found.total, found.left_out) == (10, 60, {"over_limit": 50})
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


def test_every_record_of_a_feed_is_read_or_counted_by_the_reason_against_it() -> None:
    reviews = [review(url="https://cek.example/1"), review(claimReviewed="", headline="")]
    answer = {"text": "", "claimReview": [{"title": "Jembatan runtuh", "url": "https://cek.example/2"}, {}]}
    flat = [{"title": "Sumur baru", "url": "https://cek.example/3"}, {"title": "\u200b"}, {"claim": 1.5}, {"id": 9}]
    other = [7, None, "x", {"@type": "Event", "name": "y"}]
    found = read([{"item": reviews}, answer, *flat, *other, reviews[0]])
    assert {one.claim or one.title for one in found.fact_checks} == {CLAIM, "Jembatan runtuh", "Sumur baru"}
    reasons = {"no_review": 3, "no_text": 3, "field claim": 1, "not_an_object": 3, "duplicate": 1}
    assert (found.total, found.left_out) == (13, reasons)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "https://cek.example/" + "x" * 3_000),
        ("url", "ftp://cek.example/1"),
        ("url", "https://"),
        ("language", "Bahasa Indonesia"),
        ("rating", 1.5),
        ("id", "9" * 400),
        ("explanation", ["x"]),
    ],
)
def test_odd_field_of_a_flat_record_costs_only_itself_and_is_counted(field: str, value: object) -> None:
    found = read([{"title": "[SALAH] Pajak sepeda naik", "date": "2024", field: value}])
    (check,) = found.fact_checks
    assert (check.title, check.verdict, check.published_on) == ("Pajak sepeda naik", "false", "2024")
    assert (check.url, check.language, check.external_id) == (None, "", "")
    assert (found.total, found.left_out) == (1, {f"field {field}": 1})


@pytest.mark.parametrize("language", ["Bahasa Indonesia", "\u0958" * 10, "<b>", 7])
def test_language_that_is_no_code_costs_no_review(language: object) -> None:
    (check,) = read([review(inLanguage=language)]).fact_checks
    assert (check.claim, check.language) == (CLAIM, "")
    assert read([review(inLanguage="id_ID")]).fact_checks[0].language == "id-id"


@pytest.mark.parametrize("digits", [400, 401, 5_000])
def test_long_number_costs_no_record(digits: int) -> None:
    body = json.dumps([review(headline=0, url="https://cek.example/9"), *numbered(2)]).encode()
    found = read(body.replace(b'"headline": 0', b'"headline": ' + b"9" * digits))
    assert (len(found.fact_checks), found.total, found.left_out) == (3, 3, {})


def test_claims_that_share_an_address_are_one_record_and_the_newest_is_it() -> None:
    there = "https://cek.example/1"
    older = review(url=there, claimReviewed="Jembatan runtuh", datePublished="2026-01-01")
    found = read([older, review(url=there)])
    assert [one.claim for one in found.fact_checks] == [CLAIM]
    assert (found.total, found.left_out) == (2, {"duplicate": 1})


def test_what_is_no_json_is_counted() -> None:
    found = read(b"\n".join(json.dumps(one).encode() for one in numbered(2)) + b"\nrusak\n")
    assert (len(found.fact_checks), found.total, found.left_out) == (2, 3, {"not_json": 1})
    body = b",\n".join(json.dumps(one).encode() for one in numbered(4)).replace(b'"Klaim nomor 2"', b"oops")
    found = read(b'{"items": [' + body + b"]}")
    assert (len(found.fact_checks), found.total, found.left_out) == (3, 4, {"not_json": 1})


def test_element_is_gone_through_whole() -> None:
    assert len(read([{"@graph": numbered(6_000)}], most=9_000).fact_checks) == 6_000
    answer = {"text": CLAIM, "claimReview": [{"url": f"https://cek.example/{n}"} for n in range(70)]}
    assert len(read({"claims": [answer]}).fact_checks) == 70
