"""Names of parties and of people in politics weigh nothing for a blind output, and as ever for the others."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn")

from nlp.categories.pieces import bare_pieces
from nlp.categories.politics import bears_a_name, listed
from nlp.training.fit import Recipe, Task, fit
from nlp.training.matrix import count

RUMOUR = "katanya {} sudah membagi uang ke tiap rumah sebarkan"
PLAIN = "kader {} menanam pohon bersama warga di tepi sungai"
NAMED = [(RUMOUR, "golkar"), (RUMOUR, "megawati"), (PLAIN, "gerindra"), (PLAIN, "khofifah")] * 4
TEXTS = [([], sentence.format(name).split(), "post") for sentence, name in NAMED]
TRUTH = np.array([sentence == RUMOUR for sentence, _ in NAMED])


@pytest.mark.parametrize(
    ("words", "bears"), [("golkar", True), ("kader golkar", True), ("nas dem", True), ("bersih", False), ("nas", False)]
)
def test_words_that_bear_a_name(words: str, bears: bool) -> None:
    assert bears_a_name(words) is bears


def test_names_are_folded_as_tokens_are() -> None:
    assert {"golkar", "nas dem", "megawati"} <= listed()
    assert all(name == name.casefold() and 1 <= len(name.split()) <= 2 for name in listed())


def test_a_name_has_no_pieces() -> None:
    assert bare_pieces("gawat")
    assert not bare_pieces("megawati")


def test_blind_output_weighs_no_name() -> None:
    counts = count(TEXTS, 1, 1)
    row, weight = np.arange(len(TEXTS)), np.ones(len(TEXTS), np.float32)
    tasks = [Task(f"{blind}", row, TRUTH, weight, 0 * weight, blind) for blind in (True, False)]
    fitted, _ = fit(counts, tasks, np.ones(len(TEXTS), dtype=bool), Recipe(least_words=1, least_pieces=1))
    blind, seeing = fitted.weights.T
    names = [counts.names.index(name) for name in ("golkar", "megawati", "gerindra", "khofifah")]
    assert not blind[names].any()
    assert not blind[counts.blind].any()
    assert (np.sign(seeing[names]) == [1, 1, -1, -1]).all()
    assert blind[counts.names.index("katanya")] > 0 > blind[counts.names.index("sungai")]
