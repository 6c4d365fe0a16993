"""Learns how urgent a document is from what all outputs say of it, out of fold, and where each priority begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingRegressor

from nlp.categories.model import read_scales
from nlp.categories.urgency import FILE, NEWS, Trees, Urgency
from nlp.training.corpus import Example
from nlp.training.measure import priority_kappa
from nlp.training.write import npz

Levels = NDArray[np.float64]
Scales = Mapping[str, Mapping[str, Mapping[str, float]]]

#: Sets whose rows have a priority; the thresholds rest on the labelled ones alone.
SETS = ("labels", "annotated")
#: Out of fold on the labelled texts (linear models with 14,286 annotated rows, 2026-11-29): two learned answers .645;
#: 100 trees of depth 3 .672, of depth 4 .674, 150 of depth 5 with the annotated rows .678; a linear sum .634.
_TREES = {
    "n_estimators": 150,
    "max_depth": 5,
    "learning_rate": 0.06,
    "min_samples_leaf": 40,
    "subsample": 0.7,
    "max_features": 6,
    "random_state": 0,
}
_STEPS = 55  #: thresholds tried for each of the two


@dataclass(frozen=True, slots=True)
class Learned:
    """The model that ships, and for each example one that has not seen its fold."""

    whole: Urgency
    by_fold: Mapping[int, Urgency]

    def unseen(self, folds: NDArray[np.int64]) -> list[Urgency]:
        """Return for rows of these folds the models that left them out."""
        return [self.by_fold[fold] for fold in folds.tolist()]

    def files(self) -> dict[str, bytes]:
        """Return the file of the model that ships."""
        trees = self.whole.trees
        first = {name: getattr(trees, name) for name in ("roots", "inputs", "least")}
        return {FILE: npz(first | {"left": trees.ways[::2], "right": trees.ways[1::2], "values": trees.values})}

    def manifest(self) -> dict[str, Any]:
        """Return what the manifest says of it."""
        own = self.whole
        numbers = {name: getattr(own, name) for name in ("start", "follow_from", "soon_from")}
        return {"inputs": list(own.inputs), "depth": own.trees.depth, **numbers}


def learn_urgency(
    examples: Sequence[Example], folds: NDArray[np.int64], margins: Mapping[str, Levels], scales: Scales
) -> Learned:
    """Fit on the rows with a priority; `margins[output]` runs over all examples, by models that left the row out."""
    rows = np.array([i for i, example in enumerate(examples) if example.set in SETS])
    some, own = [examples[i] for i in rows.tolist()], folds[rows]
    inputs = (*margins, NEWS)
    seen = _probabilities(some, {output: values[rows] for output, values in margins.items()}, scales)
    truth = np.array([example.priority for example in some])
    fits = {fold: _fit(seen[own != fold], truth[own != fold]) for fold in np.unique(own).tolist()}
    levels = np.zeros(len(rows))
    for fold, fitted in fits.items():
        levels[own == fold] = fitted.predict(seen[own == fold])
    judged = np.array([example.set == "labels" for example in some])
    edges = best_edges(levels[judged], truth[judged])
    whole = _served(_fit(seen, truth), inputs, edges)
    return Learned(whole, {fold: _served(fitted, inputs, edges) for fold, fitted in fits.items()})


def best_edges(levels: Levels, truth: NDArray[np.int64]) -> tuple[float, float]:
    """Return from where on the priority is 1, and 2, with the best quadratic kappa."""
    grid = np.unique(np.round(np.linspace(max(0.05, levels.min()), levels.max(), _STEPS), 4)).tolist()
    found = [
        (priority_kappa(truth, (levels >= follow).astype(int) + (levels >= soon)), follow, soon)
        for follow in grid
        for soon in grid
        if soon > follow
    ]
    _, follow, soon = max(found)
    return follow, soon


def _probabilities(examples: Sequence[Example], margins: Mapping[str, Levels], scales: Scales) -> NDArray[np.float32]:
    """Return rows x inputs as serving has them: calibrated, rounded, the kind at the end."""
    read = read_scales(scales)
    columns = [
        [read[output][one.kind].probability(margin) for one, margin in zip(examples, values.tolist(), strict=True)]
        for output, values in margins.items()
    ]
    return np.array([*columns, [one.kind == NEWS for one in examples]], dtype=np.float32).T


def _fit(seen: NDArray[np.float32], truth: NDArray[np.int64]) -> GradientBoostingRegressor:
    return GradientBoostingRegressor(**_TREES).fit(seen, truth)


def _served(fitted: GradientBoostingRegressor, inputs: Sequence[str], edges: tuple[float, float]) -> Urgency:
    """Return the fitted trees as numpy reads them."""
    parts: dict[str, list[NDArray[Any]]] = {name: [] for name in ("inputs", "least", "ways", "values")}
    roots, nodes, depth = [], 0, 1
    for (one,) in fitted.estimators_:
        tree = one.tree_
        leaf = tree.children_left < 0
        ways = np.column_stack([tree.children_left, tree.children_right])
        ways[leaf] = np.flatnonzero(leaf)[:, None]
        parts["inputs"].append(np.where(leaf, 0, tree.feature))
        parts["least"].append(tree.threshold)
        parts["ways"].append(ways.ravel() + nodes)
        parts["values"].append(np.where(leaf, tree.value[:, 0, 0], 0.0) * fitted.learning_rate)
        roots.append(nodes)
        nodes, depth = nodes + tree.node_count, max(depth, tree.max_depth)
    trees = Trees(
        np.array(roots, dtype=np.int32),
        np.concatenate(parts["inputs"]).astype(np.int32),
        np.concatenate(parts["least"]),
        np.concatenate(parts["ways"]).astype(np.int32),
        np.concatenate(parts["values"]),
        depth,
    )
    return Urgency(trees, tuple(inputs), float(fitted.init_.constant_[0, 0]), *edges)
