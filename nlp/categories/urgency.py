"""Weighs the answers of all outputs into one urgency: what two learned answers alone say less well.

Regression trees over the calibrated probabilities (gradient boosting, Friedman 2001). A clash matters more where a
group is named, a claim less where it is a correction: no sum of answers says so. Out of fold the priority of the
labelled texts came out at quadratic kappa .646 instead of .623 (linear models, 2026-11-29).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import ArtefactError
from core.schemas.analysis import Judgement
from nlp.artefacts import Artefact

#: The file of a version, and the input that is 1 for news and 0 for posts.
FILE, NEWS = "urgency.npz", "news"
_DEEPEST = 16  #: deeper trees are none of ours

Numbers = NDArray[np.int32]
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trees:
    """All nodes of all trees. A leaf leads to itself, whatever it is asked."""

    roots: Numbers
    inputs: Numbers  #: which input a node asks
    least: Values  #: up to this value the way is left
    ways: Numbers  #: two a node: where the left and the right way lead
    values: Values  #: what a leaf adds
    depth: int

    def __call__(self, values: NDArray[np.float32]) -> float:
        """Return the sum of the leaves that one row of inputs leads to."""
        node = self.roots
        for _ in range(self.depth):
            right = values.take(self.inputs.take(node)) > self.least.take(node)
            node = self.ways.take(2 * node + right)
        return float(self.values.take(node).sum())


@dataclass(frozen=True, slots=True)
class Urgency:
    """How urgent a document is, from 0 to about 2, and from where on it is to be followed, and soon."""

    trees: Trees
    inputs: Sequence[str]  #: outputs in the order of the trees' inputs, and NEWS
    start: float  #: what the leaves are added to
    follow_from: float
    soon_from: float

    def __call__(self, judged: Mapping[str, Judgement], kind: str) -> tuple[bool, bool]:
        """Tell whether a document is worth following, and whether it is urgent."""
        values = [judged[name].probability if name != NEWS else float(kind == NEWS) for name in self.inputs]
        level = self.start + self.trees(np.array(values, dtype=np.float32))
        return level >= self.follow_from, level >= self.soon_from


def read_urgency(artefact: Artefact, outputs: Sequence[str]) -> Urgency | None:
    """Parse what a version says of urgency, None where it has no such model.

    Raises: ArtefactError when the file does not fit to the manifest or to the outputs.
    """
    said = artefact.manifest.get("urgency")
    if said is None:
        return None
    arrays = artefact.arrays(FILE)
    try:
        urgency = _parse(arrays, said)
        if not _is_sound(urgency.trees, len(urgency.inputs)) or set(urgency.inputs) - {*outputs, NEWS}:
            raise ValueError("trees and inputs do not fit together")
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise ArtefactError(f"{artefact.folder / FILE} is no model of urgency: {error!r}.") from error
    return urgency


def _parse(arrays: Mapping[str, NDArray[Any]], said: Mapping[str, Any]) -> Urgency:
    ways = np.column_stack([arrays["left"], arrays["right"]]).ravel()
    trees = Trees(arrays["roots"], arrays["inputs"], arrays["least"], ways, arrays["values"], int(said["depth"]))
    return Urgency(
        trees, list(said["inputs"]), float(said["start"]), float(said["follow_from"]), float(said["soon_from"])
    )


def _is_sound(trees: Trees, inputs: int) -> bool:
    nodes = len(trees.inputs)
    ways = np.concatenate([trees.roots, trees.ways])
    return (
        len(trees.ways) == 2 * nodes
        and all(len(one) == nodes for one in (trees.least, trees.values))
        and bool(((ways >= 0) & (ways < nodes)).all() and ((trees.inputs >= 0) & (trees.inputs < inputs)).all())
        and 0 < trees.depth <= _DEEPEST
    )
