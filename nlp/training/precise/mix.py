"""Puts the two stages together: for each output one margin from the linear margin and the transformer's logit.

Everything is chosen on rows that neither model has seen. The weights are those of a logistic regression with two
inputs, so the mixed margin is close to a log odds; calibration and thresholds then follow as for the linear models.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score

from nlp.training.hostility import over_cuts

Margins = NDArray[np.float64]
Truth = NDArray[np.bool_]

#: Strength of the pull to zero: with some tens of positives the two inputs must not be set against each other.
PULL = 0.1


@dataclass(frozen=True, slots=True)
class Mix:
    """margin = linear * linear margin + precise * logit + bias."""

    linear: float
    precise: float
    bias: float

    def __call__(self, linear: Margins, precise: Margins) -> Margins:
        """Return the mixed margins."""
        return self.linear * linear + self.precise * precise + self.bias


def fit_mix(linear: Margins, precise: Margins, truth: Truth) -> Mix:
    """Return how the two answers are weighed; neither ever counts against itself."""
    both = np.stack([linear, precise], axis=1)
    fitted = LogisticRegression(C=PULL).fit(both, truth)
    weights = np.maximum(fitted.coef_[0], 0.0)
    return Mix(round(float(weights[0]), 5), round(float(weights[1]), 5), round(float(fitted.intercept_[0]), 5))


def best_shares(logits: Mapping[str, Margins], judged: Sequence[tuple[Truth, Truth]]) -> dict[str, float]:
    """Return the shares of the outputs whose weighted sum has the best mean F1, at one threshold for all sets.

    `judged` holds for each set which rows are its own and the truth of all rows by its definition.
    """
    names = list(logits)
    best: tuple[float, dict[str, float]] = (-1.0, {names[0]: 1.0})
    for shares in _simplex(len(names), 4):
        total = sum(share * logits[name] for share, name in zip(shares, names, strict=True))
        best = max(
            best, (_mean_f1(np.asarray(total), judged), dict(zip(names, shares, strict=True))), key=lambda b: b[0]
        )
    return best[1]


def _mean_f1(margins: Margins, judged: Sequence[tuple[Truth, Truth]]) -> float:
    """Return the best mean F1 of the sets over all thresholds."""
    return max(over_cuts(margins, judged).values())


def _simplex(parts: int, steps: int) -> list[tuple[float, ...]]:
    """Return every way to share 1 among so many parts in whole steps."""
    if parts == 1:
        return [(1.0,)]
    found = []
    for first in range(steps + 1):
        rest = steps - first
        tails = _simplex(parts - 1, rest) if rest else [(0.0,) * (parts - 1)]
        found += [(first / steps, *(tail * rest / steps for tail in tails_)) for tails_ in tails]
    return found


def best_priority(follow: Margins, soon: Margins, harm: Truth, truth: NDArray[np.int64]) -> tuple[float, float]:
    """Return the margins from which a document is worth following, and due soon: the pair of best quadratic kappa."""
    best = (-1.0, 0.0, 0.0)
    for low in np.quantile(follow, np.linspace(0.4, 0.95, 56)):
        for high in np.quantile(soon, np.linspace(0.75, 0.995, 50)):
            given = np.where((soon >= high) & harm, 2, ((follow >= low) | (soon >= high)).astype(int))
            kappa = cohen_kappa_score(truth, given, weights="quadratic", labels=[0, 1, 2])
            best = max(best, (float(kappa), float(low), float(high)))
    return best[1], best[2]
