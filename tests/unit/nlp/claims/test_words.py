"""Words of claims: stems, kinds and places in the original."""

from __future__ import annotations

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


@given(st.text(max_size=60))
def test_places_are_those_of_the_original(text: str) -> None:
    words = words_of(text, 40)
    assert [(word.stem, word.kind) for word in words] == stems_of(text, 40)
    assert all(0 <= word.start < word.end <= len(text) for word in words)
