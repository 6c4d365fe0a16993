"""Titles that share the words of a message and yet are about something else: same template, other instance."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.training.encoder.retrieval import Lexical

_WORD = re.compile(r"[^\W_]+")
#: Titles that share this part of their words may be about the same claim and are no negatives.
_SAME_MAYBE = 0.45
#: How many of the best by words are looked at, and how many are kept.
_LOOKED_AT, _KEPT = 20, 8
_AT_ONCE = 500


def hard_negatives(lefts: Sequence[str], rights: Sequence[str]) -> list[list[int]]:
    """Return, for each pair, positions of rights that BM25 ranks high for its left and that are not its own.

    Costs one row of scores over all distinct rights a pair.
    """
    first: dict[str, int] = {}
    for n, right in enumerate(rights):
        first.setdefault(right, n)
    titles = list(first)
    words = [frozenset(_WORD.findall(title.lower())) for title in titles]
    own = {title: n for n, title in enumerate(titles)}
    lexical = Lexical(titles)
    found: list[list[int]] = []
    for start in range(0, len(lefts), _AT_ONCE):
        scores = lexical.scores(lefts[start : start + _AT_ONCE])
        best = np.argpartition(-scores, min(_LOOKED_AT, scores.shape[1] - 1), axis=1)[:, :_LOOKED_AT]
        for row, candidates in enumerate(best):
            mine = own[rights[start + row]]
            found.append([first[titles[n]] for n in _others(candidates, mine, words)])
    return found


def _others(candidates: NDArray[np.int64], mine: int, words: Sequence[frozenset[str]]) -> list[int]:
    """Return the candidates whose words differ enough from the own title's."""
    kept = []
    for n in candidates.tolist():
        shared = len(words[n] & words[mine]) / max(1, len(words[n] | words[mine]))
        if n != mine and shared < _SAME_MAYBE:
            kept.append(n)
    return kept[:_KEPT]
