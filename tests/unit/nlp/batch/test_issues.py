"""Lines of `suar issues group`."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest

from nlp.batch.issues import IssueLines

TEXT = "BELOPA - Bupati membuka rapat logistik pemilihan di Kecamatan Bua bersama panitia kecamatan, Senin pagi."


def answered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    lines = IssueLines()
    for row in rows:
        lines.take({"kind": "news", "text": "", **row})
    return list(lines.answers())


def grouped(rows: list[dict[str, Any]]) -> list[object]:
    return [answer["issue"] for answer in answered(rows)]


def stories(rows: list[dict[str, Any]]) -> set[frozenset[str]]:
    """Return which lines are together, whatever their issue is called."""
    groups: dict[object, set[str]] = {}
    for answer in answered(rows):
        groups.setdefault(answer["issue"], set()).add(answer["id"])
    return {frozenset(group) for group in groups.values()}


def test_an_issue_is_named_by_its_first_line() -> None:
    assert grouped([{"id": 7, "title": "Rapat", "text": TEXT}, {"id": "b", "title": "Lain", "text": TEXT}]) == [7, 7]


def test_nothing_in_gives_nothing_out() -> None:
    assert grouped([]) == []


def test_empty_texts_are_alone() -> None:
    assert grouped([{"id": "a"}, {"id": "b"}]) == ["a", "b"]


FLOOD, TRIAL = (
    " ".join(random.Random(seed).choices(words.split(), k=180))
    for seed, words in (
        (1, "hujan deras sungai meluap posko sawah jembatan relawan perahu lumpur evakuasi logistik warga mengungsi"),
        (2, "sidang suap proyek jalan tol hakim terdakwa vonis saksi penjara rekening kontraktor penyidik denda"),
    )
)
AT = "2026-11-20T05:00:00Z"


def test_a_digest_does_not_join_its_stories_whatever_the_order() -> None:
    rows = [
        {"id": "a", "title": "Banjir rendam Lumajang, warga mengungsi", "text": FLOOD, "published_at": AT},
        {"id": "c", "title": "KPK sidangkan suap proyek jalan tol", "text": TRIAL, "published_at": AT},
        {"id": "b", "title": "Rangkuman hari ini", "text": f"{FLOOD} {TRIAL}", "published_at": AT},
        {"id": "d", "title": "Lumajang dilanda banjir", "text": f"{FLOOD} (ant)", "published_at": AT},
    ]
    found = [stories(list(order)) for order in itertools.permutations(rows)]
    assert all(one == found[0] for one in found)
    assert not any({"a", "c"} <= group for group in found[0])
    assert any({"a", "d"} <= group for group in found[0]), "alike both ways"


def test_an_issue_keeps_the_name_of_its_first_line_in_any_order() -> None:
    rows = [{"id": "b", "text": FLOOD, "published_at": AT}, {"id": "a", "text": FLOOD, "published_at": "2026-11-01Z"}]
    rows[1]["published_at"] = "2026-11-19T05:00:00Z"
    assert grouped(rows) == ["b", "b"]
    assert grouped(rows[::-1]) == ["a", "a"]


def test_boilerplate_does_not_join_stories() -> None:
    titles = ["Gunung Semeru erupsi, warga Lumajang mengungsi", "KPK tangkap bupati di Sulawesi Selatan"]
    rows = [{"id": one, "title": one, "text": "Baca selengkapnya", "published_at": AT} for one in titles]
    assert grouped(rows) == titles


SEMERU = [
    {
        "id": "a",
        "title": "Gunung Semeru erupsi, warga Lumajang mengungsi",
        "text": "Gunung Semeru di Kabupaten Lumajang erupsi pada Kamis pagi. Ratusan warga mengungsi ke balai desa.",
    },
    {
        "id": "b",
        "title": "Erupsi Gunung Semeru, ratusan warga Lumajang mengungsi",
        "text": "Ratusan warga Lumajang mengungsi setelah Gunung Semeru erupsi Kamis pagi, kata petugas pengamatan.",
        "published_at": AT,
    },
]


@pytest.mark.parametrize("date", [None, "2026-11-20 05:00", "kemarin"])
def test_what_comes_before_the_first_time_has_that_time(date: str | None) -> None:
    assert grouped([{**SEMERU[0], "published_at": date}, {"id": "e"}, SEMERU[1]]) == ["a", "e", "a"]


def test_a_line_without_a_time_has_that_of_the_line_before() -> None:
    earlier = {"id": "e", "published_at": "2026-10-01T05:00:00Z"}
    assert grouped([SEMERU[1], SEMERU[0], earlier]) == ["b", "b", "e"]
    assert grouped([SEMERU[1], earlier, SEMERU[0]]) == ["b", "e", "a"]


def test_what_weakens_an_answer_is_said() -> None:
    rows = [{"id": 1, "kind": None}, {"id": "1", "published_at": "2026-11-20 05:00"}, {"id": 1, "title": "Lain"}]
    assert answered(rows) == [
        {"id": 1, "issue": 1, "notices": ["kind is missing; read as post"]},
        {"id": "1", "issue": "1", "notices": ["published_at has no time zone and was left out"]},
        {"id": 1, "issue": 1, "notices": ["id stands in an earlier line too; an issue of this name may be of either"]},
    ]
