"""Finds the fact-checks that may answer a message, by words and vectors, and says what each has in common with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from core.schemas.factcheck import FactCheck
from nlp.claims.align import Alignment, align
from nlp.claims.arrays import Floats, Ints, best
from nlp.claims.differ import tell_apart
from nlp.claims.features import field_features, vector_features
from nlp.claims.frequencies import Frequencies
from nlp.claims.model import Matrix
from nlp.claims.query import Query, read_query
from nlp.claims.shelf import Shelf
from nlp.claims.vectors import Nearest, Vectors
from nlp.claims.words import MESSAGE_LIMIT, TITLE_LIMIT, Word, words_of
from nlp.encoder.contract import Encoder

#: Records looked at closely, from each way of finding them; of 350 messages of 2026 the own title was among the
#: first 100 by words for 96 % (2026-11-28).
BY_TITLE, BY_CLAIM, BY_VECTOR = 100, 40, 60


class Encoded(NamedTuple):
    """An encoder and what it made of all records; `claims` has rows of zeros where there is no claim."""

    encoder: Encoder
    titles: Nearest
    claims: Nearest


class Laid(NamedTuple):
    """A record's title beside a message."""

    words: Sequence[Word]
    title: str
    found: Alignment

    @property
    def missing(self) -> list[int]:
        """Return the places of the title's words that the message does not have."""
        return [at for at, place in enumerate(self.found.partner) if place is None]


class Searcher:
    """Finds records for messages and says what they have in common; decides nothing."""

    def __init__(self, checks: Sequence[FactCheck], known: Frequencies, encoded: Encoded) -> None:
        """Index the fact-checks."""
        self.checks, self.encoded = checks, encoded
        self.shelf = Shelf([check.title for check in checks], [check.claim for check in checks], known)

    def look(self, text: str) -> tuple[Query, Vectors]:
        """Read a message."""
        return read_query(text, self.shelf), self.encoded.encoder.encode([text[:MESSAGE_LIMIT]])[0]

    def find(self, query: Query, vector: Vectors) -> Ints:
        """Return the places of the records that may answer the message, ascending."""
        shelf, made = self.shelf, self.encoded
        found = [
            best(shelf.bm25(shelf.title, query.words), BY_TITLE),
            best(shelf.bm25(shelf.claim, query.words), BY_CLAIM),
            made.titles.nearest(vector, BY_VECTOR),
            made.claims.nearest(vector, BY_CLAIM),
        ]
        return np.unique(np.concatenate(found))

    def features(self, query: Query, vector: Vectors, rows: Ints) -> Matrix:
        """Return one row a record and one column a name of nlp.claims.features.COLUMNS."""
        shelf, made = self.shelf, self.encoded
        columns = [field_features(query, shelf, field, rows) for field in shelf.fields]
        columns.append(vector_features(made.titles.likeness(vector, rows), made.claims.likeness(vector, rows)))
        return np.concatenate(columns, axis=1)

    def lay(self, words: Sequence[Word], row: int) -> Laid:
        """Lay a record's title beside a message's words."""
        title = self.checks[row].title or self.checks[row].claim
        own = words_of(title, TITLE_LIMIT)
        return Laid(own, title, align(own, words))

    def apart(self, words: Sequence[Word], laid: Laid) -> Floats:
        """Return what tells record and message apart: one number a name of nlp.claims.differ.COLUMNS."""
        return tell_apart(laid.words, words, laid.found, self.shelf.weight)
