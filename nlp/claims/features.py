"""What a message and a record have in common, as numbers, for many records at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlp.claims.arrays import Floats, Ints, largest, summed
from nlp.claims.query import Query
from nlp.claims.shelf import Field, Shelf
from nlp.claims.words import Kind

#: One column each; the order is part of the trained weights.
FIELD_COLUMNS = (
    "bm25", "bm25_rank", "covered", "lead", "of_message", "grams", "missing", "neighbours",
    "number_found", "number_missing", "number_other", "place_found", "place_missing", "place_other",
    "long", "perfect", "copy",
)  # fmt: skip
VECTOR_COLUMNS = ("cosine", "cosine_rank", "claim_cosine", "near", "least_near")
COLUMNS = (*(f"{field}.{name}" for field in ("title", "claim") for name in FIELD_COLUMNS), *VECTOR_COLUMNS)

#: What the best record must reach by BM25 to count as a good one among the found: about one rare word. Without it the
#: first of a store where nothing answers looks like an answer (one shared `ini` gave .42; 2026-11-28).
_LEAST_TOP = 10.0
#: What two texts must share for one to be a copy: about six rare words.
_ENOUGH = 40.0


def field_features(query: Query, shelf: Shelf, field: Field, rows: Ints) -> NDArray[np.float64]:
    """Return one row a record and one column a name of FIELD_COLUMNS; a record without the field gives zeros."""
    count = len(rows)
    places, owners = field.words.places(rows)
    words = field.words.values[places]
    weights, kinds = shelf.weights[words], shelf.kinds[words]
    found = query.present[words]
    total = np.maximum(summed(owners, weights, count), 1e-9)
    shared = summed(owners, weights * found, count)
    bm25 = summed(owners, field.gained[places] * found, count)
    covered = shared / total
    columns = [
        bm25 / 30,
        rank_of(bm25),
        covered,
        summed(owners, weights * query.lead[words], count) / total,
        shared / max(query.weight, 1e-9),
        _gram_share(query, shelf, field, rows),
        largest(owners, weights * ~found, count) / 10,
        _neighbours(query, shelf, words, owners, field.words.lengths_of(rows)),
        *_kind_columns(query, Kind.NUMBER, kinds, found, owners, count),
        *_kind_columns(query, Kind.PLACE, kinds, found, owners, count),
        np.log1p(field.lengths[rows]) / 3,
        (covered > 0.99) * 1.0,
        _copied(covered, shared / max(query.weight, 1e-9), shared),
    ]
    return np.stack(columns, axis=1) * (field.lengths[rows] > 0)[:, None]


def rank_of(bm25: Floats) -> Floats:
    """Return how near each record's BM25 is to the best one's, from 0 to 1."""
    return np.asarray(bm25 / max(float(bm25.max(initial=0.0)), _LEAST_TOP))


def vector_features(titles: Floats, claims: Floats, covered: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return one row a record and one column a name of VECTOR_COLUMNS.

    From the cosines of title and claim, and from how near the title's pieces are (n x 2).
    """
    top = titles.max(initial=0.0)
    return np.column_stack([titles, titles - top, claims, covered])


def _copied(covered: Floats, of_message: Floats, shared: Floats) -> Floats:
    """Return how much one is a copy of the other, cut short or longer: from 0, where most differs, to 1."""
    share = np.maximum(covered, np.minimum(of_message, 1.0))
    return np.asarray(np.maximum(2 * share - 1, 0) * np.minimum(shared / _ENOUGH, 1.0))


def _gram_share(query: Query, shelf: Shelf, field: Field, rows: Ints) -> Floats:
    grams, owners = field.grams.pick(rows)
    weights = shelf.gram_weights[grams]
    total = np.maximum(summed(owners, weights, len(rows)), 1e-9)
    return np.asarray(summed(owners, weights * query.grams[grams], len(rows)) / total)


def _neighbours(query: Query, shelf: Shelf, words: NDArray[np.int32], owners: Ints, lengths: Ints) -> Floats:
    """Return the share of each record's neighbouring words that are neighbours in the message."""
    if len(words) < 2 or not len(query.follows):
        return np.zeros(len(lengths))
    same = owners[:-1] == owners[1:]
    pairs = (words[:-1].astype(np.int64) * len(shelf.vocabulary) + words[1:])[same]
    at = np.minimum(np.searchsorted(query.follows, pairs), len(query.follows) - 1)
    hits = summed(owners[:-1][same], (query.follows[at] == pairs) * 1.0, len(lengths))
    return np.asarray(hits / np.maximum(lengths - 1, 1))


def _kind_columns(
    query: Query, kind: Kind, kinds: NDArray[np.int8], found: NDArray[np.bool_], owners: Ints, count: int
) -> list[Floats]:
    """Return whether words of the kind are in both, only in the record, or in both but others."""
    of_kind = kinds == kind
    hits = summed(owners, (of_kind & found) * 1.0, count)
    misses = summed(owners, (of_kind & ~found) * 1.0, count)
    other = (misses > 0) & (hits == 0) & query.has[kind]
    return [np.minimum(hits, 2) / 2, np.minimum(misses, 2) / 2, other * 1.0]
