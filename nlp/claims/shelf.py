"""Fact-checks as arrays: which words stand in which title and claim, both ways, with what each word says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nlp.claims.arrays import Floats, Ints, Ragged, summed
from nlp.claims.frequencies import Frequencies
from nlp.claims.grams import BUCKETS, grams_of
from nlp.claims.words import TITLE_LIMIT, Kind, stems_of

#: Characters of a claim that are read: long ones repeat themselves.
CLAIM_LIMIT = 1_200
#: BM25 (Robertson and Zaragoza 2009). Of k 0.6-1.2 and b 0.3-0.75 the usual pair was best (2026-11-28).
K, B = 1.2, 0.75

Stems = list[tuple[str, Kind]]


class Field(NamedTuple):
    """One field of all records: its words forward, backward, and what BM25 gives each word of a record."""

    words: Ragged
    holders: Ragged
    gained: Floats  #: beside `words.values`
    scores: Floats  #: the same beside `holders.values`
    lengths: Ints
    grams: Ragged


class Shelf:
    """The words of all records. Row numbers are the records' places in the list given."""

    def __init__(self, titles: Sequence[str], claims: Sequence[str], known: Frequencies) -> None:
        """Read the records; `claims` are bare messages, empty where there is none."""
        self.size = len(titles)
        self.known = known
        self.vocabulary: dict[str, int] = {}
        self._kinds: list[Kind] = []
        heads = [stems_of(title, TITLE_LIMIT) for title in titles]
        bodies = [stems_of(claim, CLAIM_LIMIT) if claim else [] for claim in claims]
        numbered = [self._numbered(one) for one in heads], [self._numbered(one) for one in bodies]
        self.kinds = np.array(self._kinds, np.int8)
        self.weights = self._weights(heads)
        self.title, self.claim = (
            self._field(rows, texts) for rows, texts in zip(numbered, (heads, bodies), strict=True)
        )
        counted = np.bincount(self.title.grams.values, minlength=BUCKETS) + known.grams
        self.gram_weights = np.log(1 + (self.size + known.texts + 1) / (counted + 0.5))

    @property
    def fields(self) -> tuple[Field, Field]:
        """Return title and claim."""
        return self.title, self.claim

    def numbers(self, stems: Stems) -> Ints:
        """Return the numbers of the different known words of a text, in order of appearance."""
        found = dict.fromkeys(self.vocabulary[stem] for stem, _ in stems if stem in self.vocabulary)
        return np.fromiter(found, np.int64, len(found))

    def weight(self, stem: str, kind: Kind) -> float:
        """Return what a word says, also one that no record has."""
        number = self.vocabulary.get(stem)
        return float(self.weights[number]) if number is not None else self.known.weight(stem, kind, 0, self.size)

    def bm25(self, field: Field, words: Ints) -> Floats:
        """Return the BM25 score of every record for these words."""
        if not len(words):
            return np.zeros(self.size)
        starts, ends = field.holders.starts[words], field.holders.starts[words + 1]
        spans = [slice(start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        holders = np.concatenate([field.holders.values[span] for span in spans])
        return summed(holders, np.concatenate([field.scores[span] for span in spans]), self.size)

    def _numbered(self, stems: Stems) -> list[int]:
        numbers = []
        for stem, kind in stems:
            number = self.vocabulary.setdefault(stem, len(self.vocabulary))
            if number == len(self._kinds):
                self._kinds.append(kind)
            numbers.append(number)
        return numbers

    def _weights(self, heads: list[Stems]) -> Floats:
        held = Counter(stem for stems in heads for stem in {stem for stem, _ in stems})
        known = self.known
        return np.array(
            [
                known.weight(stem, kind, held[stem], self.size)
                for stem, kind in zip(self.vocabulary, self._kinds, strict=True)
            ]
        )

    def _field(self, numbered: list[list[int]], texts: list[Stems]) -> Field:
        words = Ragged.of(dict.fromkeys(row) for row in numbered)
        lengths = np.array([len(row) for row in numbered], np.int64)
        filled = lengths[lengths > 0]
        usual = filled.mean() if len(filled) else 1.0
        times = np.fromiter((n for row in numbered for n in Counter(row).values()), np.float64, len(words.values))
        owners = np.repeat(np.arange(self.size), words.lengths)
        gained = times * (K + 1) / (times + K * (1 - B + B * lengths[owners] / usual)) * self.weights[words.values]
        order = np.argsort(words.values, kind="stable")
        holders = words.transposed(len(self.vocabulary))
        grams = Ragged.of(grams_of([stem for stem, kind in one if kind < Kind.CHECKER]) for one in texts)
        return Field(words, holders, gained, gained[order], lengths, grams)
