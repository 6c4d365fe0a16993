"""Tests of the word-level diff."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.diff import Change, word_diff

TEXTS = st.text(alphabet=st.sampled_from("ab \n\t,é"), max_size=60)


def test_only_the_changed_words_are_marked() -> None:
    old = "Rapat pleno digelar Senin di Luwu.\nPeserta 40 orang.\nSelesai."
    new = "Rapat pleno digelar Selasa di Luwu.\nPeserta 40 orang.\nSelesai."
    assert word_diff(old, new) == [
        Change("same", "Rapat pleno digelar "),
        Change("removed", "Senin "),
        Change("added", "Selasa "),
        Change("same", "di Luwu.\nPeserta 40 orang.\nSelesai."),
    ]


def test_added_line_stands_alone() -> None:
    assert word_diff("Satu.\n", "Satu.\nDua.\n") == [Change("same", "Satu.\n"), Change("added", "Dua.\n")]


def test_equal_texts_have_no_change() -> None:
    assert word_diff("Satu dua.", "Satu dua.") == [Change("same", "Satu dua.")]
    assert word_diff("", "") == []


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back(old: str, new: str) -> None:
    found = word_diff(old, new)
    assert "".join(one.text for one in found if one.kind != "added") == old
    assert "".join(one.text for one in found if one.kind != "removed") == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" ".join(f"a{n}" for n in range(20_000)), "\n".join(f"b{n % 7}" for n in range(20_000))),
        ("x\n" * 30_000, "y\nx\n" * 15_000),
        ("x y " * 2_500, "y x z " * 3_300),
        ("a" * 100_000, "b" * 100_000),
    ],
    ids=["nothing in common", "repeated lines", "repeated words", "one long word"],
)
def test_hostile_texts_are_compared_in_time(old: str, new: str) -> None:
    start = time.perf_counter()
    word_diff(old, new)
    assert time.perf_counter() - start < 3.0
