"""Thresholds and calibration follow the margins."""

from __future__ import annotations

import numpy as np

from nlp.training.scales import MIRROR_SHARE, Evidence, best_threshold, choose_scales


def test_threshold_separates() -> None:
    margins = np.array([-3.0, -2.0, -1.0, 1.0, 2.0, 3.0])
    truth = margins > 0
    assert -1.0 < best_threshold(margins, truth) <= 1.0


def test_probabilities_meet_the_base_rate_of_plain_rows() -> None:
    random = np.random.default_rng(1)
    truth = random.random(4000) < 0.4
    margins = random.normal(size=4000) + 2.0 * truth
    plain = random.random(4000) < np.where(truth, 0.1, 0.6)  # plain rows have far fewer positives
    scale = choose_scales(Evidence(margins, truth, np.ones(4000, dtype=bool), plain))["news"]
    chance = 1 / (1 + np.exp(-(scale["slope"] * margins[plain] + scale["intercept"])))
    assert abs(chance.mean() - truth[plain].mean()) < 0.01
    assert scale["unsure_from"] <= scale["yes_from"]


def test_criticism_and_praise_hold_the_threshold_up() -> None:
    random = np.random.default_rng(2)
    truth = random.random(4000) < 0.4
    margins = random.normal(size=4000) + 2.0 * truth
    evidence = Evidence(margins, truth, random.random(4000) < 0.5, truth | True)
    mirror = random.normal(size=500) + 1.0
    for kind, scale in choose_scales(evidence, mirror).items():
        assert (mirror >= scale["yes_from"]).mean() <= MIRROR_SHARE + 1e-3, kind
        assert choose_scales(evidence)[kind]["yes_from"] < scale["yes_from"]
