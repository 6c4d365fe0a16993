"""Chooses, from out-of-fold margins, how a margin becomes a probability and a decision: for each output and kind."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from nlp.categories.model import Scale

Margins = NDArray[np.float64]
Truth = NDArray[np.bool_]

#: With fewer positives of a kind than this, slope and thresholds are those of all kinds together.
FEWEST_POSITIVES = 40
#: The unsure band below `yes` reaches down as long as at least one in five of it is right...
BAND_PRECISION = 0.2
#: ...and no further than where it holds this share of the documents: a band over everything tells nobody anything.
BAND_SHARE = 0.1
#: Share of the mirrored criticism and praise of institutions, judged by models that left it out, that may be a `yes`.
#: The gate asks for 0.02; the threshold of best F1 alone gave .008 to .035 on the suite's own sentences, depending on
#: the folds (2026-11-28).
MIRROR_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Evidence:
    """Out-of-fold margins of one output with the truth, the kind and whether the row was drawn plainly."""

    margins: Margins
    truth: Truth
    news: Truth
    plain: Truth

    def of(self, rows: Truth) -> Evidence:
        """Return the part of these rows."""
        return Evidence(self.margins[rows], self.truth[rows], self.news[rows], self.plain[rows])


def choose_scales(evidence: Evidence, mirror: Margins | None = None) -> dict[str, dict[str, float]]:
    """Return the scale of an output for news and for posts.

    `mirror` are margins of criticism and praise of institutions, none of which the output holds for.
    """
    scales = {}
    least = -np.inf if mirror is None or not len(mirror) else float(np.quantile(mirror, 1.0 - MIRROR_SHARE))
    for kind, rows in (("news", evidence.news), ("post", ~evidence.news)):
        enough = evidence.truth[rows].sum() >= FEWEST_POSITIVES
        base = evidence.of(rows) if enough else evidence
        slope, intercept = _platt(base.margins, base.truth)
        yes_from = max(best_threshold(base.margins, base.truth), least)
        intercept = _to_base_rate(slope, intercept, evidence.of(rows & evidence.plain))
        unsure_from = _band(base, evidence.margins[rows], yes_from)
        scales[kind] = {
            key: round(float(value), 5) for key, value in asdict(Scale(slope, intercept, yes_from, unsure_from)).items()
        }
    return scales


def best_threshold(margins: Margins, truth: Truth) -> float:
    """Return the margin with the best F1: the middle of those within 0.002 of it, which moves less with the sample."""
    order = np.argsort(-margins, kind="stable")
    hits = np.cumsum(truth[order])
    scores = 2 * hits / (np.arange(1, len(truth) + 1) + max(1, truth.sum()))
    good = np.flatnonzero(scores >= scores.max() - 0.002)
    return float(margins[order][int(np.median(good))])


def _platt(margins: Margins, truth: Truth) -> tuple[float, float]:
    """Return slope and intercept of the logistic curve through the truth."""
    fitted = LogisticRegression(C=100.0).fit(margins[:, None], truth)
    return max(0.05, float(fitted.coef_[0, 0])), float(fitted.intercept_[0])


def _to_base_rate(slope: float, intercept: float, plain: Evidence) -> float:
    """Move the intercept until the mean probability of the plain rows is their base rate (Laplace-smoothed)."""
    if len(plain.truth) == 0:
        return intercept
    wanted = (plain.truth.sum() + 0.5) / (len(plain.truth) + 1.0)
    low, high = -12.0, 12.0
    for _ in range(50):
        shift = (low + high) / 2
        mean = (1.0 / (1.0 + np.exp(-(slope * plain.margins + intercept + shift)))).mean()
        low, high = (shift, high) if mean < wanted else (low, shift)
    return intercept + (low + high) / 2


def _band(base: Evidence, margins: Margins, yes_from: float) -> float:
    """Return where `unsure` begins: below `yes`, while the band is precise enough and small enough."""
    order = np.argsort(-base.margins, kind="stable")
    below = order[base.margins[order] < yes_from]
    if len(below) == 0:
        return yes_from
    precise = np.cumsum(base.truth[below]) / np.arange(1, len(below) + 1)
    enough = np.flatnonzero(precise >= BAND_PRECISION)
    reach = float(base.margins[below[enough[-1]]]) if len(enough) else yes_from
    under = np.sort(margins[margins < yes_from])[::-1]
    most = max(1, int(BAND_SHARE * len(margins)))
    return min(yes_from, max(reach, float(under[min(most, len(under) - 1)]))) if len(under) else yes_from
