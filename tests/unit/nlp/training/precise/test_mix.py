from __future__ import annotations

import numpy as np
import pytest

from nlp.training.precise.mix import Mix, fit_mix, lifts, mean_of

RANDOM = np.random.default_rng(3)
TRUTH = RANDOM.random(600) < 0.3
EVERY = np.ones(600, dtype=bool)


def test_the_answer_that_tells_more_weighs_more_and_none_weighs_against_itself() -> None:
    good = np.where(TRUTH, 1.0, -1.0) + RANDOM.normal(0, 0.7, 600)
    backwards = np.where(TRUTH, -0.2, 0.2) + RANDOM.normal(0, 1.0, 600)
    mix = fit_mix(backwards, good, TRUTH)
    assert mix.linear == 0.0
    assert mix.precise > 0.5


def test_an_output_listens_to_the_transformer_only_where_that_helps() -> None:
    linear = np.where(TRUTH, 0.6, -0.6) + RANDOM.normal(0, 1.0, 600)
    helpful = np.where(TRUTH, 1.0, -1.0) + RANDOM.normal(0, 0.8, 600)
    assert lifts(linear, helpful, TRUTH)
    assert not lifts(linear, RANDOM.normal(0, 1.0, 600), TRUTH)


def test_the_transformer_may_be_held_to_a_share_of_the_linear_weight() -> None:
    linear = np.where(TRUTH, 0.6, -0.6) + RANDOM.normal(0, 1.0, 600)
    helpful = np.where(TRUTH, 1.0, -1.0) + RANDOM.normal(0, 0.8, 600)
    free, held = fit_mix(linear, helpful, TRUTH), fit_mix(linear, helpful, TRUTH, 0.4)
    assert free.precise > 0.4 * free.linear
    assert held.precise == pytest.approx(0.4 * held.linear, abs=1e-4)
    assert held.linear > free.linear
    assert fit_mix(linear, helpful, TRUTH, 9.0) == free


def test_sets_weigh_alike_however_large_they_are() -> None:
    assert mean_of([Mix(1.0, 0.2, -1.0), Mix(0.5, 0.4, 0.0)]) == Mix(0.75, 0.3, -0.5)
