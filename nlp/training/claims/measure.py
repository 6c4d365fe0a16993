"""Measures matching on the newest messages, and holds the thresholds that were chosen on them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlp.claims.model import Matrix
from nlp.training.claims.retrieval import Learned, Lists, places, without_vectors

#: From which probability a fact-check is a match, and from which it is still related.
THRESHOLDS = {"match": 0.5, "related": 0.15}


def retrieval_scores(learned: Learned, lists: Lists, plain: bool) -> dict[str, float]:
    """Return the rank figures of the newest messages and how well `match` tells right from wrong."""
    found = places(lists.newest, learned.rank, plain)
    features, right = lists.newest_close
    likely = learned.match.probabilities(without_vectors(features) if plain else features)
    return {
        "messages": len(found),
        "mrr": _round(np.mean(1 / found)),
        "recall_1": _round(np.mean(found <= 1)),
        "recall_10": _round(np.mean(found <= 10)),
        **match_scores(likely, right),
        "match_unanswered": _round(_called(learned, lists, plain)),
    }


def _called(learned: Learned, lists: Lists, plain: bool) -> float:
    """Return the share of the newest messages for which another is called a match once its own is taken out."""
    said = [
        learned.match.probabilities(without_vectors(one) if plain else one).max(initial=0.0)
        for one in lists.newest_unanswered
    ]
    return float(np.mean(np.array(said) >= THRESHOLDS["match"]))


def match_scores(likely: Matrix, right: NDArray[np.bool_]) -> dict[str, float]:
    """Return precision, recall and F1 of `match`, and the calibration error of its probabilities (ten equal bins)."""
    said = likely >= THRESHOLDS["match"]
    hits = int((said & right).sum())
    bins = np.minimum((likely * 10).astype(int), 9)
    gaps = [abs(likely[bins == b].sum() - right[bins == b].sum()) for b in range(10)]
    return {
        "match_precision": _round(hits / max(int(said.sum()), 1)),
        "match_recall": _round(hits / max(int(right.sum()), 1)),
        "match_f1": _round(2 * hits / max(int(said.sum()) + int(right.sum()), 1)),
        "match_ece": _round(sum(gaps) / len(likely)),
    }


def _round(value: float | np.floating) -> float:
    return round(float(value), 4)
