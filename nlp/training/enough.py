"""Refuses data of which nothing could be learned or measured, before an hour of training ends in it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.errors import BadInput
from nlp.categories.bound import SAID
from nlp.training.corpus import Example
from nlp.training.fit import Task


def need_labels(labelled: Sequence[Example]) -> None:
    """Refuse labels of one kind of document alone, or that are all alike in an output, priorities among them.

    Each kind is calibrated and measured by itself, and each output on the labels alone. Raises: BadInput.
    """
    for kind in ("news", "post"):
        if all(example.kind != kind for example in labelled):
            raise BadInput(f"labels/categories_dev.jsonl has no row of kind {kind}: nothing can be measured on it.")
    for output in labelled[0].targets:
        if len({example.targets[output] for example in labelled}) < 2:
            raise BadInput(
                f"labels/categories_dev.jsonl says the same of {output} in all rows: nothing can be learned."
            )


def need_both_sides(tasks: Sequence[Task], folds: NDArray[np.int64]) -> None:
    """Refuse an output of which some fold holds every yes, or every no: the others then teach nothing of it.

    Near-copies share a fold, so texts that repeat one another count as one. Raises: BadInput.
    """
    for task in tasks:
        own = folds[task.rows]
        for side in (True, False):
            if len(np.unique(own[task.truth == side])) < 2:
                said = "a yes" if side else "a no"
                raise BadInput(
                    f"Too few texts are {said} of {task.output.removesuffix(SAID)}: all lie in one of the five parts"
                    " that are judged by what was learned from the others, as copies of one another do. Label more."
                )
