"""Weights keep within the signs that they are given, and fit as well as those allow."""

from __future__ import annotations

import numpy as np

from nlp.training.claims.fit import AGREES, DIFFERS, NOTHING, fit_order, fit_probability

COLUMNS = ("one", "two", "three")
SIGNS = {"one": DIFFERS, "two": AGREES, "three": NOTHING}
DRAW = np.random.default_rng(0)


def test_a_probability_keeps_its_signs() -> None:
    features = DRAW.normal(size=(400, 3))
    right = features @ [2.0, 1.0, 1.0] > 0
    free, bound = (fit_probability(features, right, COLUMNS, signs) for signs in ({}, SIGNS))
    assert (free.weights > 0.5).all()
    assert bound.weights[0] == 0
    assert bound.weights[1] > 0.2
    assert bound.weights[2] == 0


def test_an_order_keeps_its_signs() -> None:
    lists = [DRAW.normal(size=(12, 3)) for _ in range(80)]
    right = [np.arange(12) == (one @ [2.0, 1.0, 1.0]).argmax() for one in lists]
    free, bound = (fit_order(lists, right, COLUMNS, signs) for signs in ({}, SIGNS))
    assert (free.weights > 0.5).all()
    assert bound.weights[0] == 0
    assert bound.weights[1] > 0.2
    assert bound.weights[2] == 0
