"""Words of claims: stems, kinds and places in the original."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.claims.words import Kind, stems_of, words_of


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("500", Kind.NUMBER),
        ("10rb", Kind.NUMBER),
        ("Makassar", Kind.PLACE),
        ("Februari", Kind.MONTH),
        ("HOAKS", Kind.CHECKER),
        ("yang", Kind.FUNCTION),
        ("Pertamina", Kind.PLAIN),
        ("Rp500", Kind.NUMBER),
        ("1000km", Kind.NUMBER),
        ("Serang", Kind.PLACE),
        ("menyerang", Kind.PLAIN),
        ("serangan", Kind.PLAIN),
        ("pemberdayaan", Kind.PLAIN),
    ],
)
def test_kinds(word: str, kind: Kind) -> None:
    assert [one.kind for one in words_of(word, 100)] == [kind]


@pytest.mark.parametrize("written", ["PURB4YA", "purbaaaaya", "𝗣𝘂𝗿𝗯𝗮𝘆𝗮", "p\u200burbaya", "Рurbaya"])
def test_disguised_words_are_the_same_word(written: str) -> None:
    assert stems_of(written, 100) == stems_of("purbaya", 100)


def test_numbers_are_kept_apart() -> None:
    assert stems_of("100", 9) != stems_of("1000", 9)
    assert stems_of("007", 9) == stems_of("7", 9)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *(("Rp 1,5 juta", "1500000"), ("Rp1.500.000,00", "1500000"), ("1500rb", "1500000"), ("1.5jt", "1500000")),
        *(("2 miliar", "2000000000"), ("5,6", "5.6"), ("6.50", "6.5"), ("100k", "100000"), ("1,000,000", "1000000")),
        *(("0", "0"), ("08123456789012345678", "812345678901234"), ("0,30", "0.3"), ("10 ribu", "10000")),
    ],
)
def test_an_amount_is_one_number_however_it_is_written(written: str, number: str) -> None:
    assert stems_of(written, 99) == [(number, Kind.NUMBER)]


@pytest.mark.parametrize(
    ("written", "stems"),
    [
        ("covid19", ["covid", "19"]),
        ("tahun2024", ["tahun", "2024"]),
        ("12.03.2026", ["12", "3", "2026"]),
        ("10 k", ["10", "k"]),
        ("5 ribuan", ["5", "ribu"]),
        ("purb4ya", ["purbaya"]),
        ("Rp", ["rp"]),
    ],
)
def test_numbers_are_told_from_letters(written: str, stems: list[str]) -> None:
    assert [stem for stem, _ in stems_of(written, 99)] == stems


@pytest.mark.parametrize("flood", ["1" * 4_000 + "x", "1.111" * 800 + "x", "a1" * 2_000, "rp " * 1_300, "1," * 2_000])
def test_a_flood_of_digits_is_read_soon(flood: str) -> None:
    begun = time.process_time()
    words_of(flood, 4_000)
    assert time.process_time() - begun < 0.5


@given(st.text(max_size=60))
def test_places_are_those_of_the_original(text: str) -> None:
    words = words_of(text, 40)
    assert [(word.stem, word.kind) for word in words] == stems_of(text, 40)
    assert all(0 <= word.start < word.end <= len(text) for word in words)
