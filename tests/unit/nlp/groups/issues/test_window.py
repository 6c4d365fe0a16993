"""The documents of a window: what is rare in it, who shares rare words, and what leaves it."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.groups.issues.model import load_model
from nlp.groups.issues.window import CANDIDATES, Entry, Window
from nlp.groups.issues.words import Words, bucket, read_words


def filled(titles: list[str]) -> Window:
    window = Window(load_model())
    for number, title in enumerate(titles):
        window.put(Entry(number, float(number), read_words(title, ""), (), None))
    return window


def weight(window: Window, word: str) -> float:
    return float(window.title_weights(np.array([bucket(word)], np.uint32))[0])


def partners(window: Window, words: Words) -> list[int]:
    """Return the candidates of any time."""
    return window.candidates(words, 0.0, float("inf"))


def test_a_word_that_all_titles_have_weighs_little() -> None:
    window = filled([f"Bupati bicara soal perkara{number}" for number in range(200)])
    assert weight(window, "bupati") < 0.5 < weight(window, "perkara7")


def test_of_two_words_that_are_rare_in_the_window_the_one_rare_in_general_weighs_more() -> None:
    window = filled(["Indonesia menang", "Wadas menolak", *(f"perkara{number}" for number in range(200))])
    assert weight(window, "wadas") > weight(window, "indonesia") + 0.5


def test_before_much_was_seen_what_is_common_in_general_weighs_little() -> None:
    window = filled(["Presiden Indonesia"])
    assert weight(window, "indonesia") < weight(window, "bungoro")


def test_partners_share_rare_words_and_are_few() -> None:
    window = filled([*(f"Bupati bicara soal perkara{number % 100}" for number in range(1000)), "Banjir Bungoro"])
    assert partners(window, read_words("Bungoro banjir lagi", ""))[0] == 1000
    assert len(partners(window, read_words("Bupati bicara", ""))) <= CANDIDATES
    found = partners(window, read_words("Bupati: perkara7", ""))
    assert {window[number].words.title.tobytes() for number in found[:10]} == {window[7].words.title.tobytes()}


def test_only_documents_of_the_time_around_take_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlp.groups.issues.window._PLACES", 100)
    window = filled(["Banjir Bungoro"] * 1000)
    words = read_words("Bungoro banjir", "")
    assert set(window.candidates(words, 20.0, 5.0)) == set(range(15, 26))
    for number in range(15, 20):
        window.remove(number)
    assert set(window.candidates(words, 20.0, 5.0)) == set(range(20, 26))
    assert window.candidates(words, 999.0, 2000.0)[0] == 999
    assert window.candidates(words, -9.0, 5.0) == []


def test_what_is_too_old_is_forgotten_with_its_counts() -> None:
    window = filled([f"Banjir kejadian{number}" for number in range(300)])
    before = weight(window, "banjir")
    assert [number for number, _ in window.expired(200.0)] == list(range(200))
    assert len(window) == 100
    assert partners(window, read_words("kejadian7", "")) == []
    assert partners(window, read_words("kejadian250", "")) == [250]
    for number in range(200, 300):
        window.remove(number)
    assert weight(window, "banjir") > before
