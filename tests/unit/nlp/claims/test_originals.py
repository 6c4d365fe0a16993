"""Phrases are found again in the field as the file has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.schemas.claim import Phrase
from nlp.claims.originals import in_original
from nlp.claims.records import read_record


def phrase(text: str, start: int) -> Phrase:
    return Phrase(text=text, start=start, end=start + len(text), other="x", other_start=3, other_end=4)


@pytest.mark.parametrize(
    ("title", "words", "written"),
    [
        ("[SALAH]  Video  Gempa di Bantul Runtuhkan Jembatan", "Video Gempa", "Video  Gempa"),
        ("[SALAH] gempa gempa di Bantul", "gempa di", "gempa di"),
        ("Gempa di Gempa\u0000r, gempa di Gempar", "Gempar", "Gempa\u0000r"),
        ("Hoaks: Cafe\u0301 Dunia\ndi Solo", "Café Dunia di", "Cafe\u0301 Dunia\ndi"),
    ],
)
def test_a_label_and_blanks_before_the_words_count(title: str, words: str, written: str) -> None:
    record, _ = read_record({"id": "a", "title": title})
    read = record.check.title
    (found,) = in_original([phrase(words, read.index(words))], read, record.given)
    assert found.text == written == title[found.start : found.end]
    assert (found.other, found.other_start) == ("x", 3)


def test_the_same_words_twice_are_told_apart() -> None:
    record, _ = read_record({"id": "a", "title": "[SALAH] Bank A dan Bank B"})
    assert record.check.title == "Bank A dan Bank B"
    found = in_original([phrase("Bank", 0), phrase("Bank", 11)], record.check.title, record.given)
    assert [one.start for one in found] == [8, 19]


def test_of_a_claim_the_frame_counts() -> None:
    claim = "Akun Facebook “A B” mengunggah video dengan narasi: “Jembatan Kretek runtuh\nkarena gempa tadi malam”"
    record, _ = read_record({"id": "a", "claim": claim})
    read = record.check.claim
    assert read.startswith("Jembatan")
    (found,) = in_original([phrase("runtuh\nkarena gempa", read.index("runtuh"))], read, record.given)
    assert claim[found.start : found.end] == found.text == "runtuh\nkarena gempa"


def test_what_is_not_there_as_it_was_read_is_left_out() -> None:
    assert in_original([phrase("bank mandiri", 0)], "bank mandiri", "bank @akun mandiri") == []


@given(st.text(max_size=40), st.integers(0, 40), st.integers(1, 40))
def test_places_always_hold_the_words(title: str, start: int, length: int) -> None:
    words = title[start : start + length]
    for one in in_original([phrase(words, start)] if words.strip() else [], title, "[SALAH] " + title):
        assert ("[SALAH] " + title)[one.start : one.end] == one.text
