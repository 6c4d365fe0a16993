"""Weights between two states answer between them, whatever mean and spread each saw its texts with."""

from __future__ import annotations

import numpy as np

from nlp.training.precise.between import between

RANDOM = np.random.default_rng(2)
Weights = dict[str, np.ndarray]


def _state() -> Weights:
    return {
        "head.weight": RANDOM.normal(size=(3, 5)),
        "head.bias": RANDOM.normal(size=3),
        "center": RANDOM.normal(size=5),
        "spread": RANDOM.uniform(0.5, 2.0, 5),
        "encoder.layer": RANDOM.normal(size=(5, 5)),
    }


def _answer(state: Weights, mean: np.ndarray) -> np.ndarray:
    return np.asarray(state["head.weight"] @ ((mean - state["center"]) / state["spread"]) + state["head.bias"])


def test_answers_lie_between() -> None:
    before, after, mean = _state(), _state(), RANDOM.normal(size=5)
    found = between(before, after, 0.25)
    assert np.allclose(_answer(found, mean), 0.25 * _answer(before, mean) + 0.75 * _answer(after, mean))
    assert np.allclose(found["encoder.layer"], 0.25 * before["encoder.layer"] + 0.75 * after["encoder.layer"])


def test_neither_state_is_changed() -> None:
    before, after = _state(), _state()
    kept = {name: value.copy() for name, value in before.items()}
    between(before, after)
    assert all(np.array_equal(before[name], kept[name]) for name in kept)
