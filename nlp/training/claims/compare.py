"""Learns from labelled pairs of titles whether two claims are the same, and measures it by cross-validation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import BadInput
from core.factchecks.verdicts import split_headline
from nlp.claims.frequencies import Frequencies
from nlp.claims.model import Linear, Matrix
from nlp.claims.pairs import COLUMNS, Claim, PairReader
from nlp.encoder.contract import Encoder
from nlp.training.claims.fit import fit_probability

#: On 369 labelled pairs .003 to .03 gave F1 .863 to .877 out of fold without an encoder (2026-11-28).
_PENALTY = 0.02
_FOLDS = 10


def learn_pairs(data: Path, known: Frequencies, encoder: Encoder) -> tuple[Linear, dict[str, Any]]:
    """Return the function fitted on claims/pairs_dev.jsonl below `data`, and its scores out of fold.

    Raises: BadInput when the file cannot be read.
    """
    path = data / "claims" / "pairs_dev.jsonl"
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except OSError as error:
        raise BadInput(f"{path} cannot be read: name the folder that holds claims/.") from error
    rows = [row for row in rows if row["label"] in (0, 1)]
    reader = PairReader(known, encoder, encoder)
    sides = [[Claim(split_headline(row[name]).rest) for name in ("title_a", "title_b")] for row in rows]
    features = np.stack([reader.features(one, two) for one, two in sides])
    same = np.array([row["label"] == 1 for row in rows])
    scores = {"pairs": len(rows), "same": int(same.sum()), **_scores(_out_of_fold(features, same), same)}
    return fit_probability(features, same, COLUMNS, penalty=_PENALTY), scores


def _out_of_fold(features: Matrix, same: NDArray[np.bool_]) -> Matrix:
    order = np.random.default_rng(0).permutation(len(same))
    found = np.zeros(len(same))
    for fold in range(_FOLDS):
        held = order[fold::_FOLDS]
        rest = np.setdiff1d(order, held)
        found[held] = fit_probability(features[rest], same[rest], COLUMNS, penalty=_PENALTY).probabilities(
            features[held]
        )
    return found


def _scores(likely: Matrix, same: NDArray[np.bool_]) -> dict[str, float]:
    said = likely >= 0.5
    hits = int((said & same).sum())
    return {
        "precision": round(hits / max(int(said.sum()), 1), 4),
        "recall": round(hits / max(int(same.sum()), 1), 4),
        "f1": round(2 * hits / max(int(said.sum()) + int(same.sum()), 1), 4),
    }
