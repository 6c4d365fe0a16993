"""The linear models: weights, calibration and thresholds of every output, loaded from a verified artefact.

Two models: `matter` reads the words as they are; `hostility` (sara.ujaran) reads them with identity names masked, and
says what the outputs about groups are bounded by (nlp/categories/bound.py).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.errors import ArtefactError
from core.schemas.analysis import Decision, Judgement
from nlp.artefacts import Artefact
from nlp.categories.bound import SAID
from nlp.categories.features import Features, Featuriser, Values
from nlp.categories.pieces import PieceIds, piece_ids
from nlp.categories.urgency import Urgency, read_urgency

_PARTS = ("matter", "hostility")
#: Log odds beyond which a probability is the largest or the least that is told.
_CLEAR = 7.0


@dataclass(frozen=True, slots=True)
class Scale:
    """How a margin becomes a probability and a decision for one output and kind of document."""

    slope: float
    intercept: float
    yes_from: float  #: margin
    unsure_from: float  #: margin

    def judge(self, margin: float) -> Judgement:
        """Return the calibrated probability and the decision."""
        return _judgement(self.probability(margin), self.decide(margin))

    def probability(self, margin: float) -> float:
        """Return the calibrated probability, never quite 0 or 1."""
        z = self.slope * margin + self.intercept
        if not -_CLEAR < z < _CLEAR:
            return 0.999 if z > 0 else 0.001
        return min(0.999, max(0.001, round(1.0 / (1.0 + math.exp(-z)), 4)))

    def decide(self, margin: float) -> Decision:
        """Return the decision."""
        if margin >= self.yes_from:
            return "yes"
        return "unsure" if margin >= self.unsure_from else "no"


@lru_cache(maxsize=32768)
def _judgement(probability: float, decision: Decision) -> Judgement:
    """Return the one object for this answer: probabilities have four digits, and making 15 a document took a tenth."""
    return Judgement(probability=probability, decision=decision)


class LinearModel:
    """Outputs that share one vocabulary."""

    def __init__(self, outputs: Sequence[str], featuriser: Featuriser, weights: Values, bias: Values) -> None:
        self.outputs = tuple(outputs)
        self.featuriser = featuriser
        self.weights = weights
        self.bias = bias

    def margins(self, features: Features) -> dict[str, float]:
        """Return the margin of every output."""
        total: NDArray[np.float32] = features.values @ self.weights.take(features.ids, axis=0) + self.bias
        return dict(zip(self.outputs, total.tolist(), strict=True))

    def column(self, output: str) -> Values:
        """Return the weights of one output."""
        column: Values = self.weights[:, self.outputs.index(output)]
        return column


@dataclass(frozen=True, slots=True)
class CategoryModel:
    """Everything needed to judge: two linear models and the scales of their outputs."""

    version: str
    matter: LinearModel
    hostility: LinearModel
    scales: dict[str, dict[str, Scale]]  #: output -> kind -> scale
    urgency: Urgency | None = None  #: without it two outputs say the priority
    #: How far each of some outputs may lie above its answer for the masked text.
    room: dict[str, float] = field(default_factory=dict)

    def scale(self, output: str, kind: str) -> Scale:
        """Return the scale of an output for a kind of document."""
        return self.scales[output][kind]


def read_scales(said: Mapping[str, Mapping[str, Mapping[str, float]]]) -> dict[str, dict[str, Scale]]:
    """Return the scales that a manifest says: output -> kind -> scale.

    Raises: TypeError for other fields; ValueError for a number that is none, below which nothing would ever be.
    """
    scales = {output: {kind: Scale(**values) for kind, values in kinds.items()} for output, kinds in said.items()}
    for output, kinds in scales.items():
        if not all(math.isfinite(number) for scale in kinds.values() for number in astuple(scale)):
            raise ValueError(f"a scale of {output} holds no number")
    return scales


def read_model(artefact: Artefact) -> CategoryModel:
    """Parse a verified artefact.

    Raises: ArtefactError when it lacks a part or its parts do not fit together.
    """
    try:
        vocabularies = [artefact.words(f"{part}.vocab.txt.gz") for part in _PARTS]
        parts = zip(_PARTS, vocabularies, piece_ids(*vocabularies), strict=True)
        models = [_read_part(artefact, part, vocabulary, ready) for part, vocabulary, ready in parts]
        scales = read_scales(artefact.manifest["scales"])
        room = {output: float(above) for output, above in artefact.manifest.get("room", {}).items()}
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise ArtefactError(f"{artefact.folder} is not a category model: {error!r}.") from error
    outputs = {output for model in models for output in model.outputs}
    bounds = {f"{output}{SAID}" for output in room}
    if missing := outputs - bounds - set(scales):
        raise ArtefactError(f"{artefact.folder} has no scale for {', '.join(sorted(missing))}.")
    if missing := (bounds | set(room)) - outputs:
        raise ArtefactError(f"{artefact.folder} bounds {', '.join(sorted(missing))}, of which no model knows.")
    return CategoryModel(artefact.version, models[0], models[1], scales, read_urgency(artefact, tuple(scales)), room)


def _read_part(artefact: Artefact, part: str, vocabulary: Sequence[str], ready: PieceIds) -> LinearModel:
    arrays = artefact.arrays(f"{part}.npz")
    weights = arrays["weights"].astype(np.float32)
    outputs = artefact.manifest["outputs"][part]
    if weights.shape != (len(vocabulary), len(outputs)) or arrays["idf"].shape != (len(vocabulary),):
        raise ArtefactError(f"{artefact.folder}: weights and vocabulary of {part} do not fit together.")
    featuriser = Featuriser(vocabulary, arrays["idf"].astype(np.float32), ready)
    return LinearModel(outputs, featuriser, weights, arrays["bias"].astype(np.float32))
