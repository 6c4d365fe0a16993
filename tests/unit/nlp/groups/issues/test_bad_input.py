"""Floods, giants, other languages and missing parts."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pytest

from nlp.groups.issues.final import group_all
from nlp.groups.issues.grouper import Grouper
from nlp.groups.issues.view import DocumentView

START = datetime(2026, 11, 1, tzinfo=UTC)
MESSAGE = "Mulai besok semua ATM ditutup tiga hari. Segera ambil uang Anda, teruskan ke keluarga di grup lain!"


def view(key: int, text: str, seconds: float = 0) -> DocumentView:
    return DocumentView(key, "", text, START + timedelta(seconds=seconds))


def test_a_thousand_identical_messages_in_a_minute_are_one_issue_and_make_no_word_common() -> None:
    grouper = Grouper()
    started = time.perf_counter()
    issues = {grouper.assign(view(number, MESSAGE, number * 0.06)).issue for number in range(1000)}
    assert issues == {0}
    assert len(grouper.members(0)) == 1000
    assert time.perf_counter() - started < 3  # 0.1 s on a quiet core
    assert grouper.assign(view(2000, "ATM ditutup tiga hari? Cek dulu: ambil uang besok tetap bisa")).probability > 0.01


def test_a_flood_that_goes_on_for_weeks_stays_one_issue() -> None:
    grouper = Grouper()
    for day in range(40):
        assert grouper.assign(view(day, MESSAGE, day * 86_400)).issue == 0
    assert len(grouper.members(0)) == 11  # the first, and those of the window, whose end is the median of five


def test_a_giant_and_an_empty_message_are_taken() -> None:
    grouper = Grouper()
    grouper.assign(view(0, "x " * 25_000))
    grouper.assign(view(1, "kata" * 12_500))
    assert grouper.assign(view(2, "")).issue == 2
    assert grouper.assign(view(3, "\u200b \n")).issue == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Banjir gedhe ing Kecamatan Bungoro, warga padha ngungsi", "Warga Bungoro padha ngungsi amarga banjir gedhe"),
        ("Flood in Bungoro forces residents to flee", "Residents of Bungoro flee flood"),
        ("Потоп у Бунгоро", "Бунгоро: потоп"),
    ],
)
def test_other_languages_are_grouped_by_their_words(one: str, other: str) -> None:
    grouper = Grouper()
    for number, text in enumerate(("Harga cabai naik", "KPU buka pendaftaran", "Jembatan putus"), 10):
        grouper.assign(view(number, text))
    grouper.assign(view(0, one))
    assert grouper.assign(view(1, other)).issue == 0


def test_an_encoder_that_the_model_does_not_know_changes_nothing() -> None:
    class Strange:
        name = "strange"

        def encode(self, texts: list[str]) -> npt.NDArray[np.float32]:
            raise AssertionError("its weights are unknown")

    views = [view(0, "Banjir merendam rumah di Bungoro"), view(1, "Rumah di Bungoro terendam banjir")]
    assert group_all(views, Strange()) == group_all(views) == [0, 0]  # type: ignore[arg-type]


def test_documents_out_of_order_and_far_in_the_past_are_taken() -> None:
    grouper = Grouper()
    grouper.assign(view(0, MESSAGE))
    assert grouper.assign(view(1, "Banjir di Bungoro", -40 * 86_400)).issue == 1
    assert grouper.assign(view(2, MESSAGE + " !", -3_600)).issue == 0


@pytest.mark.parametrize("years", [70, -70])
def test_a_mistyped_year_does_not_empty_the_window(years: int) -> None:
    grouper = Grouper()
    grouper.assign(view(0, "Banjir di Bungoro", years * 365 * 86_400))
    grouper.assign(view(1, MESSAGE))
    grouper.assign(view(2, "Jembatan di Bungoro putus", years * 365 * 86_400))
    assert grouper.assign(view(3, MESSAGE, 60)).issue == 1
