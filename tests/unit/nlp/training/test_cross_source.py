"""What is learned from one source alone shows on the other only as far as it is not the source's own habit."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("sklearn")

from nlp.text.normalise import normalise
from nlp.text.tokens import tokenise
from nlp.training.corpus import Example
from nlp.training.cross_source import cross_source

COMMON, OWN = ("usir", "binasa"), {"a": ("merah", "biru"), "b": ("besar", "kecil")}


def tweets(source: str, hostile_words: tuple[str, ...], seed: int) -> list[Example]:
    chance = random.Random(seed)
    found = []
    for number in range(120):
        hostile = number % 3 == 0
        filler = [f"kata{chance.randrange(60)}" for _ in range(8)]
        words = [*filler, *chance.sample(hostile_words, 1)] if hostile else filler
        tokens = tokenise(normalise(" ".join(words)))
        found.append(Example("hate", source, "post", [], tokens, {"sara.ujaran": hostile}))
    return found


def test_common_words_carry_over_and_habits_do_not() -> None:
    shared = cross_source([*tweets("a", COMMON, 1), *tweets("b", COMMON, 2)], lambda _: None)
    apart = cross_source([*tweets("a", OWN["a"], 1), *tweets("b", OWN["b"], 2)], lambda _: None)
    assert set(shared) == {"a to b", "b to a"}
    for direction, scores in shared.items():
        assert scores["f1"] > 0.9
        assert scores["best_f1"] >= scores["f1"]
        assert apart[direction]["best_f1"] < 0.75
        assert scores["rows"] == 120


def test_copies_of_what_was_learned_are_not_asked() -> None:
    rows = tweets("a", COMMON, 1)
    copies = [Example("hate", "b", "post", [], one.text, one.targets) for one in rows[:60]]
    found = cross_source([*rows, *copies, *tweets("b", COMMON, 2)], lambda _: None)
    assert found["a to b"]["rows"] == 120


def test_one_set_is_no_comparison() -> None:
    assert cross_source(tweets("a", COMMON, 1), lambda _: None) == {}
