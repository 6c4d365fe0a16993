"""Languages are told apart where the text says enough, and left undecided where it does not."""

from __future__ import annotations

import pytest

from nlp.text.language import tag_language
from nlp.text.normalise import normalise
from nlp.text.tokens import tokenise


def code(text: str) -> str:
    return tag_language(tokenise(normalise(text))).code


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("id", "Warga menolak rencana itu karena khawatir sawah mereka terendam pada musim hujan."),
        ("id", "gue udah bilang jangan ke sana, macet banget sih"),
        ("jv", "aku wis ora iso ngomong opo-opo maneh, atiku loro tenan"),
        ("su", "abdi teu tiasa sumping ka bumi anjeun dinten ieu, punten pisan"),
        ("min", "indak ado urang nan bisa mambuek kampuang ko maju"),
        ("ms", "Kerajaan mengumumkan bahawa pilihan raya akan diadakan kerana desakan rakyat manakala polis bersedia"),
        ("ms", "Ambulans bomba tiba lewat petang semalam"),
        ("ms", "saya tak faham kenapa bilik ni kotor macam ni"),
        ("id", "Kapal itu tiba pada petang hari, kata petugas pelabuhan"),
        ("id", "si awak kapal tak menjawab panggilan petugas karena cuaca buruk"),
        ("jv", "nek milih lurah sing jujur, ojo sing mung pinter janji"),
        ("en", "The government said on Monday that it will not change the policy"),
        ("und", "Bu sabah İstanbul'da bir kaza oldu ve üç kişi yaralandı"),
        ("und", "ok"),
        ("und", ""),
        ("und", "🔥🔥🔥 https://x.id"),
        ("und", "Привет как дела сегодня"),
    ],
)
def test_language(wanted: str, text: str) -> None:
    assert code(text) == wanted


def test_two_languages_are_called_mixed() -> None:
    text = "aku wis ora iso ngomong, kowe ngerti tenan, but the people said that they would not come with us"
    assert code(text) == "mul"


@pytest.mark.parametrize(
    "text",
    [
        "I think bupati should lebih fokus ke education daripada bangun tugu deh",
        "honestly pejabat di sana never listen to us, capek banget",
        "kuring mah teu percaya deui, karena janji seperti itu sudah sering kami dengar",
        "aku wis ngomong karo pak RT wingi, tapi katanya kita semua harus menunggu sampai besok",
    ],
)
def test_indonesian_with_another_language_is_called_mixed(text: str) -> None:
    assert code(text) == "mul"


@pytest.mark.parametrize(
    "text",
    [
        "please jangan share hoaks lagi ya guys, cek dulu sumbernya",
        "dia dapat gelar player of the year, bangga banget sama prestasinya",
        "suwun pak gubernur, semoga jalan di desa kami segera diperbaiki",
    ],
)
def test_borrowed_words_mix_nothing(text: str) -> None:
    assert code(text) == "id"


def test_words_that_point_elsewhere_make_it_less_sure() -> None:
    def confidence(text: str) -> float:
        tag = tag_language(tokenise(normalise(text)))
        assert tag.code == "id"
        return tag.confidence

    plain = confidence("warga kampung itu menolak tambang karena sawah mereka rusak")
    assert confidence("warga kampung itu menolak tambang soalnya sawahe mereka rusak kabeh") < plain
    assert confidence("warga kampung itu menolak kilang karena sawah mereka rusak teruk") < plain


def test_more_words_make_it_surer() -> None:
    short = tag_language(tokenise(normalise("dia tidak datang")))
    long = tag_language(tokenise(normalise("dia tidak datang karena sudah pergi dengan mereka pada hari itu")))
    assert 0 < short.confidence < long.confidence < 1
