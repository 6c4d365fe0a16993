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
PLATEAU = 0.015
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
    """Return the highest threshold whose mean F1 is within PLATEAU of the best: a false yes costs more than a miss."""
    grid = np.quantile(margins, np.linspace(0.6, 0.995, 160)).tolist()
    means = {cut: float(np.mean([f1(truth[rows], margins[rows] >= cut) for rows, truth in judged])) for cut in grid}
    highest: float = max(cut for cut, mean in means.items() if mean >= max(means.values()) - PLATEAU)
    return highest


def f1(truth: Truth, yes: Truth) -> float:
    """Return the F1 of the answers."""
    return 2 * int((truth & yes).sum()) / max(1, int(truth.sum()) + int(yes.sum()))
