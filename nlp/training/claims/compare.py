"""Learns from labelled pairs of titles whether two claims are the same, and measures it by cross-validation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import BadInput
from core.factchecks.verdicts import split_headline
from nlp.claims.compare import SAME
from nlp.claims.frequencies import Frequencies
from nlp.claims.model import Linear, Matrix
from nlp.claims.pairs import COLUMNS, Claim, PairReader
from nlp.encoder.contract import Encoder
from nlp.training.claims.fit import fit_probability

#: On 369 labelled pairs .003 to .03 gave F1 .903 to .909 out of fold (2026-11-28).
_PENALTY = 0.003
#: Folds, and ways to fold: one way or another moves F1 by .01.
_FOLDS, _TURNS = 10, 3


def read_pairs(data: Path) -> list[dict[str, Any]]:
    """Return the pairs of claims/pairs_dev.jsonl below `data` that are labelled as the same claim (1) or not (0).

    Raises: BadInput when the file cannot be read.
    """
    path = data / "claims" / "pairs_dev.jsonl"
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except OSError as error:
        raise BadInput(f"{path} cannot be read: name the folder that holds claims/.") from error
    return [row for row in rows if row["label"] in (0, 1)]


def learn_pairs(
    rows: Sequence[Mapping[str, Any]], known: Frequencies, encoder: Encoder
) -> tuple[Linear, dict[str, Any]]:
    """Return the function fitted on labelled pairs, and its scores out of fold.

    `known.alone` must not have been learned from these pairs.
    """
    reader = PairReader(known, encoder)
    sides = [[Claim(split_headline(row[name]).rest) for name in ("title_a", "title_b")] for row in rows]
    features = np.stack([reader.features(one, two) for one, two in sides])
    same = np.array([row["label"] == 1 for row in rows])
    turns = [_scores(_out_of_fold(features, same, seed), same) for seed in range(_TURNS)]
    mean = {name: round(float(np.mean([turn[name] for turn in turns])), 4) for name in turns[0]}
    return fit_probability(features, same, COLUMNS, penalty=_PENALTY), {
        "pairs": len(rows),
        "same": int(same.sum()),
        **mean,
    }


def _out_of_fold(features: Matrix, same: NDArray[np.bool_], seed: int) -> Matrix:
    order = np.random.default_rng(seed).permutation(len(same))
    found = np.zeros(len(same))
    for fold in range(_FOLDS):
        held = order[fold::_FOLDS]
        rest = np.setdiff1d(order, held)
        found[held] = fit_probability(features[rest], same[rest], COLUMNS, penalty=_PENALTY).probabilities(
            features[held]
        )
    return found


def _scores(likely: Matrix, same: NDArray[np.bool_]) -> dict[str, float]:
    said = likely >= SAME
    hits = int((said & same).sum())
    return {
        "precision": round(hits / max(int(said.sum()), 1), 4),
        "recall": round(hits / max(int(same.sum()), 1), 4),
        "f1": round(2 * hits / max(int(said.sum()) + int(same.sum()), 1), 4),
    }
