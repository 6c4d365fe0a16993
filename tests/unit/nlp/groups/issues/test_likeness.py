"""What makes two documents one story."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nlp.groups.issues.likeness import features, probabilities
from nlp.groups.issues.model import FEATURES, GroupingModel, Weights, load_model
from nlp.groups.issues.window import Entry, Window
from nlp.groups.issues.words import read_words


def entry(title: str, text: str = "", days: float = 0, regions: tuple[str, ...] = (), vector: Any = None) -> Entry:
    return Entry(title, days * 86_400, read_words(title, text), regions, vector)


@pytest.fixture
def window() -> Window:
    window = Window(load_model())
    for number in range(50):
        window.put(entry(f"Bupati bicara soal perkara{number}"))
    return window


def row(window: Window, one: Entry, other: Entry) -> dict[str, float]:
    return dict(zip(FEATURES, features(window, one, [other])[0].tolist(), strict=True))


def chance(window: Window, one: Entry, other: Entry) -> float:
    return float(probabilities(window, one, [other], load_model().by_encoder[""])[0])


def test_other_forms_of_a_word_are_alike(window: Window) -> None:
    found = row(window, entry("Banjir merendam Bungoro"), entry("Kebanjiran di Bungoro"))
    assert 0 < found["title"] <= 1
    assert found["pieces"] > 0
    assert found["rarest"] > 3


def test_one_place_inside_another_agrees_and_others_do_not(window: Window) -> None:
    one = entry("Banjir", regions=("73.10",))
    assert row(window, one, entry("Banjir", regions=("73",)))["same_place"] == 1
    assert row(window, one, entry("Banjir", regions=("73.1",)))["other_place"] == 1
    assert row(window, one, entry("Banjir"))["other_place"] == 0


def test_numbers_disagree_only_where_both_have_some(window: Window) -> None:
    one = entry("Hari ke-16 kampanye")
    assert row(window, one, entry("Hari ke-17 kampanye"))["other_numbers"] == 1
    assert row(window, one, entry("Kampanye hari ke-16"))["other_numbers"] == 0
    assert row(window, one, entry("Kampanye"))["other_numbers"] == 0


def test_time_and_other_places_speak_against_a_story(window: Window) -> None:
    one, title = entry("Nobar debat digelar relawan", regions=("12",)), "Relawan gelar nobar debat"
    near = chance(window, one, entry(title))
    assert near > chance(window, one, entry(title, days=6))
    assert near > chance(window, one, entry(title, regions=("19",)))


def test_texts_count_where_both_have_one(window: Window) -> None:
    text = "Warga Bungoro mengungsi setelah sungai meluap di Pangkep sejak Sabtu malam."
    one, other = entry("Ratusan rumah terendam", text), entry("Sungai meluap", text)
    assert row(window, one, other)["lead"] > 0.5
    assert row(window, one, entry("Sungai meluap"))["lead"] == 0


def test_meaning_is_what_remains_without_what_all_share() -> None:
    window = Window(load_model())
    common = np.array([1.0, 0, 0], np.float16)
    for number in range(100):
        window.put(entry(f"perkara{number}", vector=common))
    one, other = (entry("x", vector=np.array([0.9, 0.4, part], np.float16)) for part in (0.0, 0.1))
    third = entry("x", vector=np.array([0.9, -0.4, 0.0], np.float16))
    assert row(window, one, other)["meaning"] > 0.9 > 0.0 > row(window, one, third)["meaning"]
    assert row(window, one, entry("x"))["meaning"] == 0


def test_nothing_to_compare_gives_nothing(window: Window) -> None:
    assert features(window, entry("x"), []).shape == (0, len(FEATURES))


def test_an_unknown_encoder_is_not_used() -> None:
    model = load_model()
    assert model.weights("something else") == (model.by_encoder[""], False)
    known = GroupingModel("", model.common, model.texts, {**model.by_encoder, "e": replace(_weights(), bias=1.0)})
    assert known.weights("e")[1]


def _weights() -> Weights:
    return load_model().by_encoder[""]
