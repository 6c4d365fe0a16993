"""A message as it is looked up: its words, numbers and places, read once for all records."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.claims.arrays import Ints
from nlp.claims.grams import BUCKETS, grams_of
from nlp.claims.shelf import Shelf, Stems
from nlp.claims.words import Kind

#: Words at the beginning in which most messages say what they claim.
LEAD = 30
#: Different words looked up; the longest of 5,000 messages have 400.
MOST_WORDS = 400


@dataclass(frozen=True, slots=True)
class Query:
    """What a message holds, over the vocabulary of one shelf."""

    words: Ints  #: numbers of the different known words, in order of appearance
    present: NDArray[np.bool_]  #: for each word of the vocabulary
    lead: NDArray[np.bool_]
    follows: NDArray[np.int64]  #: numbers of neighbouring pairs, ascending: first * size + second
    grams: NDArray[np.bool_]
    weight: float  #: of all its different words, known or not
    has: tuple[bool, ...]  #: whether it has words of each kind
    length: int

    @property
    def empty(self) -> bool:
        """Tell whether no record can be found by words."""
        return not len(self.words)


def read_query(stems: Stems, shelf: Shelf) -> Query:
    """Look up a message's stems. Raises: nothing."""
    words = shelf.numbers(stems)[:MOST_WORDS]
    size = len(shelf.vocabulary)
    present, lead, grams = np.zeros(size, np.bool_), np.zeros(size, np.bool_), np.zeros(BUCKETS, np.bool_)
    present[words] = True
    lead[shelf.numbers(stems[:LEAD])] = True
    grams[grams_of([stem for stem, kind in stems if kind < Kind.CHECKER])] = True
    different = dict(stems)
    numbered = np.array([shelf.vocabulary.get(stem, -1) for stem, _ in stems], np.int64)
    pairs = numbered[:-1] * size + numbered[1:]
    known = (numbered[:-1] >= 0) & (numbered[1:] >= 0)
    kinds = set(different.values())
    return Query(
        words,
        present,
        lead,
        np.unique(pairs[known]),
        grams,
        sum(shelf.weight(stem, kind) for stem, kind in different.items()),
        tuple(kind in kinds for kind in Kind),
        len(different),
    )
