"""Measures matching on the newest messages, and holds the thresholds that were chosen on them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.claims.match import held_below
from nlp.claims.model import Matrix
from nlp.training.claims.drawn import Instances, Lists
from nlp.training.claims.lists import Close, Listed
from nlp.training.claims.retrieval import Learned, places, without_vectors

#: From which probability a fact-check is a match, and from which it is still related.
THRESHOLDS = {"match": 0.5, "related": 0.15}


def retrieval_scores(learned: Learned, lists: Lists, plain: bool) -> dict[str, float]:
    """Return the rank figures of the newest messages and how well `match` tells right from wrong, over titles alone.

    `claimed_`: over fact-checks with their claims, for messages told again; `mixed_`: where all have claims but the
    right one; `instance_`: for messages as they are and with one word of the title changed.
    """
    newest, claimed = lists.newest, lists.claimed
    return {
        **_ranks(learned, newest.lists, plain),
        **match_scores(likely(learned, newest.close, plain), newest.close.right),
        "match_unanswered": _round(_called(learned, newest.unanswered, plain)),
        **_named("claimed", _ranks(learned, claimed.lists, plain)),
        **_named("claimed", match_scores(likely(learned, claimed.close, plain), claimed.close.right)),
        **_named("mixed", _ranks(learned, lists.mixed, plain)),
        **_named("instance", _instance_scores(learned, newest.instances, plain)),
    }


def likely(learned: Learned, near: Close, plain: bool) -> Matrix:
    """Return how likely each row is a match, as nlp.claims.match answers."""
    found = learned.match.probabilities(without_vectors(near.features) if plain else near.features)
    return held_below(found, near.other, THRESHOLDS["match"])


def _ranks(learned: Learned, lists: Sequence[Listed], plain: bool) -> dict[str, float]:
    found = places(lists, learned.rank, plain)
    return {
        "messages": len(found),
        "mrr": _round(np.mean(1 / found)),
        "recall_1": _round(np.mean(found <= 1)),
        "recall_10": _round(np.mean(found <= 10)),
    }


def _instance_scores(learned: Learned, made: Instances, plain: bool) -> dict[str, float]:
    """Return which share is called a match as it was checked, and with one word of its title changed, by its kind."""
    exact, changed = (likely(learned, near, plain) for near in (made.exact, made.swapped))
    kinds = np.array(made.kinds)
    scores: dict[str, float] = {
        "messages": len(kinds),
        "likelier": _round(np.mean(changed > exact)) if len(kinds) else 0.0,
    }
    for kind in sorted(set(made.kinds)):
        of_kind = kinds == kind
        scores[f"{kind}_exact"] = _round(np.mean(exact[of_kind] >= THRESHOLDS["match"]))
        scores[f"{kind}_changed"] = _round(np.mean(changed[of_kind] >= THRESHOLDS["match"]))
    return scores


def _called(learned: Learned, lists: Sequence[Close], plain: bool) -> float:
    """Return the share of the newest messages for which another is called a match once its own is taken out."""
    said = [likely(learned, one, plain).max(initial=0.0) for one in lists]
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


def _named(what: str, scores: dict[str, float]) -> dict[str, float]:
    return {f"{what}_{name}": value for name, value in scores.items()}


def _round(value: float | np.floating) -> float:
    return round(float(value), 4)
