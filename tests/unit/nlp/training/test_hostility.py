from __future__ import annotations

import numpy as np

from nlp.training.corpus import Example
from nlp.training.hostility import best_cut, f1, score_on_set, set_hostility, sets_of

RANDOM = np.random.default_rng(3)
TRUTH = RANDOM.random(600) < 0.3
EVERY = np.ones(600, dtype=bool)


def test_the_cut_is_where_the_mean_f1_of_the_sets_is_best() -> None:
    margins = np.where(TRUTH, 1.0, -1.0) + RANDOM.normal(0, 0.3, 600)
    cut = best_cut(margins, [(EVERY, TRUTH)])
    assert -0.9 < cut < 0.9
    assert f1(TRUTH, margins >= cut) > 0.97


def test_the_threshold_lies_between_those_of_the_sets_and_keeps_its_band() -> None:
    examples = [
        Example(set_, source, "post", [], [], {"sara.ujaran": i % 3 == 0})
        for set_, source in (("hate", "ibrohim2019"), ("hate", "netifier"))
        for i in range(90)
    ]
    own = np.array([1.0 if e.targets["sara.ujaran"] else -1.0 for e in examples])
    margins = own + np.where(np.arange(180) < 90, 0.5, -0.5)
    scale = {"slope": 1.0, "intercept": 0.0, "yes_from": 9.0, "unsure_from": 8.0}
    set_hostility(examples, margins, {"post": scale})
    assert -0.5 < scale["yes_from"] <= 0.5
    assert round(scale["yes_from"] - scale["unsure_from"], 4) == 1.0
    assert score_on_set(examples, margins >= scale["yes_from"], "netifier") == {"f1": 1.0, "positives": 30, "rows": 90}
    assert [int(rows.sum()) for rows, _ in sets_of(examples)] == [90, 90]


def test_without_hostility_sets_the_labels_decide() -> None:
    examples = [Example("labels", "plain", "post", [], [], {"sara.ujaran": i < 3}) for i in range(9)]
    assert [int(rows.sum()) for rows, _ in sets_of(examples)] == [9]
