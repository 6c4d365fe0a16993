"""The measures say what they are named after, also where there is nothing to measure."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from nlp.evaluation.scores import bins, calibration_error, confusion, quadratic_kappa, scores, wilson

TRUTH = np.array([True, True, True, False, False, False])
SAID = ["yes", "unsure", "no", "yes", "no", "no"]


def test_unsure_counts_as_no_and_is_shown() -> None:
    found = scores(TRUTH, SAID, np.full(6, 0.5))
    assert found["confusion"] == {"yes": {"yes": 1, "unsure": 1, "no": 1}, "no": {"yes": 1, "unsure": 0, "no": 2}}
    assert (found["precision"], found["recall"], found["f1"]) == (0.5, 0.3333, 0.4)
    assert found["false_alarms"] == 0.3333
    assert found["unsure"] == 0.1667


def test_what_cannot_be_said_is_none() -> None:
    found = scores(np.zeros(2, dtype=bool), ["no", "no"], np.zeros(2))
    assert (found["f1"], found["precision"], found["recall"], found["recall_interval"]) == (None, None, None, None)
    assert scores(np.ones(1, dtype=bool), ["no"], np.zeros(1))["false_alarms"] is None


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["yes", "unsure", "no"])), max_size=50))
def test_every_row_is_in_one_cell(rows: list[tuple[bool, str]]) -> None:
    cells = confusion(np.array([t for t, _ in rows], dtype=bool), [d for _, d in rows])
    assert sum(sum(each.values()) for each in cells.values()) == len(rows)


@pytest.mark.parametrize(("hits", "rows", "low", "high"), [(0, 20, 0.0, 0.161), (10, 20, 0.299, 0.701), (0, 0, 0, 1)])
def test_wilson(hits: int, rows: int, low: float, high: float) -> None:
    assert wilson(hits, rows) == pytest.approx((low, high), abs=0.001)


def test_calibration_error_is_the_distance_of_the_bins() -> None:
    chance = np.array([0.05] * 10 + [0.95] * 10)
    truth = np.array([False] * 10 + [True] * 5 + [False] * 5)
    assert calibration_error(truth, chance) == pytest.approx(0.5 * 0.05 + 0.5 * 0.45)
    assert [(b.chance, b.share, b.rows) for b in bins(truth, chance)] == [(0.05, 0.0, 10), (0.95, 0.5, 10)]
    assert calibration_error(truth[:0], chance[:0]) is None


@given(st.lists(st.tuples(st.sampled_from([0, 1, 2]), st.sampled_from([0, 1, 2])), min_size=2, max_size=40))
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    truth, given_ = [a for a, _ in pairs], [b for _, b in pairs]
    found = quadratic_kappa(truth, given_)
    if found is None:
        assert len({*truth, *given_}) == 1
    else:
        wanted = cohen_kappa_score(truth, given_, weights="quadratic", labels=[0, 1, 2])
        assert found == pytest.approx(wanted, abs=1e-4)
