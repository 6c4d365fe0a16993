"""Which rows the transformer never learns from, so that mixes, thresholds and scores can rest on them.

They ship with a version as fingerprints of their texts. A version that is tuned further keeps the same rows out: a fold
drawn anew holds rows that the weights have seen ten times. Judged so by mistake (2026-11-29), klaim came out at F1 .91.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.artefacts import Artefact
from nlp.evaluation.seen import pack
from nlp.training.corpus import Example
from nlp.training.groups import group_copies
from nlp.training.write import npz

Truth = NDArray[np.bool_]

#: The file of a version with the fingerprints of the rows.
FILE = "precise.held.npz"
#: The fold that is held out where no version before held out any.
FOLD = 0
#: Sets with rows to judge by. Contrast sentences are few and teach whole.
SETS = ("labels", "hate")
#: Sets whose near-copies of a held row are left out too.
_COPIED = (*SETS, "annotated", "weak", "stock", "feedback")


def held_out(examples: Sequence[Example], folds: NDArray[np.int64], version: Artefact | None) -> Truth:
    """Tell which examples are judged by: those that `version` holds out, else those of the fold.

    Raises: ArtefactError when the version does not say what it held out.
    """
    if version is None:
        return np.array([e.set in SETS and fold == FOLD for e, fold in zip(examples, folds.tolist(), strict=True)])
    marks = set(version.arrays(FILE)["marks"].tolist())
    return np.array([example.set in SETS and example.mark in marks for example in examples])


def learned_from(examples: Sequence[Example], held: Truth) -> Truth:
    """Tell which examples the network learns from: none that is held out, and no near-copy of such a one."""
    some = [i for i, example in enumerate(examples) if example.set in _COPIED]
    groups = dict(zip(some, group_copies([examples[i].words for i in some]).tolist(), strict=True))
    judged = np.flatnonzero(held).tolist()
    closed, marks = {groups[i] for i in judged}, {examples[i].mark for i in judged}
    return np.array(
        [groups.get(i, -1) not in closed and example.mark not in marks for i, example in enumerate(examples)]
    )


def held_file(examples: Sequence[Example], held: Truth) -> bytes:
    """Return the file with the fingerprints of the rows that are held out."""
    return npz(pack(examples[i].mark for i in np.flatnonzero(held).tolist()))
