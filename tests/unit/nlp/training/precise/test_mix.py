from __future__ import annotations

import numpy as np

from nlp.training.precise.mix import best_priority, best_shares, fit_mix

RANDOM = np.random.default_rng(3)
TRUTH = RANDOM.random(600) < 0.3
EVERY = np.ones(600, dtype=bool)


def test_the_answer_that_tells_more_weighs_more_and_none_weighs_against_itself() -> None:
    good = np.where(TRUTH, 1.0, -1.0) + RANDOM.normal(0, 0.7, 600)
    backwards = np.where(TRUTH, -0.2, 0.2) + RANDOM.normal(0, 1.0, 600)
    mix = fit_mix(backwards, good, TRUTH)
    assert mix.linear == 0.0
    assert mix.precise > 0.5


def test_shares_go_to_the_outputs_that_serve_all_sets() -> None:
    useful = np.where(TRUTH, 2.0, -2.0) + RANDOM.normal(0, 0.5, 600)
    noise = RANDOM.normal(0, 5.0, 600)
    shares = best_shares({"guide": noise, "other": useful}, [(EVERY, TRUTH)])
    assert shares["other"] > shares["guide"]
    assert sum(shares.values()) == 1.0


def test_priority_two_needs_a_harm() -> None:
    truth = np.repeat([0, 1, 2], [330, 200, 70])
    follow = truth + RANDOM.normal(0, 0.1, 600)
    low, high = best_priority(follow, follow, truth == 2, truth)
    assert 0.2 < low < 0.9
    assert high > low
