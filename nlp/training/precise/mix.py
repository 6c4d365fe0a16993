"""Puts the two stages together: for each output one margin from the linear margin and the transformer's logit.

Everything is chosen on rows that neither model has seen. The weights are those of a logistic regression with two
inputs, so the mixed margin is close to a log odds; calibration and thresholds then follow as for the linear models.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, precision_recall_curve

Margins = NDArray[np.float64]
Truth = NDArray[np.bool_]

#: Strength of the pull to zero: with some tens of positives the two inputs must not be set against each other.
PULL = 0.1
#: How much average precision and best F1 together must gain before an output listens to the transformer, on average
#: over SPLITS random halvings: a single one moves by .03 with some 140 positives (sara, 2026-11-28). Gains below (klaim
#: .017, politik .018, sara .036) were lost again at the thresholds, and an appended sentence moved answers further.
LEAST_LIFT = 0.038
SPLITS = 10
FEWEST = 5  #: positives in each half, else nothing is known
#: The transformer's most beside the linear margin for claims: it reads the names of parties and of people in politics,
#: which the linear models do not weigh. Freely it is .65 (`klaim`) and .72 (`klaim.klaim`), and such a name moves
#: `klaim` by .028; with .45 by .021, with .4 by .018, with .35 by .016, with .3 by .014, at F1 .777, .786, .784, .784
#: and .778 and average precision .861, .862, .860, .858 and .856; F1 of `klaim.klaim` .744, .742, .742, .734 and .713
#: (held-out rows, 2026-11-30). One name in the place of all of them costs .04 of average precision.
MOST = {"klaim": 0.35, "klaim.klaim": 0.35}


@dataclass(frozen=True, slots=True)
class Mix:
    """margin = linear * linear margin + precise * logit + bias."""

    linear: float
    precise: float
    bias: float

    def __call__(self, linear: Margins, precise: Margins) -> Margins:
        """Return the mixed margins."""
        return self.linear * linear + self.precise * precise + self.bias


def fit_mix(linear: Margins, precise: Margins, truth: Truth, most: float = math.inf) -> Mix:
    """Return how the two answers are weighed, the transformer's at most `most` times as much as the linear one.

    Neither ever counts against itself.
    """
    first, second, bias = _weights(np.stack([linear, precise], axis=1), truth)
    if second > most * first > 0.0:
        first, bias = _weights((linear + most * precise)[:, None], truth)
        second = most * first
    return Mix(round(first, 5), round(second, 5), round(bias, 5))


def _weights(inputs: Margins, truth: Truth) -> list[float]:
    """Return the weight of each input, at least 0, and the bias."""
    fitted = LogisticRegression(C=PULL).fit(inputs, truth)
    return [*np.maximum(fitted.coef_[0], 0.0).tolist(), float(fitted.intercept_[0])]


def mean_of(mixes: Sequence[Mix]) -> Mix:
    """Return the mean of mixes fitted on several sets: each set counts alike, however many rows it has.

    For hostility all rows at once give F1 .674 and .629 on the two sets, the mean .677 and .643 (halves, 2026-11-29).
    """
    parts = np.mean([(mix.linear, mix.precise, mix.bias) for mix in mixes], axis=0).round(5).tolist()
    return Mix(*parts)


#: The linear margin as it is.
ALONE = Mix(1.0, 0.0, 0.0)


def lifts(linear: Margins, precise: Margins, truth: Truth, most: float = math.inf) -> bool:
    """Tell whether the mixed answer is better than the linear one: each half judged by what was fitted on the other."""
    if truth.sum() < 4 * FEWEST:
        return False
    random = np.random.default_rng(0)
    gains = []
    for _ in range(SPLITS):
        order = random.permutation(len(truth))
        for mine, other in ((order[::2], order[1::2]), (order[1::2], order[::2])):
            if min(truth[mine].sum(), truth[other].sum()) < FEWEST:
                return False
            mixed = fit_mix(linear[other], precise[other], truth[other], most)(linear[mine], precise[mine])
            gains.append(_quality(mixed, truth[mine]) - _quality(linear[mine], truth[mine]))
    return float(np.mean(gains)) >= LEAST_LIFT


def carried(threshold: float, linear: Margins, mixed: Margins) -> float | None:
    """Return the mixed margin that as many rows reach as reach the threshold with their linear ones; None without any.

    The linear thresholds rest on five times as many labelled rows as mixed margins exist for. Chosen anew on those few
    they cost F1: with halves of 1,304 rows klaim .758 and priority .622 (kappa), politik .878 (2026-11-28).
    """
    count = int((linear >= threshold).sum())
    if not 0 < count < len(mixed):
        return None
    ordered = np.sort(mixed)[::-1]
    return float((ordered[count - 1] + ordered[count]) / 2)


def _quality(margins: Margins, truth: Truth) -> float:
    """Return average precision and best F1 together."""
    precision, recall, _ = precision_recall_curve(truth, margins)
    best = float((2 * precision * recall / np.maximum(precision + recall, 1e-9)).max())
    return float(average_precision_score(truth, margins)) + best
