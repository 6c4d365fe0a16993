"""Learns from labelled pairs of titles whether two claims are the same, and measures it by cross-validation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.factchecks.verdicts import split_headline
from core.search.analyser import stems
from nlp.claims.compare import NOT_SAME, SAME
from nlp.claims.frequencies import Frequencies
from nlp.claims.model import Linear, Matrix, logistic
from nlp.claims.pairs import COLUMNS, Claim, PairReader
from nlp.encoder.contract import Encoder
from nlp.training.claims.fit import fit_with_words
from nlp.training.claims.messages import read_title_pairs
from nlp.training.claims.twins import PAIRS, UNDECIDED, read_labels

#: With some 2,200 pairs to learn from .0002 to .001 gave F1 .930 to .936 out of fold (2026-11-29).
_PENALTY = 5e-4
#: Folds, and ways to fold: one way or another moves F1 by .01.
_FOLDS, _TURNS = 10, 3

Row = Mapping[str, Any]


class _Pairs(NamedTuple):
    """Labelled pairs as they are learned from."""

    features: Matrix
    apart: list[set[str]]
    same: NDArray[np.bool_]
    opposed: NDArray[np.bool_]  #: they say different things (nlp.claims.opposed), so they are not called the same


def read_pairs(data: Path) -> list[dict[str, Any]]:
    """Return the pairs of claims/pairs_dev.jsonl below `data` that are labelled as the same claim (1) or not (0).

    Raises: BadInput when the file cannot be read or a line has another form.
    """
    return [row for row in read_title_pairs(data, "pairs_dev.jsonl", "label") if row["label"] in (0, 1)]


def read_annotated_pairs(pairs: Sequence[Row]) -> list[dict[str, Any]]:
    """Return those of `pairs` (rows of claims/candidate_pairs.jsonl) that configs/labels/pairs.tsv decides.

    Raises: BadInput for a line of another form.
    """
    known = {(str(row["a"]), str(row["b"])): row for row in pairs}
    found = []
    for first, second, label in read_labels(PAIRS):
        row = known.get((first, second))
        if row is not None and label != UNDECIDED:
            found.append({**row, "label": int(label)})
    return found


def learn_pairs(
    judged: Sequence[Row], more: Sequence[Row], known: Frequencies, encoder: Encoder
) -> tuple[Linear, dict[str, float], dict[str, Any]]:
    """Return the function and the weights of stems, fitted on all pairs, and the scores on `judged`, out of fold.

    What is measured learned from no pair of `more` in which a title of `judged` stands. `known.alone` must not have
    been learned from `judged`.
    """
    reader = PairReader(known, encoder)
    own, others = _pairs(judged, reader), _pairs(more, reader)
    fresh = _fresh(more, judged)
    turns = [_scores(_out_of_fold(own, _some(others, fresh), seed), own.same) for seed in range(_TURNS)]
    mean = {name: round(float(np.mean([turn[name] for turn in turns])), 4) for name in turns[0]}
    everything = _joined(own, others)
    function, said = fit_with_words(everything.features, everything.apart, everything.same, COLUMNS, _PENALTY)
    counts = {"pairs": len(judged), "same": int(own.same.sum()), "more": len(more), "more_fresh": int(fresh.sum())}
    return function, said, {**counts, **mean}


def _pairs(rows: Sequence[Row], reader: PairReader) -> _Pairs:
    sides = [[Claim(split_headline(row[name]).rest) for name in ("title_a", "title_b")] for row in rows]
    return _Pairs(
        np.array([reader.features(one, two) for one, two in sides]).reshape(-1, len(COLUMNS)),
        [reader.sides(one, two).apart for one, two in sides],
        np.array([row["label"] == 1 for row in rows], dtype=bool),
        np.array([bool(reader.opposed(one, two)) for one, two in sides], dtype=bool),
    )


def _fresh(rows: Sequence[Row], judged: Sequence[Row]) -> NDArray[np.bool_]:
    """Tell which rows have no title, and no fact-check, that a judged one has."""
    held = {mark for row in judged for mark in _marks(row)}
    return np.array([held.isdisjoint(_marks(row)) for row in rows], dtype=bool)


def _marks(row: Row) -> set[str]:
    titles = (" ".join(stems(split_headline(row[name]).rest)) for name in ("title_a", "title_b"))
    return {str(row["a"]), str(row["b"]), *titles}


def _some(pairs: _Pairs, chosen: NDArray[np.bool_]) -> _Pairs:
    apart = [stems for stems, kept in zip(pairs.apart, chosen.tolist(), strict=True) if kept]
    return _Pairs(pairs.features[chosen], apart, pairs.same[chosen], pairs.opposed[chosen])


def _joined(one: _Pairs, two: _Pairs) -> _Pairs:
    return _Pairs(
        np.vstack([one.features, two.features]),
        one.apart + two.apart,
        np.append(one.same, two.same),
        np.append(one.opposed, two.opposed),
    )


def _out_of_fold(own: _Pairs, others: _Pairs, seed: int) -> Matrix:
    """Return how likely each of the own pairs is the same, by what the others and the other folds teach."""
    order = np.random.default_rng(seed).permutation(len(own.same))
    found = np.zeros(len(order))
    for fold in range(_FOLDS):
        held = order[fold::_FOLDS]
        rest = _joined(_some(own, ~np.isin(np.arange(len(order)), held)), others)
        function, said = fit_with_words(rest.features, rest.apart, rest.same, COLUMNS, _PENALTY)
        added = [sum(said.get(stem, 0.0) for stem in own.apart[at]) for at in held.tolist()]
        found[held] = logistic(function.margins(own.features[held]) + np.array(added))
    return np.where(own.opposed, np.minimum(found, NOT_SAME), found)


def _scores(likely: Matrix, same: NDArray[np.bool_]) -> dict[str, float]:
    said = likely >= SAME
    hits = int((said & same).sum())
    return {
        "precision": round(hits / max(int(said.sum()), 1), 4),
        "recall": round(hits / max(int(same.sum()), 1), 4),
        "f1": round(2 * hits / max(int(said.sum()) + int(same.sum()), 1), 4),
    }
