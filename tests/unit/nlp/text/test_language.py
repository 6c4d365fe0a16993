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


def test_more_words_make_it_surer() -> None:
    short = tag_language(tokenise(normalise("dia tidak datang")))
    long = tag_language(tokenise(normalise("dia tidak datang karena sudah pergi dengan mereka pada hari itu")))
    assert 0 < short.confidence < long.confidence < 1
