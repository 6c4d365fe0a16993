"""Chooses how far an answer about groups may lie above that for the same text with names masked, and holds rows to it.

On neutral sentences of the suite `sara` was a yes for .24 of them, for 1.0 with some groups and for none with others.
Bounded it is name for name the same, and F1 of `sara` out of fold falls from .777 to .774; read with names masked it
would be .754 (2026-11-30).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.categories.bound import SAID
from nlp.training.hostility import f1
from nlp.training.models import BOUNDED, Part, names_one
from nlp.training.scales import best_threshold

Margins = dict[str, NDArray[np.float64]]

#: How much F1 the bound may cost: below what two halves of the folds differ by.
MOST_LOST = 0.004
_STEPS = 40


def bound_rows(parts: Sequence[Part], margins: Margins, labelled: int) -> dict[str, float]:
    """Bound the margins of every row that both parts judge; return the room of each output.

    `margins[output]` runs over the rows of the output's part, the labelled ones first; those for masked texts are
    taken out. Without them, as in sets without labels of groups, there is no bound.
    """
    matter, masked = parts
    place = {id(example): row for row, example in enumerate(masked.examples)}
    both = [(row, place[id(example)]) for row, example in enumerate(matter.examples) if id(example) in place]
    rows, twins = np.array(both).T
    named = np.array([names_one(matter.examples[row]) for row, _ in both])
    room = {}
    for output in BOUNDED:
        said = margins.pop(f"{output}{SAID}", None)
        if said is None:
            continue
        truth = np.array([example.targets[output] for example in matter.examples[:labelled]])
        room[output] = choose_room(margins[output][:labelled], said[:labelled], truth)
        margins[output][rows] = _bounded(margins[output][rows], said[twins], room[output], named)
    return room


def _bounded(
    margins: NDArray[np.float64], said: NDArray[np.float64], room: float, named: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return the margins as serving bounds them (nlp/categories/bound.py)."""
    least = np.where(named, np.minimum(said, said + room), -np.inf)
    return np.minimum(np.maximum(margins, least), said + room)


def choose_room(margins: NDArray[np.float64], said: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """Return the least room with which the best F1 is within MOST_LOST of that without a bound."""
    free = _best_f1(margins, truth)
    tried = np.quantile((margins - said)[truth], np.linspace(0.0, 1.0, _STEPS)).round(4)
    enough = (room for room in tried.tolist() if _best_f1(np.minimum(margins, said + room), truth) >= free - MOST_LOST)
    return next(enough, float(tried[-1]))


def _best_f1(margins: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    return f1(truth, margins >= best_threshold(margins, truth))
