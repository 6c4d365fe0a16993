"""The measures: what was found and missed, how sure that is, and whether probabilities come true. Pure numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
Chances = NDArray[np.float64]

DECISIONS = ("yes", "unsure", "no")
#: Equal-width bins of the calibration curve and of its error.
BINS = 10
_Z = 1.959964  # 95 %


@dataclass(frozen=True, slots=True)
class Bin:
    """One bin of a calibration curve."""

    chance: float  #: mean probability
    share: float  #: how many of them are true
    rows: int


def wilson(hits: int, rows: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927); 0 to 1 where there are no rows."""
    if rows == 0:
        return 0.0, 1.0
    share, square = hits / rows, _Z * _Z / rows
    middle = (share + square / 2) / (1 + square)
    reach = _Z * math.sqrt(share * (1 - share) / rows + square / (4 * rows)) / (1 + square)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def confusion(truth: Flags, decisions: Sequence[str]) -> dict[str, dict[str, int]]:
    """Return how often each truth met each decision."""
    given = np.array(decisions, dtype=object)
    return {
        name: {decision: int((rows & (given == decision)).sum()) for decision in DECISIONS}
        for name, rows in (("yes", truth), ("no", ~truth))
    }


def scores(truth: Flags, decisions: Sequence[str], chance: Chances) -> dict[str, Any]:
    """Return counts, precision, recall and F1 with intervals, calibration error and confusion; `unsure` counts as no.

    What cannot be said is None: F1 and recall without positives, precision without a yes.
    """
    counts = confusion(truth, decisions)
    hits, missed, alarms = counts["yes"]["yes"], int(truth.sum()) - counts["yes"]["yes"], counts["no"]["yes"]
    rows = len(truth)
    unsure = counts["yes"]["unsure"] + counts["no"]["unsure"]
    return {
        "rows": rows,
        "positives": int(truth.sum()),
        "f1": share(2 * hits, 2 * hits + missed + alarms) if truth.any() else None,
        "precision": share(hits, hits + alarms),
        "precision_interval": _interval(hits, hits + alarms),
        "recall": share(hits, hits + missed),
        "recall_interval": _interval(hits, hits + missed),
        "false_alarms": share(alarms, rows - int(truth.sum())),
        "unsure": share(unsure, rows),
        "ece": calibration_error(truth, chance),
        "confusion": counts,
    }


def bins(truth: Flags, chance: Chances) -> list[Bin]:
    """Return the bins of the calibration curve that hold any row."""
    which = np.minimum((chance * BINS).astype(int), BINS - 1)
    parts = [which == number for number in range(BINS) if (which == number).any()]
    return [Bin(_round(chance[part].mean()), _round(truth[part].mean()), int(part.sum())) for part in parts]


def calibration_error(truth: Flags, chance: Chances) -> float | None:
    """Return the mean distance between probability and share of true ones over the bins, weighted by rows."""
    if not len(truth):
        return None
    which = np.minimum((chance * BINS).astype(int), BINS - 1)
    parts = [which == number for number in range(BINS) if (which == number).any()]
    return _round(sum(part.mean() * abs(truth[part].mean() - chance[part].mean()) for part in parts))


def quadratic_kappa(truth: Sequence[int], given: Sequence[int], grades: int = 3) -> float | None:
    """Return Cohen's kappa with quadratic weights over grades 0, 1, …; None where chance alone explains everything."""
    if not truth:
        return None
    table = np.zeros((grades, grades))
    for wanted, said in zip(truth, given, strict=True):
        table[wanted, said] += 1
    distance = (np.arange(grades)[:, None] - np.arange(grades)[None, :]) ** 2
    expected = np.outer(table.sum(1), table.sum(0)) / table.sum()
    return (
        None if not (distance * expected).any() else _round(1 - (distance * table).sum() / (distance * expected).sum())
    )


def share(hits: int, rows: int) -> float | None:
    """Return hits / rows to four digits, None without rows."""
    return _round(hits / rows) if rows else None


def _interval(hits: int, rows: int) -> list[float] | None:
    return [_round(end) for end in wilson(hits, rows)] if rows else None


def _round(value: float) -> float:
    return round(float(value), 4)
