"""The choices of the list travel in addresses, and hostile addresses choose nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

import pytest

from api.ui.choice import Choice, read_choice
from api.ui.listing import headline
from api.ui.pages.search import cut
from core.schemas.signal import DECIDED, WAITING


@pytest.mark.parametrize(
    "choice",
    [
        Choice(),
        Choice(view="selesai", category="sara", region="73.71", everything=True, after=(2, 17)),
        Choice(view="terkunci", category="klaim"),
    ],
)
def test_a_choice_survives_the_way_through_an_address(choice: Choice) -> None:
    assert read_choice(dict(parse_qsl(choice.query().removeprefix("?")))) == choice


def test_unknown_values_restrict_nothing() -> None:
    hostile = {"lihat": "x", "kategori": "<b>", "wilayah": "99.99", "hari": "1", "setelah": "a-b", "unknown": "1"}
    assert read_choice(hostile) == Choice()


def test_the_list_looks_back_thirty_days_unless_told_otherwise() -> None:
    present = datetime(2026, 11, 22, tzinfo=UTC)
    assert Choice().filters(present).since == present - timedelta(days=30)
    assert Choice().filters(present).states == WAITING
    assert Choice(everything=True, view="selesai").filters(present).since is None
    assert Choice(view="selesai").filters(present).states == DECIDED


def test_a_post_without_a_title_is_named_by_its_beginning() -> None:
    assert headline("", "Dibuka\n lowongan") == "Dibuka lowongan"
    assert headline("Judul", "teks") == "Judul"
    assert headline("x" * 500, "") == "x" * 159 + "…"


@pytest.mark.parametrize(
    ("marks", "pieces"),
    [
        ([], [("surat suara", False)]),
        ([(6, 11)], [("surat ", False), ("suara", True)]),
        ([(0, 5), (3, 8), (6, 99), (-2, 1)], [("surat", True), (" suara", False)]),
    ],
)
def test_marks_of_a_search_cut_plain_text(marks: list[tuple[int, int]], pieces: list[tuple[str, bool]]) -> None:
    assert cut("surat suara", marks) == pieces
