"""What is read of a text: its first tokens, and never so many links and numbers that the words are not reached."""

from __future__ import annotations

import pytest

from core.schemas.document import Kind
from nlp.categories.portion import MARKS, TEXT_TOKENS, portion
from nlp.text.normalise import normalise
from nlp.text.tokens import tokenise


def _read(kind: Kind, text: str) -> list[str]:
    return [token.form for token in portion(kind, tokenise(normalise(text)))]


@pytest.mark.parametrize("kind", ["news", "post"])
@pytest.mark.parametrize("flood", ["! ", "1 ", "@a ", "! 1 @a "])
def test_a_flood_of_marks_does_not_hide_the_words(kind: Kind, flood: str) -> None:
    read = _read(kind, flood * 120 + "usir mereka dari kota ini")
    assert read[-5:] == ["usir", "mereka", "dari", "kota", "ini"]
    assert len(read) == MARKS[kind] + 5


def test_usual_texts_are_read_from_the_beginning() -> None:
    text = "rapat 12 orang https://a.b/c hari ini ! " * 6
    assert _read("news", text) == [token.form for token in tokenise(normalise(text))][: TEXT_TOKENS["news"]]


def test_no_more_words_are_read_than_the_models_learned_from() -> None:
    assert len(_read("news", "1 " * 30 + "kata " * 200)) == TEXT_TOKENS["news"]
