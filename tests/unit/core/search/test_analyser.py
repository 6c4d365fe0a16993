"""Tests of the analyser."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.search.analyser import index_text, stem_of, stems, tokenise


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("menyebarkan penyebaran disebarkan menyebar", "sebar"),
        ("pemilu PEMILU pemilunya", "pemilu"),
        ("menteri kementerian", "menteri"),
        ("ketua Ketuanya", "ketua"),
        ("Kediri", "kediri"),
        ("tidak gak tdk nggak", "tidak"),
        ("hoaks HOAX hoak", "hoaks"),
        ("kabupaten kab", "kabupaten"),
        ("ｐｅｍｉｌｕ pe\u200bmilu pemi\u00adlu", "pemilu"),
        ("étage e\u0301tage", "etage"),
    ],
)
def test_forms_of_a_word_meet_in_one_stem(words: str, stem: str) -> None:
    assert set(stems(words)) == {stem}


def test_words_that_must_not_meet() -> None:
    assert stem_of("pemilu") != stem_of("pilu")
    assert stem_of("menteri") != stem_of("teri")


def test_tokens_keep_their_place_in_the_original() -> None:
    text = "ＫＰＵ: “Pe\u200bmilu” COVID-19, café."
    found = [(token.stem, text[token.start : token.end]) for token in tokenise(text)]
    assert found == [("kpu", "ＫＰＵ"), ("pemilu", "Pe\u200bmilu"), ("covid", "COVID"), ("19", "19"), ("cafe", "café")]


def test_nothing_in_nothing_out() -> None:
    assert index_text(" !?— \u200b ") == ""


@given(st.text(max_size=200))
def test_document_and_query_agree(text: str) -> None:
    assert stems(text) == [token.stem for token in tokenise(text)]
    assert all(0 <= token.start < token.end <= len(text) and token.stem for token in tokenise(text))
    assert index_text(text).split() == stems(text)


def test_quick_on_long_words() -> None:
    started = time.process_time()
    tokenise("a" * 200_000 + "\u0301" * 200_000 + " _" * 100_000)
    assert time.process_time() - started < 2
