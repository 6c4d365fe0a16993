"""Fits the likeness of two documents and chooses from which probability on they are grouped, set by set left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from nlp.groups.issues.final import linked
from nlp.groups.issues.grouper import WINDOW, Grouper
from nlp.groups.issues.likeness import features
from nlp.groups.issues.model import FEATURES, Floats, GroupingModel, Weights
from nlp.groups.issues.reader import Encoder, Reader
from nlp.groups.issues.window import Window
from nlp.training.issues.score import score
from nlp.training.issues.stories import StorySet

#: Strength of the pull of all weights toward zero (inverse); .3 to 3 give the same figures to .005 (2026-11-28).
_C = 1.0
_THRESHOLDS = tuple(round(0.10 + 0.02 * step, 2) for step in range(16))
_JOIN = (0.16, 0.2, 0.24, 0.28, 0.32, 0.36)


@dataclass(frozen=True)
class Pairs:
    """The pairs of a set that are compared at all: places of both, features, whether they are one story."""

    source: StorySet
    places: list[tuple[int, int]]
    table: Floats

    @cached_property
    def same(self) -> Floats:
        """Return 1 for pairs of one story."""
        stories = self.source.stories
        return np.array([stories[one] == stories[other] for one, other in self.places], float)

    @cached_property
    def importance(self) -> Floats:
        """Return what each pair weighs in the fit: all pairs of a story together as much as it has documents."""
        size = Counter(self.source.stories)
        return np.array(
            [2 / size[self.source.stories[one]] if same else 1.0
             for (one, _), same in zip(self.places, self.same, strict=True)]
        )  # fmt: skip

    def groups(self, weights: Weights) -> list[int]:
        """Return the final groups with some weights."""
        found = 1 / (1 + np.exp(-(self.table @ weights.weights + weights.bias)))
        pairs = [(one, other, p) for (one, other), p in zip(self.places, found.tolist(), strict=True)]
        return linked(len(self.source.views), pairs, weights.final)


def pairs_of(source: StorySet, model: GroupingModel, encoder: Encoder | None) -> Pairs:
    """Return the compared pairs of a set with their features; the vectors are the encoder's, whatever its name."""
    reader, window = Reader(model, encoder, always=True), Window(model)
    for entry in reader.read(source.views):
        window.put(entry)
    places, rows = [], []
    for number in range(len(window)):
        entry = window[number]
        near = [other for other in window.candidates(entry.words, entry.at, WINDOW.total_seconds()) if other > number]
        places += [(number, other) for other in near]
        rows.append(features(window, entry, [window[other] for other in near]))
    return Pairs(source, places, np.concatenate(rows))


def fit(sets: Sequence[Pairs], used: Sequence[str]) -> Weights:
    """Fit the weights on some sets; features not `used` weigh nothing."""
    columns = [FEATURES.index(name) for name in used]
    table = np.concatenate([one.table for one in sets])[:, columns]
    same, importance = (np.concatenate([getattr(one, name) for one in sets]) for name in ("same", "importance"))
    scaler = StandardScaler().fit(table)
    fitted = LogisticRegression(C=_C, max_iter=1000).fit(scaler.transform(table), same, importance)
    weights = np.zeros(len(FEATURES))
    weights[columns] = fitted.coef_[0] / scaler.scale_
    bias = float(fitted.intercept_[0] - (fitted.coef_[0] * scaler.mean_ / scaler.scale_).sum())
    return Weights(bias, weights, 0.5, 0.5)


def out_of_fold(sets: Sequence[Pairs], used: Sequence[str]) -> list[Weights]:
    """Return for each set the weights fitted on all others."""
    return [fit([other for other in sets if other is not one], used) for one in sets]


#: Pairs F1 that is enough: what is above it is given up for BCubed.
_PAIRS_ENOUGH = 0.51


def worth_of(scores: Sequence[dict[str, float]]) -> float:
    """Return the mean BCubed F1, less what the mean pairs F1 lacks.

    BCubed holds wrong merges off, which hide a story behind another; what was not merged a person still sees, twice.
    """
    pairs, bcubed = (sum(one[name] for one in scores) / len(scores) for name in ("pairs_f1", "bcubed_f1"))
    return bcubed - max(0.0, _PAIRS_ENOUGH - pairs)


@dataclass(frozen=True)
class LeftOut:
    """A set with weights fitted on all others."""

    pairs: Pairs
    weights: Weights
    model: GroupingModel
    encoder: Encoder | None

    @property
    def name(self) -> str:
        """Return the name of the set."""
        return self.pairs.source.name

    def at_the_end(self, final: float) -> dict[str, float]:
        """Return the scores when all documents are known."""
        return score(self.pairs.source.stories, self.pairs.groups(replace(self.weights, final=final)))

    def one_by_one(self, join: float) -> dict[str, float]:
        """Return the scores when documents come one after the other."""
        weights = replace(self.weights, join=join)
        name = self.encoder.name if self.encoder else ""
        grouper = Grouper(encoder=self.encoder, model=replace(self.model, by_encoder={"": weights, name: weights}))
        issues = [grouper.assign(view).issue for view in self.pairs.source.views]
        return score(self.pairs.source.stories, issues)


def choose_final(sets: Sequence[LeftOut]) -> float:
    """Return the threshold that is worth most over the sets when all documents are known."""
    return max(_THRESHOLDS, key=lambda threshold: worth_of([one.at_the_end(threshold) for one in sets]))


def choose_join(sets: Sequence[LeftOut]) -> float:
    """Return the threshold that is worth most when documents come one after the other."""
    return max(_JOIN, key=lambda threshold: worth_of([one.one_by_one(threshold) for one in sets]))
