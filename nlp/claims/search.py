"""Finds the fact-checks that may answer a message, by words and vectors, and says what each has in common with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from core.schemas.factcheck import FactCheck
from nlp.claims.align import Partner, Partners
from nlp.claims.arrays import Floats, Ints, best
from nlp.claims.contradicted import other_instance
from nlp.claims.differ import tell_apart
from nlp.claims.features import field_features, vector_features
from nlp.claims.frequencies import Frequencies
from nlp.claims.model import Matrix
from nlp.claims.otherwise import said_otherwise
from nlp.claims.pieces import Pieces
from nlp.claims.query import Query, read_query
from nlp.claims.shelf import CLAIM_LIMIT, Shelf
from nlp.claims.shortened import written_out
from nlp.claims.vectors import Nearest, Vectors
from nlp.claims.words import MESSAGE_LIMIT, TITLE_LIMIT, Word, words_in, words_of
from nlp.encoder.contract import Encoder
from nlp.text.normalise import normalise

#: Records looked at closely, from each way of finding them; of 350 messages of 2026 the own title was among the
#: first 100 by words for 96 % (2026-11-28).
BY_TITLE, BY_CLAIM, BY_VECTOR = 100, 40, 60
#: Of a claim's words by weight, so many are in a message that is told from it.
_MOSTLY = 0.5


class Encoded(NamedTuple):
    """An encoder and what it made of all records; `claims` has rows of zeros where there is no claim."""

    encoder: Encoder
    titles: Nearest
    claims: Nearest
    pieces: Pieces | None = None  #: of the titles; None where the static encoder is damaged


class Look(NamedTuple):
    """A message as it is looked up and laid beside titles."""

    words: Sequence[Word]
    query: Query
    vector: Vectors
    pieces: Ints


class Laid(NamedTuple):
    """A record's title beside a message."""

    words: Sequence[Word]
    title: str
    partner: Partner
    other: bool  #: the message is of another instance of its template (nlp.claims.contradicted)
    told: bool  #: the message is told from the claim, so that this says more than the title

    @property
    def missing(self) -> list[int]:
        """Return the places of the title's words that the message does not have."""
        return [at for at, place in enumerate(self.partner) if place is None]


class Searcher:
    """Finds records for messages and says what they have in common; decides nothing."""

    def __init__(self, checks: Sequence[FactCheck], known: Frequencies, encoded: Encoded) -> None:
        """Index the fact-checks."""
        self.checks, self.encoded = checks, encoded
        self.shelf = Shelf([check.title for check in checks], [check.claim for check in checks], known)

    def look(self, text: str) -> Look:
        """Read the beginning of a message; what hides its words is undone for encoders too. Raises: nothing."""
        folded = normalise(text, MESSAGE_LIMIT)
        words = words_in(folded, text)
        query = read_query([(word.stem, word.kind) for word in words], self.shelf)
        made = self.encoded
        pieces = np.zeros(0, np.int64) if made.pieces is None else made.pieces.of(folded.text)
        return Look(written_out(words), query, made.encoder.encode([folded.text])[0], pieces)

    def find(self, look: Look) -> Ints:
        """Return the places of the records that may answer the message, ascending."""
        shelf, made, query, vector = self.shelf, self.encoded, look.query, look.vector
        found = [
            best(shelf.bm25(shelf.title, query.words), BY_TITLE),
            best(shelf.bm25(shelf.claim, query.words), BY_CLAIM),
            made.titles.nearest(vector, BY_VECTOR),
            made.claims.nearest(vector, BY_CLAIM),
        ]
        return np.unique(np.concatenate(found))

    def features(self, look: Look, rows: Ints) -> Matrix:
        """Return one row a record and one column a name of nlp.claims.features.COLUMNS."""
        shelf, made, vector = self.shelf, self.encoded, look.vector
        columns = [field_features(look.query, shelf, field, rows) for field in shelf.fields]
        covered = np.zeros((len(rows), 2)) if made.pieces is None else made.pieces.covered(look.pieces, rows)
        likeness = made.titles.likeness(vector, rows), made.claims.likeness(vector, rows)
        columns.append(vector_features(*likeness, covered))
        return np.concatenate(columns, axis=1)

    def lay(self, look: Look, rows: Sequence[int]) -> list[Laid]:
        """Lay the titles of records beside a message's words."""
        partners = Partners(look.words, self.shelf.known.stems)
        titles = [self.checks[row].title or self.checks[row].claim for row in rows]
        own = [written_out(words_of(title, TITLE_LIMIT)) for title in titles]
        laid = []
        for row, title, words in zip(rows, titles, own, strict=True):
            partner = partners.of(words)
            said = self._said_in_claim(look, row, words)
            other = other_instance(words, look.words, partner, said)
            laid.append(Laid(words, title, partner, other, said is not None))
        return laid

    def _said_in_claim(self, look: Look, row: int, title: Sequence[Word]) -> set[str] | None:
        """Return the stems of a title that its claim has too; None where the message is not told from the claim."""
        shelf = self.shelf
        words = shelf.claim.words.of_row(row)
        weights = shelf.weights[words]
        if not len(words) or weights[look.query.present[words]].sum() < _MOSTLY * weights.sum():
            return None
        held = set(words.tolist())
        return {word.stem for word in title if shelf.vocabulary.get(word.stem) in held}

    def otherwise(self, look: Look, text: str, row: int, laid: Laid) -> list[str]:
        """Return the words by which the message says something else than title and claim; none where it does not.

        For the few that would be a match: it costs some tenths of a millisecond. Raises: nothing.
        """
        found = said_otherwise(laid.words, look.words, laid.partner, (laid.title, text))
        if not found or not laid.told:
            return found
        claim = self.checks[row].claim[:CLAIM_LIMIT]  # a checker may put what is true in the title
        words = written_out(words_of(claim, CLAIM_LIMIT))
        partner = Partners(look.words, self.shelf.known.stems).of(words)
        return found if said_otherwise(words, look.words, partner, (claim, text)) else []

    def apart(self, look: Look, laid: Laid) -> Floats:
        """Return what tells record and message apart: one number a name of nlp.claims.differ.COLUMNS."""
        return tell_apart(laid.words, look.words, laid.partner, self.shelf.weight)
