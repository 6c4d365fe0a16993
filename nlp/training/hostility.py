"""Where hostility begins for both stages together: asked by the guide, or by a set that defines it otherwise.

On rows that both the guide and a set label, the two agree only at F1 .59 (ibrohim2019) and .45 (netifier). The
threshold is the one with the best mean F1 over the sets. The guide alone would have it lower (F1 .54 instead of .44 on
its fold), where one of eleven harmless templates of the suite is called hostile whatever group it names (2026-11-28).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.categories.combine import HOSTILITY
from nlp.training.corpus import Example

Margins = NDArray[np.float64]
Truth = NDArray[np.bool_]
Sets = list[tuple[Truth, Truth]]  #: for each set which rows are its own, and the truth of all rows

#: Thresholds of the sets this near in mean F1 are alike: the curve is flat over a wide range, and moves by more
#: between two halves of the rows. On 20 random halvings of the held-out rows .005 gives F1 .684 and .631 on the sets
#: and .515 on the labels, with thresholds that differ by .41 (standard deviation); .015 gives .694, .620, .519 and .25
#: (2026-11-29).
#: Over draws of rows .015, .02, .025 and .03 give .678/.620/.510, .676/.623/.503, .673/.629/.497 and .677/.624/.476,
#: with one single abuser of the suite called hostile to a group below .025 (2026-11-30).
PLATEAU = 0.025
#: Of the rows as they are the threshold was -.45 in one training and -.71 and -.72 in the next two, whose margins were
#: the same to .02 (2026-11-30).
DRAWS = 40
#: Hostility as each set defines it, as an output of its own.
FOREIGN = {"ibrohim2019": f"{HOSTILITY}@ibrohim2019", "netifier": f"{HOSTILITY}@netifier"}


def sets_of(examples: Sequence[Example]) -> Sets:
    """Return for each hostility set its rows, and the truth of all rows; the labels where there is no such set."""
    truth = np.array([example.targets.get(HOSTILITY, False) for example in examples])
    own = [np.array([e.set == "hate" and e.source == name for e in examples]) for name in FOREIGN]
    found = [(rows, truth) for rows in own if rows.any()]
    return found or [(np.array([e.set == "labels" for e in examples]), truth)]


def score_on_set(examples: Sequence[Example], yes: Truth, name: str) -> dict[str, float]:
    """Return the F1 of the answers on the rows of a hostility set, by its own labels."""
    rows = np.array([example.set == "hate" and example.source == name for example in examples])
    truth = np.array([example.targets.get(HOSTILITY, False) for example in examples])
    return score(truth[rows], yes[rows])


def score(truth: Truth, yes: Truth) -> dict[str, float]:
    """Return the F1 of the answers, and how many rows and positives it rests on."""
    return {"f1": round(f1(truth, yes), 4), "positives": int(truth.sum()), "rows": len(truth)}


def set_hostility(examples: Sequence[Example], margins: Margins, scales: dict[str, dict[str, float]]) -> None:
    """Move the threshold to the best mean F1 over the sets; the band below it stays as wide as it was."""
    cut = best_cut(margins, sets_of(examples))
    for scale in scales.values():
        band = scale["yes_from"] - scale["unsure_from"]
        scale["yes_from"], scale["unsure_from"] = round(cut, 5), round(cut - band, 5)


def best_cut(margins: Margins, judged: Sets) -> float:
    """Return the highest threshold whose mean F1 is within PLATEAU of the best: a false yes costs more than a miss.

    It is the mean over DRAWS of the rows with replacement: where the curve is flat, one set of rows decides by chance.
    """
    grid = np.quantile(margins, np.linspace(0.6, 0.995, 160))
    random = np.random.default_rng(0)
    sets = [(margins[rows], truth[rows]) for rows, truth in judged]
    cuts = [_highest(grid, [_drawn(random, *one) for one in sets]) for _ in range(DRAWS)]
    return float(np.mean(cuts))


def _drawn(random: np.random.Generator, margins: Margins, truth: Truth) -> tuple[Margins, Truth]:
    rows = random.integers(0, len(margins), len(margins))
    return margins[rows], truth[rows]


def _highest(grid: Margins, sets: list[tuple[Margins, Truth]]) -> float:
    """Return the highest threshold of the grid whose mean F1 over the sets is within PLATEAU of the best."""
    means = np.array([np.mean([f1(truth, margins >= cut) for margins, truth in sets]) for cut in grid])
    return float(grid[np.flatnonzero(means >= means.max() - PLATEAU)].max())


def f1(truth: Truth, yes: Truth) -> float:
    """Return the F1 of the answers."""
    return 2 * int((truth & yes).sum()) / max(1, int(truth.sum()) + int(yes.sum()))
