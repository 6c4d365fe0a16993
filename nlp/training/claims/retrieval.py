"""Learns matching for one encoder: the order, the probability of a match, what is still related."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.claims.differ import COLUMNS as APART_COLUMNS
from nlp.claims.features import COLUMNS, FIELD_COLUMNS, VECTOR_COLUMNS
from nlp.claims.model import Linear, Matrix
from nlp.training.claims.drawn import Lists
from nlp.training.claims.fit import AGREES, DIFFERS, NOTHING, fit_order, fit_probability
from nlp.training.claims.lists import Listed

TOGETHER = (*COLUMNS, *APART_COLUMNS)
_BESIDE = ("words", "cosine", "cosine_rank", "near", "least_near")

_AGREEING = (
    "bm25", "bm25_rank", "covered", "lead", "of_message", "grams", "neighbours", "number_found", "place_found",
    "perfect", "copy",
)  # fmt: skip
_DIFFERING = ("missing", "number_missing", "number_other", "place_missing", "place_other")
#: What a message has of a claim speaks for the fact-check, and what it lacks never against: copies are cut short, and a
#: fact-check whose claim is known must not stand behind those that have a title only.
_OF_CLAIMS = {f"claim.{name}": AGREES if name in _AGREEING else NOTHING for name in FIELD_COLUMNS}
#: Without bounds the weights of likeness fitted against each other: a message with another number was likelier a match
#: than the one that was checked for 151 of 782 (2026-11-30).
_OF_MATCH = {
    **_OF_CLAIMS,
    **{f"title.{name}": AGREES for name in _AGREEING},
    **{f"title.{name}": DIFFERS for name in _DIFFERING},
    **dict.fromkeys(("kept", "same_number", "same_place", "same_month", "in_order", "shared"), AGREES),
    **dict.fromkeys(("alone", "largest", "second", "count", "other_number", "other_place", "other_month"), DIFFERS),
}
_OF_VECTORS = dict.fromkeys(_BESIDE, AGREES)
_FIELDS = ("titles", "claims")
_OF_FIELDS = dict.fromkeys(_FIELDS, AGREES)


class Learned(NamedTuple):
    """The functions of one kind of encoder."""

    rank: Linear
    match: Linear
    related: Linear


def without_vectors(features: Matrix) -> Matrix:
    """Return the features as they are where no encoder is known."""
    plain = features.copy()
    plain[:, [COLUMNS.index(name) for name in VECTOR_COLUMNS]] = 0.0
    return plain


def learn(lists: Lists, plain: bool = False) -> Learned:
    """Fit the functions of one kind of encoder; `plain` leaves its vectors out.

    What words are worth is learned on the many older messages, what vectors add on those that no encoder knows.
    """
    older = lists.older_close
    rank = fit_order(
        [without_vectors(one.features) for one in lists.older], [one.right for one in lists.older], COLUMNS, _OF_CLAIMS
    )
    match = fit_probability(without_vectors(older.features), older.right, TOGETHER, _OF_MATCH)
    if plain:
        return Learned(rank, match, match)
    rank, match = _with_vectors_order(rank, lists), _with_vectors_probability(match, lists)
    return Learned(rank, match, match)


def _with_vectors_order(words: Linear, lists: Lists) -> Linear:
    """Return the order with what vectors are worth beside titles, and claims beside both.

    In two steps: a copy of a claim needs no vectors, and learned together it took MRR over titles from .840 to .828.
    """
    titles, claims = _parted(words)
    some = lists.unseen.lists
    beside = fit_order([_beside(titles, one.features) for one in some], [one.right for one in some], _BESIDE)
    titles, every = _joined(titles, beside), [*some, *lists.unseen_claimed.lists]
    columns = [_margins((titles, claims), one.features) for one in every]
    return _summed(titles, claims, fit_order(columns, [one.right for one in every], _FIELDS, _OF_FIELDS))


def _with_vectors_probability(words: Linear, lists: Lists) -> Linear:
    """Return the same for the probability of a match."""
    titles, claims = _parted(words)
    near, more = lists.unseen.close, lists.unseen_claimed.close
    titles = _joined(titles, fit_probability(_beside(titles, near.features), near.right, _BESIDE, _OF_VECTORS))
    columns = _margins((titles, claims), np.concatenate([near.features, more.features]))
    right = np.concatenate([near.right, more.right])
    return _summed(titles, claims, fit_probability(columns, right, _FIELDS, _OF_FIELDS))


def _parted(words: Linear) -> tuple[Linear, Linear]:
    """Return what a function says of titles, and what of claims."""
    of_claims = np.array([name in _OF_CLAIMS for name in words.columns])
    titles, claims = np.where(of_claims, 0.0, words.weights), np.where(of_claims, words.weights, 0.0)
    return Linear(words.columns, titles, words.bias), Linear(words.columns, claims, 0.0)


def _margins(functions: Sequence[Linear], features: Matrix) -> Matrix:
    return np.column_stack([function.margins(features) for function in functions])


def _summed(titles: Linear, claims: Linear, beside: Linear) -> Linear:
    """Return both as one function."""
    one, other = beside.weights.tolist()
    return Linear(titles.columns, one * titles.weights + other * claims.weights, one * titles.bias + beside.bias)


def _beside(words: Linear, features: Matrix) -> Matrix:
    """Return what words say in one column, and the likeness of the vectors."""
    chosen = features[:, [COLUMNS.index(name) for name in _BESIDE[1:]]]
    return np.column_stack([words.margins(without_vectors(features)), chosen])


def _joined(words: Linear, beside: Linear) -> Linear:
    """Return words and vectors as one function."""
    weights = beside.weights[0] * words.weights
    for name, weight in zip(_BESIDE[1:], beside.weights[1:].tolist(), strict=True):
        weights[words.columns.index(name)] = weight
    return Linear(words.columns, weights, beside.weights[0] * words.bias + beside.bias)


def places(lists: Sequence[Listed], rank: Linear, plain: bool = False) -> NDArray[np.float64]:
    """Return the place of each message's own fact-check, from 1; infinite where it was not found."""
    found = []
    for one in lists:
        margins = rank.margins(without_vectors(one.features) if plain else one.features)
        other = margins[~one.right]
        found.append(1 + int((other > margins[one.own]).sum()) if one.found else np.inf)
    return np.array(found, float)
