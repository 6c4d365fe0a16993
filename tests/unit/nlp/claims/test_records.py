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
        ({"id": "c", "title": "\u200b"}, "neither title nor claim"),
        ({"id": "c", "title": ["t"]}, "title: "),
    ],
)
def test_an_unusable_line_is_named_and_the_rest_used(row: object, said: str) -> None:
    records, problems = read_records(lines({"id": "a", "title": "Gempa"}, row, {"id": "b", "title": "Banjir"}))
    assert [record.id for record in records] == ["a", "b"]
    assert [problem.line for problem in problems] == [2]
    assert said in problems[0].reason


def test_the_later_of_two_lines_with_one_id_counts() -> None:
    rows = {"id": "a", "title": "Gempa"}, {"id": "b", "title": "Banjir"}, {"id": "a", "title": "Koreksi"}
    records, problems = read_records(lines(*rows, {"id": "a"}))
    assert [(record.id, record.check.title) for record in records] == [("a", "Koreksi"), ("b", "Banjir")]
    assert [problem.line for problem in problems] == [1, 4]
    assert "line 3 has the same id 'a'" in problems[0].reason


KNOWN = {"title": "Gempa", "verdict": "dicabut", "publisher": "Cek", "date": "2024-01-02"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "cek.example/x"),
        ("url", "javascript:x"),
        ("url", "https://cek.example/\ud800"),
        ("language", "Indonesia"),
        ("explanation", ["x"]),
        ("claim", 1.5),
    ],
)
def test_a_bad_field_costs_only_itself_and_is_named(field: str, value: object) -> None:
    records, problems = read_records(lines({"id": "a", **KNOWN, field: value}))
    check = records[0].check
    assert (check.title, check.verdict, check.publisher) == ("Gempa", "retracted", "Cek")
    assert (check.published_on, check.url) == ("2024-01-02", None)
    assert [(problem.line, problem.field) for problem in problems] == [(1, field)]
    assert problems[0].reason.startswith(f"{field}: ")


def test_several_bad_fields_are_all_named_and_other_names_of_them_tried() -> None:
    row = {"id": "a", **KNOWN, "verdict": [1], "rating": "Salah", "date": 1.5, "published_at": 2.5, "url": "x"}
    records, problems = read_records(lines(row))
    assert (records[0].check.verdict, records[0].check.published_on, records[0].check.publisher) == ("false", "", "Cek")
    assert {problem.field for problem in problems} == {"verdict", "date", "published_at", "url"}


def test_half_a_character_is_left_out_of_its_field() -> None:
    records, problems = read_records(lines({"id": "a", **KNOWN, "publisher": "Cek\ud800", "author": "\ud800"}))
    assert (records[0].check.publisher, problems) == ("Cek", [])


def test_an_id_of_19_digits_is_one() -> None:
    records, problems = read_records(lines({"id": 1_790_000_000_000_000_000, "title": "Gempa"}))
    assert ([record.id for record in records], problems) == ([1_790_000_000_000_000_000], [])


def test_empty_lines_and_an_empty_file() -> None:
    assert read_records([]) == ([], [])
    assert read_records([b"\n", b"  \n"]) == ([], [])
