"""Lines of `suar issues group`."""

from __future__ import annotations

from typing import Any

from nlp.batch.issues import IssueLines

TEXT = "BELOPA - Bupati membuka rapat logistik pemilihan di Kecamatan Bua bersama panitia kecamatan, Senin pagi."


def grouped(rows: list[dict[str, Any]]) -> list[object]:
    lines = IssueLines()
    for row in rows:
        lines.take({"kind": "news", "text": "", **row})
    return [answer["issue"] for answer in lines.answers()]


def test_an_issue_is_named_by_its_first_line() -> None:
    assert grouped([{"id": 7, "title": "Rapat", "text": TEXT}, {"id": "b", "title": "Lain", "text": TEXT}]) == [7, 7]


def test_nothing_in_gives_nothing_out() -> None:
    assert grouped([]) == []


def test_empty_texts_are_alone() -> None:
    assert grouped([{"id": "a"}, {"id": "b"}]) == ["a", "b"]
