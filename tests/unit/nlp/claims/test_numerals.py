"""Numbers in words are read as those in digits are, and the same things counted otherwise are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.claims.counted import counted_otherwise
from nlp.claims.numerals import numbers_in
from nlp.claims.words import words_of


def values(text: str) -> list[str]:
    return [number.value for number in numbers_in(words_of(text, 400), text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tiga anggota", ["3"]),
        ("sebelas, dua belas, sembilan belas", ["11", "12", "19"]),
        ("dua puluh lima ribu tiga ratus orang", ["25300"]),
        ("dua juta lima ratus ribu", ["2500000"]),
        ("Sepuluh TPS dan seratus dua kotak", ["10", "102"]),
        ("sejuta seribu", ["1001000"]),
        ("dua tiga hari, puluh satu", ["2", "3", "1"]),
        ("2 juta dan Rp1,5 juta", ["2000000", "1500000"]),
        ("ratusan buruh, puluhan ribu warga", ["~100", "~10000"]),
        ("salah satu warga", []),
        ("ribu juta belas", []),
        ("", []),
    ],
)
def test_numbers_are_read(text: str, expected: list[str]) -> None:
    assert values(text) == expected


def test_a_number_in_words_is_the_same_in_digits() -> None:
    for spelt, digits in (("tiga", "3"), ("dua puluh", "20"), ("lima ratus ribu", "500rb"), ("satu juta", "1 juta")):
        assert values(spelt) == values(digits)


@given(text=st.lists(st.sampled_from(("satu", "dua", "belas", "puluh", "ratusan", "ribu", "sejuta", "sepuluh", "7"))))
def test_any_row_of_words_is_read(text: list[str]) -> None:
    found = numbers_in(words_of(" ".join(text), 400), " ".join(text))
    assert [number.start for number in found] == sorted({number.start for number in found})
    assert all(number.start <= number.end for number in found)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("tiga polisi gugur", "lima polisi gugur", [("3", "5")]),
        ("gempa M 7,2 di Bantul", "gempa M 6,2 di Bantul", [("7.2", "6.2")]),
        ("erupsi 4 Desember 2021", "erupsi 4 Desember 2022", [("2021", "2022")]),
        ("tiga polisi gugur", "3 polisi gugur", []),
        ("tiga polisi dan dua tentara", "dua tentara dan tiga polisi", []),
        ("ratusan buruh", "300 buruh", []),
        ("2024 warga antre", "antre tiga jam", []),
    ],
)
def test_what_is_counted_otherwise(first: str, second: str, told: list[tuple[str, str]]) -> None:
    found = counted_otherwise(words_of(first, 400), words_of(second, 400), (first, second))
    assert [(a.value, b.value) for a, b in found] == told
