"""Files of fact-checks: which form they have, and an outcome for everything that they hold."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from core.factchecks.lines import BadLine
from core.schemas.factcheck import FactCheck
from crawler.factchecks.claimreview import Setting
from crawler.factchecks.file import MAX_LINE, Numbered, read_file
from tests.unit.crawler.factchecks.pages import review

SETTING = Setting("", datetime(2026, 11, 28, tzinfo=UTC))
GOOD = b'{"title": "Pajak sepeda naik"}'


def lines(body: bytes, name: str = "checks.jsonl") -> list[Numbered]:
    return list(read_file(io.BytesIO(body), name, SETTING))


def outcomes(body: bytes, name: str = "checks.jsonl") -> list[tuple[int, str]]:
    """Give the number and, for each thing that was found under it, its text or the reason against it."""
    return [
        (record.number, one.reason if isinstance(one, BadLine) else one.claim or one.title)
        for record in lines(body, name)
        for one in record.found
    ]


def test_file_of_lines_names_what_is_wrong_with_each() -> None:
    bad = [b"{", b"[1]", b"[]", b'"x"', b"\xff\xfe", b'{"title": 1.5}', b"{}", b'{"title": "x", "url": "ftp://a"}']
    body = b'{"id": 1, "title": "Pajak sepeda naik"}\n\n' + b"\n".join(bad) + b"\n" + b"x" * (MAX_LINE + 9) + b"\n{}\n"
    assert lines(body)[0].id == "1"
    assert outcomes(body) == [
        (1, "Pajak sepeda naik"),
        (3, "not_json"),
        (4, "not_an_object"),
        (5, "not_an_object"),
        (6, "not_an_object"),
        (7, "not_utf8"),
        (8, "bad_field"),
        (9, "no_text"),
        (10, "bad_field"),
        (11, "too_large"),
        (12, "no_text"),
    ]


@pytest.mark.parametrize(
    ("first", "reason"),
    [
        (b"", ""),
        (b" \t\r", ""),
        (b"{", "not_json"),
        (b'{"title": "Pajak', "not_json"),
        (b'{"id": 1,', "not_json"),
        (b'{"id": 1, "title": "Pajak"', "not_json"),
        (b'{"title": "Pajak"} x', "not_json"),
        (b"rusak", "not_json"),
        (b"[SALAH] Pajak sepeda naik", "not_json"),
        (b"[1]", "not_an_object"),
        (b"[]", "not_an_object"),
        (b'{"title": "Pajak \xe9"}', "not_utf8"),
        (b'{"title": "' + b"x" * (MAX_LINE + 9) + b'"}', "too_large"),
    ],
)
def test_first_line_that_is_blank_or_broken_makes_no_other_file_of_it(first: bytes, reason: str) -> None:
    body = b"\n".join([first, GOOD, b"rusak", b'{"title": "Jembatan"}', b'{"title": "caf\xe9"}', b"{"])
    assert outcomes(body) == [
        *([(1, reason)] if reason else []),
        (2, "Pajak sepeda naik"),
        (3, "not_json"),
        (4, "Jembatan"),
        (5, "not_utf8"),
        (6, "not_json"),
    ]


@pytest.mark.parametrize("key", ["items", "data", "claims", "results"])
@pytest.mark.parametrize("value", [["a", "b"], [], [{"kata": "x"}, {"kata": "y"}], [{"title": "bagian"}]])
def test_record_may_have_a_list_under_the_name_of_a_feeds(key: str, value: list[Any]) -> None:
    record = json.dumps({key: value, "id": 7, "title": "Pajak sepeda naik"}).encode()
    assert outcomes(record) == [(1, "Pajak sepeda naik")]
    (_, second) = lines(GOOD + b"\n" + record)
    assert (second.id, second.unread) == ("7", (key,))


@pytest.mark.parametrize(
    "body",
    [
        '{"title": "a"}\n{"title": "b"}',
        '\ufeff\n{"title": "a"},\n{"title": "b"},\n',
        '[{"title": "a"}, {"title": "b"}]',
        '\n\n[\n  {"title": "a"},\n  {"title": "b"}\n]\n',
        '[{"title": "a"},\n{"title": "b"}]\n',
        '{"items": [{"title": "a"},\n{"title": "b"}]}',
        '{\n  "@context": "https://schema.org",\n  "items": [{"title": "a"}, {"title": "b"}]\n}',
        '{"@context": "https://schema.org",\n"items": [\n{"title": "a"},\n{"title": "b"}]}',
        '{"items": [{"title": "a"}, {"title": "b"}]}',
        '{\n  "title": "a"\n}\n{\n  "title": "b"\n}\n',
        '{"items": [{"title": "a"}]}\n{"items": [{"title": "b"}]}\n',
        '[{"title": "a"}]\n[{"title": "b"}]\n',
    ],
)
def test_lines_lists_and_feeds_are_told_apart(body: str) -> None:
    assert [text for _, text in outcomes(body.encode())] == ["a", "b"]


def test_feed_without_records_has_an_outcome_among_lines() -> None:
    assert outcomes(GOOD + b'\n{"items": []}\n{"data": [], "next": "x"}\n') == [
        (1, "Pajak sepeda naik"),
        (2, "no_text"),
        (3, "no_text"),
    ]


def test_long_feed_on_one_line_is_read() -> None:
    feed = json.dumps({"items": [{"title": f"Pajak {n}", "explanation": "x" * 9_000} for n in range(300)]}).encode()
    assert len(feed) > MAX_LINE
    assert outcomes(feed) == [(n + 1, f"Pajak {n}") for n in range(300)]


def test_broken_record_of_a_list_has_an_outcome_and_no_other_is_given_twice() -> None:
    body = b'[\n{"title": "a"},\n{"title": "b"},\n{"title": oops},\n{"title": "d"}\n]'
    assert outcomes(body, "a.json") == [(1, "a"), (2, "b"), (3, "d"), (4, "not_json")]


def test_record_of_a_list_that_is_no_utf8_is_refused_alone() -> None:
    body = b'[{"title": "a"},\n{"title": "caf\xe9"},\n{"title": "d \\udce9"}]'
    assert outcomes(body, "a.json") == [(1, "a"), (2, "not_utf8"), (3, "d")]


def test_every_review_of_a_record_has_an_outcome() -> None:
    whole, empty = review(claimReviewed="Jembatan runtuh"), review(claimReviewed="")
    answer = {"text": "", "claimReview": [{"title": "Jembatan runtuh"}, {}, "x"]}
    body = json.dumps([{"item": [whole, empty]}, answer, {"@type": "Event"}, 7]).encode()
    assert outcomes(body, "feed.json") == [
        (1, "Jembatan runtuh"),
        (1, "no_review"),
        (2, "Jembatan runtuh"),
        (2, "no_review"),
        (2, "no_review"),
        (3, "no_review"),
        (4, "not_an_object"),
    ]


def test_number_of_any_length_costs_its_record_at_most() -> None:
    huge = ["9" * 401, "9" * 5_000]
    body = [f'{{"@type": "ClaimReview", "headline": {n}, "claimReviewed": "Jembatan runtuh"}}' for n in huge]
    body += [f'{{"id": {n}, "title": "Jembatan"}}' for n in huge]
    found = outcomes("\n".join(body).encode())
    assert found == [(1, "Jembatan runtuh"), (2, "Jembatan runtuh"), (3, "bad_field"), (4, "bad_field")]


def test_own_id_can_be_shown() -> None:
    (record,) = lines(b'{"id": "a\\ud800\\u0000b", "title": "x"}')
    assert record.id == "ab"


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
    (check,) = first.found
    assert isinstance(check, FactCheck)
    assert (check.external_id, check.title, check.verdict, check.published_on) == (
        "7",
        "Pajak sepeda naik",
        "false",
        "2024",
    )
    assert (second.id, [one.reason for one in second.found if isinstance(one, BadLine)]) == ("8", ["no_text"])


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"a,b\n1,2\n", "names its columns"),
        (b"", "names its columns"),
        (b"title,id,title\nx,1,\n", "several columns 'title'"),
        (b'id,"title\n' + b"1,x\n" * 50_000, "quote"),
        (b'"id","title\n1,x\n', "quote"),
        (b"title\xe9,title\n", "bytes"),
    ],
)
def test_table_without_its_columns_is_refused(body: bytes, said: str) -> None:
    with pytest.raises(BadLine, match=said):
        lines(body, "a.csv")


def test_broken_row_of_a_table_costs_itself() -> None:
    rows = [
        b"id,title",
        b"1,Pajak",
        b'2,"Jembatan',
        b"3,a,b",
        b"4,caf\xe9",
        b"",
        b"5,Sumur",
        b'6,"dua',
        b'baris"',
        b",,",
    ]
    body = b"\n".join([*rows, b"9,Akhir"])
    assert outcomes(body, "a.csv") == [
        (2, "Pajak"),
        (3, "open_quote"),
        (4, "ragged"),
        (5, "not_utf8"),
        (7, "Sumur"),
        (8, "dua baris"),
        (10, "ragged"),
        (11, "Akhir"),
    ]


def test_large_cell_and_a_quote_that_is_never_closed_swallow_no_row() -> None:
    rows = b"".join(b"%d,Pajak %d\n" % (n, n) for n in range(2_000))
    found = outcomes(b'id,title\na,"' + b"x" * 200_000 + b'"\nb,"buka\n' + rows, "a.csv")
    assert (found[0][0], len(found[0][1]), found[1]) == (2, 500, (3, "open_quote"))
    assert found[2:] == [(n + 4, f"Pajak {n}") for n in range(2_000)]


def test_feed_may_be_imported_from_a_file() -> None:
    items = [{"item": [review(claimReviewed=f"Klaim nomor {n}")]} for n in range(2)]
    body = json.dumps({"dataFeedElement": items}).encode()
    assert outcomes(body, "feed.json") == [(1, "Klaim nomor 0"), (2, "Klaim nomor 1")]
