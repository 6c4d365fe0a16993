"""Hostility across sources: learned from one hostility set alone, asked on the other, and back.

What a model learned of the habits of one gathering of tweets does not help it on another; this is the number that shows
it. Linear model, names of groups masked, own contrast sentences beside the set, near-copies of test rows left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from nlp.categories.combine import HOSTILITY
from nlp.evaluation.scores import share
from nlp.training.corpus import Example
from nlp.training.fit import fit, out_of_fold
from nlp.training.groups import assign_folds, group_copies
from nlp.training.matrix import count
from nlp.training.models import hostility_part
from nlp.training.scales import best_threshold

#: Folds on which the threshold is chosen; three are enough for one number, and save time.
FOLDS = 3


def cross_source(examples: Sequence[Example], say: Callable[[str], object]) -> dict[str, dict[str, Any]]:
    """Return the scores of each direction; nothing where there are not two hostility sets."""
    sets = sorted({example.source for example in examples if example.set == "hate"})
    own = [example for example in examples if example.set == "contrast" and HOSTILITY in example.targets]
    found = {}
    for learned, asked in permutations(sets, 2):
        train, test = ([e for e in examples if e.set == "hate" and e.source == source] for source in (learned, asked))
        found[f"{learned} to {asked}"] = _score(train, own, _fresh(test, train))
        say(f"hostility learned from {learned}, asked on {asked}: F1 {found[f'{learned} to {asked}']['f1']}")
    return found


def _fresh(test: list[Example], train: list[Example]) -> list[Example]:
    """Return the test rows of which no near-copy is in the training rows."""
    groups = group_copies([example.words for example in [*train, *test]]).tolist()
    learned = set(groups[: len(train)])
    return [example for example, group in zip(test, groups[len(train) :], strict=True) if group not in learned]


def _score(train: list[Example], own: list[Example], test: list[Example]) -> dict[str, Any]:
    # As rows of the labels they weigh fully, and no column takes their base rate out: here it is all there is.
    as_labels = [replace(example, set="labels") for example in train]
    part = hostility_part([*as_labels, *own, *[replace(example, set="labels") for example in test]])
    counts = count(part.texts, part.recipe.least_words, part.recipe.least_pieces)
    learned = np.arange(len(part.examples)) < len(train) + len(own)
    fitted, matrix = fit(counts, part.tasks, learned, part.recipe)
    margins = fitted.margins(matrix[~learned])[:, 0]
    truth = _truth(test)
    cut = _threshold(as_labels, own)
    return {
        "f1": _f1(truth, margins >= cut),
        "best_f1": _f1(truth, margins >= best_threshold(margins, truth)),
        "average_precision": round(float(average_precision_score(truth, margins)), 4),
        "rows": len(test),
        "positives": int(truth.sum()),
        "learned_from": len(train),
    }


def _threshold(train: list[Example], own: list[Example]) -> float:
    """Return the threshold of best F1 on the training set, each row judged by a model that left it out."""
    part = hostility_part([*train, *own])
    counts = count(part.texts, part.recipe.least_words, part.recipe.least_pieces)
    folds = assign_folds([example.words for example in part.examples], FOLDS)
    margins = out_of_fold(counts, part.tasks, folds, part.recipe)[: len(train), 0]
    return best_threshold(margins, _truth(train))


def _truth(examples: Sequence[Example]) -> NDArray[np.bool_]:
    return np.array([example.targets[HOSTILITY] for example in examples])


def _f1(truth: NDArray[np.bool_], yes: NDArray[np.bool_]) -> float | None:
    return share(2 * int((truth & yes).sum()), int(truth.sum()) + int(yes.sum()))
