"""Known-item retrieval: is a message's own fact-check found among all titles? With BM25 as what vectors add to.

The fusion here is the plainest there is (both scores standardised a question, added with one weight); it says what the
vectors are worth beside words. The matcher of the product fuses with more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from Stemmer import Stemmer

Scores = NDArray[np.float32]

_WORD = re.compile(r"[^\W_]+")
#: The usual constants of BM25 (Robertson & Zaragoza 2009), not tuned here.
_K1, _B = 1.2, 0.75


class Lexical:
    """BM25 over Indonesian stems."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._stem = Stemmer("indonesian")
        counts = [Counter(self._words(title)) for title in titles]
        self._places = {word: n for n, word in enumerate(dict.fromkeys(word for count in counts for word in count))}
        rows = np.repeat(np.arange(len(counts)), [len(count) for count in counts])
        columns = np.array([self._places[word] for count in counts for word in count])
        times = np.array([n for count in counts for n in count.values()], np.float32)
        lengths = np.array([sum(count.values()) for count in counts], np.float32)
        df = np.bincount(columns, minlength=len(self._places))
        idf = np.log(1 + (len(counts) - df + 0.5) / (df + 0.5)).astype(np.float32)
        weight = times * (_K1 + 1) / (times + _K1 * (1 - _B + _B * lengths[rows] / lengths.mean()))
        self._weights = sp.csr_matrix((weight * idf[columns], (columns, rows)), (len(self._places), len(counts)))

    def _words(self, text: str) -> list[str]:
        return list(self._stem.stemWords(_WORD.findall(text.lower())))

    def scores(self, messages: Sequence[str]) -> Scores:
        """Return the score of every title for every message."""
        known = [{self._places[w] for w in self._words(message) if w in self._places} for message in messages]
        rows = np.repeat(np.arange(len(known)), [len(places) for places in known])
        columns = np.array([place for places in known for place in places], np.int64)
        asked = sp.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), (len(known), len(self._places)))
        scores: Scores = (asked @ self._weights).toarray()
        return scores


def standardised(scores: Scores) -> Scores:
    """Return the scores of every message with mean 0 and deviation 1."""
    spread = scores.std(axis=1, keepdims=True)
    spread[spread == 0] = 1.0
    found: Scores = (scores - scores.mean(axis=1, keepdims=True)) / spread
    return found


def fused(lexical: Scores, likeness: Scores, weight: float) -> Scores:
    """Return both scores of every message, standardised and added; `weight` is that of the likeness."""
    return standardised(lexical) + weight * standardised(likeness)


def ranks(scores: Scores, answers: Sequence[int]) -> NDArray[np.float64]:
    """Return the rank of each message's answer; of equal scores the middle."""
    own = scores[np.arange(len(answers)), answers][:, None]
    return np.asarray((scores > own).sum(axis=1) + ((scores == own).sum(axis=1) + 1) / 2)


def measured(found: NDArray[np.float64]) -> dict[str, float]:
    """Return mean reciprocal rank and the share found first and among the first ten."""
    return {
        "mrr": round(float(np.mean(1 / found)), 4),
        "r1": round(float(np.mean(found <= 1)), 4),
        "r10": round(float(np.mean(found <= 10)), 4),
    }
