"""Which words answer each other, and what is named as a difference."""

from __future__ import annotations

from nlp.claims.align import align, phrases
from nlp.claims.differ import BOTH_COLUMNS, differing, tell_apart
from nlp.claims.words import Kind, words_of


def weight(stem: str, kind: Kind) -> float:
    return 0.5 if kind >= Kind.CHECKER else 5.0


def missing(title: str, message: str) -> list[str]:
    own = words_of(title, 400)
    found = align(own, words_of(message, 400))
    gone = [at for at, place in enumerate(found.partner) if place is None]
    return differing(own, gone, title, weight)


def test_another_company_is_what_differs() -> None:
    message = "Dibuka lowongan kerja di PT Semen Tonasa, tersedia 500 posisi!"
    assert missing("Lowongan Kerja PT Pertamina 500 Posisi", message) == ["Pertamina"]


def test_neighbours_that_differ_are_one_difference() -> None:
    assert missing("Gempa di Kabupaten Gunungkidul", "gempa di Ambon") == ["Kabupaten Gunungkidul"]


def test_misspelt_and_joined_words_answer_each_other() -> None:
    assert missing("Undian Bank Mandiri Pertamina", "undian BankMandiri pertamiina") == []


def test_places_and_numbers_are_never_misspellings() -> None:
    assert missing("Gempa 2025 di Tanjungpinang", "gempa 2024 di tanjungbalai") == ["2025", "Tanjungpinang"]


def test_phrases_name_their_place_in_both_texts() -> None:
    title, message = "Daun Sirsak Menyembuhkan Kanker", "🙏 kabar baik: daun sirsak dapat sembuhkan kanker"
    own, other = words_of(title, 400), words_of(message, 400)
    found = phrases(own, other, align(own, other).partner, (title, message), weight)
    assert [one.text for one in found] == [title]
    for one in found:
        assert title[one.start : one.end] == one.text
        assert message[one.other_start : one.other_end] == one.other


def test_other_numbers_and_places_are_told() -> None:
    own, other = words_of("Gempa 8 di Bantul", 99), words_of("Gempa 9 di Ambon", 99)
    told = dict(
        zip(BOTH_COLUMNS, tell_apart(own, other, align(own, other).partner, weight)[-len(BOTH_COLUMNS) :], strict=True)
    )
    assert (told["other_number"], told["other_place"], told["same_place"], told["other_month"]) == (1, 1, 0, 0)


def test_nothing_against_nothing() -> None:
    assert missing("", "") == []
    assert missing("Gempa", "") == ["Gempa"]
    assert tell_apart([], [], [], weight).tolist()[:3] == [1, 0, 0]
