"""The trained weights of matching and comparing, from models/claims; data only."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import ArtefactError
from core.paths import data_dir
from nlp.artefacts import Artefact, load_artefact
from nlp.claims.frequencies import Frequencies
from nlp.claims.grams import BUCKETS

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Linear:
    """One linear function of features: `columns` names them in order."""

    columns: tuple[str, ...]
    weights: Matrix
    bias: float

    def margins(self, features: Matrix) -> Matrix:
        """Return one margin a row."""
        return np.asarray(features @ self.weights + self.bias)

    def probabilities(self, features: Matrix) -> Matrix:
        """Return one probability a row."""
        return logistic(self.margins(features))


@dataclass(frozen=True, slots=True)
class ClaimModel:
    """Everything that is learned: one set of linear functions for each kind of encoder, thresholds, frequencies."""

    version: str
    functions: dict[str, Linear]  #: "rank.static", "match.static", "related.static", "compare.static", …
    encoders: dict[str, str]  #: kind of encoder -> name of the one that was trained with
    thresholds: dict[str, float]
    known: Frequencies
    #: What it adds to the margin of comparing that one title alone has the stem.
    apart: Mapping[str, float] = field(default_factory=dict)

    def function(self, task: str, encoder: str) -> Linear:
        """Return the function for the kind of encoder.

        Raises: ArtefactError when the version has none.
        """
        try:
            return self.functions[f"{task}.{encoder}"]
        except KeyError as error:
            raise ArtefactError(f"models/claims {self.version} has no weights {task}.{encoder}. {_REPAIR}") from error


#: Stands for all stems that `alone.txt.gz` does not name.
OTHERS = "*"

_REPAIR = "Restore the folder from the release, or train again with `suar train claims`."


@cache
def load_model() -> ClaimModel:
    """Return the current version. Raises: ArtefactError when it is missing or broken."""
    return read_model(load_artefact(data_dir("models") / "claims"))


def read_model(artefact: Artefact) -> ClaimModel:
    """Return the model of an artefact whose files are verified. Raises: ArtefactError when they make no model."""
    manifest = artefact.manifest
    try:
        functions = _functions(manifest["functions"], artefact.arrays("functions.npz"))
        texts, thresholds = int(manifest["texts"]), _thresholds(manifest["thresholds"])
        encoders = {str(k): str(v) for k, v in manifest["encoders"].items()}
        counts = dict(_count(line) for line in artefact.words("stems.txt.gz"))
        names = frozenset(artefact.words("names.txt.gz"))
        alone, apart = (dict(_said(line) for line in artefact.words(f"{name}.txt.gz")) for name in ("alone", "apart"))
        grams = artefact.arrays("grams.npz")["grams"].astype(np.float32)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ArtefactError(f"{artefact.folder} holds no claim model: {error}. {_REPAIR}") from error
    if grams.shape != (BUCKETS,):
        raise ArtefactError(f"{artefact.folder} holds no claim model: {grams.shape} frequencies. {_REPAIR}")
    known = Frequencies(texts, counts, grams, names, alone, alone.pop(OTHERS, 0.0))
    return ClaimModel(artefact.version, functions, encoders, thresholds, known, apart)


def logistic(margins: Matrix) -> Matrix:
    """Return 1 / (1 + e^-x), without overflow."""
    return np.asarray(1 / (1 + np.exp(-np.clip(margins, -40, 40))))


def _functions(named: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> dict[str, Linear]:
    found = {}
    for name, columns in named.items():
        values = arrays[name].astype(np.float64)
        if values.shape != (len(columns) + 1,) or not np.isfinite(values).all():
            raise ValueError(f"{name} does not fit its columns")
        found[name] = Linear(tuple(columns), values[:-1], float(values[-1]))
    return found


def _thresholds(named: Mapping[str, Any]) -> dict[str, float]:
    found = {name: float(named[name]) for name in ("match", "related")}
    if not all(0.0 < value <= 1.0 for value in found.values()):
        raise ValueError(f"the thresholds {found} are no probabilities")
    return found


def _said(line: str) -> tuple[str, float]:
    stem, value = line.split("\t")
    said = float(value)
    if not math.isfinite(said):
        raise ValueError(f"{value} is said of {stem}")
    return stem, said


def _count(line: str) -> tuple[str, int]:
    stem, count = line.split("\t")
    return stem, int(count)
