"""The query grammar: any text is a query or is refused in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadInput
from core.search.query import MAX_QUERY, MAX_TERMS, Term, parse


def _terms(text: str) -> tuple[list[str], list[str]]:
    query = parse(text)
    return [" ".join(term.stems) for term in query.wanted], [" ".join(term.stems) for term in query.unwanted]


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("banjir", ["banjir"], []),
        ("Banjir  JAKARTA", ["banjir", "jakarta"], []),
        ('"wali kota" makassar', ["wali kota", "makassar"], []),
        ("COVID-19", ["covid 19"], []),
        ("C++", ["c"], []),
        ("100%", ["100"], []),
        ("banjir -jakarta", ["banjir"], ["jakarta"]),
        ('banjir -"kota jakarta"', ["banjir"], ["kota jakarta"]),
        ("banjir - jakarta", ["banjir", "jakarta"], []),
        ('"banjir jakarta', ["banjir jakarta"], []),
        ('a"b', ["a", "b"], []),
        ("“wali kota”", ["wali kota"], []),
        ("banjir banjir", ["banjir"], []),
        ("banjir\0", ["banjir"], []),
        ("title:x", ["title x"], []),
        ("NEAR(", ["near"], []),
        ("banjir*", ["banjir"], []),
        ("{a b}:x", ["a", "b x"], []),
        ("' OR 1=1 --", ["or", "1 1"], []),
    ],
)
def test_reads_words_phrases_and_minus(text: str, wanted: list[str], unwanted: list[str]) -> None:
    assert _terms(text) == (wanted, unwanted)


def test_finds_other_forms_of_a_word_by_its_stem() -> None:
    assert parse("pembangunan").wanted == parse("membangun").wanted


@pytest.mark.parametrize("text", ["", " ", '"', '"""', "*", "^", "(", "++", "-banjir", '-"a b"', "\0", "(" * 400, "🙂"])
def test_refuses_in_words_what_has_no_word(text: str) -> None:
    with pytest.raises(BadInput, match="no word"):
        parse(text)


@pytest.mark.parametrize("text", ["x" * (MAX_QUERY + 1), "(" * 2000, " OR ".join(["a"] * 20_000)])
def test_refuses_a_query_that_is_too_long(text: str) -> None:
    with pytest.raises(BadInput, match="longer than"):
        parse(text)


def test_refuses_too_many_words() -> None:
    with pytest.raises(BadInput, match="more than"):
        parse(" ".join(f"w{number}" for number in range(MAX_TERMS + 1)))


@given(st.text(max_size=200))
def test_any_text_is_a_query_or_bad_input(text: str) -> None:
    try:
        query = parse(text)
    except BadInput:
        return
    for term in (*query.wanted, *query.unwanted):
        assert isinstance(term, Term)
        assert all(re.fullmatch(r"\w+", stem) for stem in term.stems)
