"""Which words answer each other, and what is named as a difference."""

from __future__ import annotations

import pytest

from core.search.analyser import stem_of
from nlp.claims.align import align, phrases
from nlp.claims.differ import BOTH_COLUMNS, differing, tell_apart
from nlp.claims.words import Kind, words_of

#: Stems of ordinary words.
KNOWN = frozenset(map(stem_of, ("legal", "ilegal", "komunis", "komunitas", "gempa", "Prabowo", "Pranowo", "tangkap")))


def weight(stem: str, kind: Kind) -> float:
    return 0.5 if kind >= Kind.CHECKER else 5.0


def missing(title: str, message: str) -> list[str]:
    own = words_of(title, 400)
    found = align(own, words_of(message, 400), KNOWN)
    gone = [at for at, place in enumerate(found.partner) if place is None]
    return differing(own, gone, title, weight)


def test_another_company_is_what_differs() -> None:
    message = "Dibuka lowongan kerja di PT Semen Tonasa, tersedia 500 posisi!"
    assert missing("Lowongan Kerja PT Pertamina 500 Posisi", message) == ["Pertamina"]


def test_neighbours_that_differ_are_one_difference() -> None:
    assert missing("Gempa di Kabupaten Gunungkidul", "gempa di Ambon") == ["Kabupaten Gunungkidul"]


def test_misspelt_and_joined_words_answer_each_other() -> None:
    assert missing("Undian Bank Mandiri Pertamina", "undian BankMandiri pertamiina") == []


@pytest.mark.parametrize(
    ("word", "other"),
    [
        *(("legal", "ilegal"), ("komunis", "komunitas"), ("Prabowo", "Pranowo")),  # both are ordinary words
        *(("Persib", "Persik"), ("Susanto", "Susanti"), ("Niger", "Nigeria"), ("Austria", "Australia")),
        *(
            ("Rp500", "Rp5000"),
            ("500rb", "5000rb"),
            ("Rp 200 ribu", "Rp 2000 ribu"),
            ("5,6", "6,5"),
            ("MH370", "MH371"),
        ),
    ],
)
def test_other_words_that_look_alike_are_what_differs(word: str, other: str) -> None:
    assert missing(f"Polisi sita {word} kemarin", f"polisi sita {other} kemarin")[0] in word
    assert missing(f"Polisi sita {other} kemarin", f"polisi sita {word} kemarin")[0] in other


@pytest.mark.parametrize(
    ("word", "written"),
    [
        *(("Dahsyat", "dahsat"), ("Provokasi", "profokasi"), ("Israel", "israell"), ("menangkap", "ditangkap")),
        *(("Rp1.500.000", "rp 1,5 juta"), ("covid-19", "covid19"), ("Soekarnoputri", "suekarnoputri")),
    ],
)
def test_one_word_written_otherwise_answers_itself(word: str, written: str) -> None:
    assert missing(f"Polisi {word} kemarin", f"polisi {written} kemarin") == []


def test_numbers_side_by_side_are_not_one_number() -> None:
    assert missing("Gempa 2 7", "gempa 27") == ["2 7"]


def test_places_and_numbers_are_never_misspellings() -> None:
    assert missing("Gempa 2025 di Tanjungpinang", "gempa 2024 di tanjungbalai") == ["2025", "Tanjungpinang"]


def test_phrases_name_their_place_in_both_texts() -> None:
    title, message = "Daun Sirsak Menyembuhkan Kanker", "🙏 kabar baik: daun sirsak dapat sembuhkan kanker"
    own, other = words_of(title, 400), words_of(message, 400)
    found = phrases(own, other, align(own, other, KNOWN).partner, (title, message), weight)
    assert [one.text for one in found] == [title]
    for one in found:
        assert title[one.start : one.end] == one.text
        assert message[one.other_start : one.other_end] == one.other


def test_other_numbers_and_places_are_told() -> None:
    own, other = words_of("Gempa 8 di Bantul", 99), words_of("Gempa 9 di Ambon", 99)
    told = dict(
        zip(
            BOTH_COLUMNS,
            tell_apart(own, other, align(own, other, KNOWN).partner, weight)[-len(BOTH_COLUMNS) :],
            strict=True,
        )
    )
    assert (told["other_number"], told["other_place"], told["same_place"], told["other_month"]) == (1, 1, 0, 0)


def test_nothing_against_nothing() -> None:
    assert missing("", "") == []
    assert missing("Gempa", "") == ["Gempa"]
    assert tell_apart([], [], [], weight).tolist()[:3] == [1, 0, 0]
