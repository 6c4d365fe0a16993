"""Files of fact-checks: what is used, and what is said about the rest."""

from __future__ import annotations

import json

import pytest

from nlp.claims.records import read_records


def lines(*rows: object) -> list[bytes]:
    return [json.dumps(row).encode() + b"\n" for row in rows]


def test_a_title_is_enough_and_the_frame_goes() -> None:
    claim = "Akun Facebook “A” mengunggah video dengan narasi: “Minum air kelapa menyembuhkan kanker” pada Senin."
    records, problems = read_records(
        lines({"id": "a", "title": "[SALAH] Air"}, {"id": 7, "title": "B", "claim": claim})
    )
    assert problems == []
    assert [record.id for record in records] == ["a", 7]
    assert records[0].check.title == "Air"
    assert records[0].check.verdict == "false"
    assert records[1].check.claim == "Minum air kelapa menyembuhkan kanker"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"id": "x"}, "neither title nor claim"),
        ({"id": "x", "title": " "}, "neither title nor claim"),
        ({"title": "t"}, "`id`"),
        ({"id": True, "title": "t"}, "`id`"),
        ([1], "not a JSON object"),
        ({"id": "a", "title": "t"}, "earlier line"),
    ],
)
def test_an_unusable_line_is_named_and_the_rest_used(row: object, said: str) -> None:
    records, problems = read_records(lines({"id": "a", "title": "Gempa"}, row, {"id": "b", "title": "Banjir"}))
    assert [record.id for record in records] == ["a", "b"]
    assert [problem.line for problem in problems] == [2]
    assert said in problems[0].reason


def test_a_field_that_matching_can_do_without_costs_only_itself() -> None:
    records, _ = read_records(lines({"id": "a", "title": "Gempa", "url": "javascript:x", "date": 2024, "verdict": [1]}))
    assert records[0].check.title == "Gempa"
    assert records[0].check.url is None


def test_empty_lines_and_an_empty_file() -> None:
    assert read_records([]) == ([], [])
    assert read_records([b"\n", b"  \n"]) == ([], [])
