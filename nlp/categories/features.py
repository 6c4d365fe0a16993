"""Turns tokens into the numbers that the linear models weigh; training and serving share this one definition.

Two blocks, each scaled to a fixed length: words (one and two in a row, title words once more with a mark, the kind of
document) and pieces of words (2 to 5 characters inside one word), which catch affixes, slang spellings and typos.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.categories.pieces import Ids, PieceIds, piece_ids

TITLE = "T:"  #: marks a word of the title
#: Length of the block of pieces against 1 for words; out of fold 0.6 to 0.9 are alike, 0.4 is a little
#: worse.
PIECE_WEIGHT = 0.8

Values = NDArray[np.float32]


def word_features(title: Sequence[str], text: Sequence[str], kind: str) -> Iterator[str]:
    """Return every word feature of a document, repeated as often as it occurs."""
    words = [*title, *text]
    pairs = map(" ".join, pairwise(words))
    of_title = (TITLE + word for word in title)
    return chain(words, pairs, of_title, (f"K:{kind}", "K:text" if text else "K:title only"))


class Features(NamedTuple):
    """The known features of one document, by id: first those of words, then those of pieces."""

    ids: Ids
    values: Values
    times: Values  #: how often each occurs
    words: int  #: how many come before the pieces


class Featuriser:
    """Looks features up in a fixed vocabulary and weighs them (1 + log count) x idf, each block to its length.

    The vocabulary has its words before its pieces, as `nlp.training.matrix.count` lists them. `ready` may look the
    pieces up together with those of another vocabulary.
    """

    def __init__(self, vocabulary: Sequence[str], idf: Values, ready: PieceIds | None = None) -> None:
        self._idf = idf
        self._ready = piece_ids(vocabulary)[0] if ready is None else ready
        self._first = self._ready.first
        self._words = dict(zip(vocabulary, range(self._first), strict=False))

    def __call__(self, title: Sequence[str], text: Sequence[str], kind: str) -> Features:
        """Return the known features."""
        found = [i for i in map(self._words.get, word_features(title, text, kind)) if i is not None]
        ids, times = counted(
            np.concatenate([np.array(found, np.int32), *map(self._ready.__getitem__, chain(title, text))])
        )
        words = int(ids.searchsorted(self._first))
        values = (np.float32(1.0) + np.log(times)) * self._idf.take(ids)
        for block, length in ((values[:words], 1.0), (values[words:], PIECE_WEIGHT)):
            block *= length / (math.sqrt(block @ block) or 1.0)
        return Features(ids, values, times, words)

    def word_ids(self, names: Iterable[str]) -> list[int | None]:
        """Return the id of each word feature, None where the vocabulary does not have it."""
        return list(map(self._words.get, names))

    def piece_ids(self, word: str) -> Ids:
        """Return the ids of a word's pieces, each as often as it occurs."""
        return self._ready[word]


def counted(ids: Ids) -> tuple[Ids, Values]:
    """Return each id once, sorted, and how often it stood there; sorts `ids` in place.

    As `np.unique`, in half of its time for so few.
    """
    ids.sort()
    begins = np.empty(len(ids) + 1, dtype=bool)
    begins[0] = begins[-1] = True
    np.not_equal(ids[1:], ids[:-1], out=begins[1:-1])
    at = begins.nonzero()[0]
    return ids[at[:-1]], (at[1:] - at[:-1]).astype(np.float32)
