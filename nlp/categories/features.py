"""Turns tokens into the numbers that the linear models weigh; training and serving share this one definition.

Two blocks, each scaled to a fixed length: words (one and two in a row, title words once more with a mark, the kind of
document) and pieces of words (2 to 5 characters inside one word), which catch affixes, slang spellings and typos.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.categories.politics import listed

PIECE = "#"  #: marks a piece of a word in the vocabulary
TITLE = "T:"  #: marks a word of the title
SHORTEST, LONGEST = 2, 5
#: Length of the block of pieces against 1 for words; out of fold 0.6 to 0.9 are alike, 0.4 is a little
#: worse.
PIECE_WEIGHT = 0.8
#: Tokens whose pieces are kept ready; news and posts of a day use about 20,000 spellings, 6 MB.
KEPT_TOKENS = 20_000

Ids = NDArray[np.int32]
Values = NDArray[np.float32]


def word_features(title: Sequence[str], text: Sequence[str], kind: str) -> Iterator[str]:
    """Return every word feature of a document, repeated as often as it occurs."""
    words = [*title, *text]
    pairs = map(" ".join, pairwise(words))
    of_title = (TITLE + word for word in title)
    return chain(words, pairs, of_title, (f"K:{kind}", "K:text" if text else "K:title only"))


def pieces(word: str) -> Iterator[str]:
    """Yield the vocabulary names of a word's pieces."""
    return (PIECE + piece for piece in bare_pieces(word))


def bare_pieces(word: str) -> list[str]:
    """Return the pieces of one word with its borders; placeholders (`<url>`) and names in politics have none."""
    if word[0] == "<" or word in listed():
        return []
    bordered = f" {word} "
    length = len(bordered) + 1
    return [bordered[i : i + size] for size in range(SHORTEST, LONGEST + 1) for i in range(length - size)]


class _Ready(dict[str, Ids]):
    """The ids of each word's pieces, found when the word is first asked for; a plain dict for all later times."""

    def __init__(self, known: dict[str, int]) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, word: str) -> Ids:
        if len(self) >= KEPT_TOKENS:
            self.clear()
        found = [i for i in map(self._known.get, bare_pieces(word)) if i is not None]
        ids = self[word] = np.array(found, dtype=np.int32)
        return ids


class Features(NamedTuple):
    """The known features of one document, by id: first those of words, then those of pieces."""

    ids: Ids
    values: Values
    times: Values  #: how often each occurs
    words: int  #: how many come before the pieces


class Featuriser:
    """Looks features up in a fixed vocabulary and weighs them (1 + log count) x idf, each block to its length.

    The vocabulary has its words before its pieces, as `nlp.training.matrix.count` lists them.
    """

    def __init__(self, vocabulary: Sequence[str], idf: Values) -> None:
        self._idf = idf
        self._first = bisect_left(vocabulary, True, key=lambda name: name.startswith(PIECE))
        bare = [name[len(PIECE) :] for name in vocabulary[self._first :]]
        self._words = dict(zip(vocabulary, range(self._first), strict=False))
        self._ready = _Ready(dict(zip(bare, range(self._first, len(vocabulary)), strict=True)))

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
