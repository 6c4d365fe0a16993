"""Learns matching for one encoder: the order, the probability of a match, what is still related; and measures it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.claims.differ import COLUMNS as APART_COLUMNS
from nlp.claims.encoded import encode_checks
from nlp.claims.features import COLUMNS, VECTOR_COLUMNS
from nlp.claims.frequencies import Frequencies
from nlp.claims.model import Linear, Matrix
from nlp.claims.search import Searcher
from nlp.encoder.contract import Encoder
from nlp.training.claims.fit import fit_order, fit_probability
from nlp.training.claims.lists import Listed, apart_of, listed, unanswered
from nlp.training.claims.messages import Store

#: Messages of the newest fact-checks that nothing is learned from when it is measured.
HELD = 350
#: `suar train encoder` keeps the fact-checks from here on out of its training; on those it knows, vectors look better
#: than they are: learned there, they took MRR on the newest from .806 (words alone) to .740 (2026-11-28).
UNSEEN_FROM = "2025-11"
#: Messages learned from, and fact-checks of each list whose words are laid beside the message's.
MOST, DEPTH = 1_200, 12
TOGETHER = (*COLUMNS, *APART_COLUMNS)
_BESIDE = ("words", "cosine", "cosine_rank", "near", "least_near")


class Learned(NamedTuple):
    """The functions of one kind of encoder."""

    rank: Linear
    match: Linear
    related: Linear


class Lists(NamedTuple):
    """Lists of older messages, over titles alone and over titles with claims, and of the newest over titles alone."""

    older: list[Listed]
    newest: list[Listed]
    #: Features with what tells apart for the first of each list, and which are right.
    older_close: tuple[Matrix, NDArray[np.bool_]]
    newest_close: tuple[Matrix, NDArray[np.bool_]]
    newest_unanswered: list[Matrix]  #: for each of the newest, the first of what is found once its own is taken out
    #: The same of messages between both, which no encoder was trained on: what vectors are worth is learned here.
    unseen: list[Listed]
    unseen_close: tuple[Matrix, NDArray[np.bool_]]


def searcher_of(store: Store, known: Frequencies, encoder: Encoder, bare: set[int] | None) -> Searcher:
    """Index the fact-checks; those in `bare` (None: all) without their claims, as if they had only a title."""
    checks = [
        check.model_copy(update={"claim": ""}) if bare is None or row in bare else check
        for row, check in enumerate(store.checks)
    ]
    return Searcher(checks, known, encode_checks(encoder, checks))


def make_lists(store: Store, known: Frequencies, encoder: Encoder, say: Callable[[str], object]) -> Lists:
    """Return the lists to learn from and to measure on; older messages are drawn with a fixed seed."""
    newest = [message for message in store.messages if len(message.date) == 10][-HELD:]
    older = [message for message in store.messages if message.date < newest[0].date]
    unseen = [message for message in older if message.date >= UNSEEN_FROM]
    older = [message for message in older if message.date < UNSEEN_FROM]
    drawn = random.Random(1).sample(older, min(MOST, len(older)))  # noqa: S311 (a sample, no secret)
    half = len(drawn) // 2
    searcher = searcher_of(store, known, encoder, None)
    new = listed(searcher, store, newest)
    new_close = close(searcher, new)
    unanswered_close = [close(searcher, [unanswered(one)])[0] for one in new]
    between = listed(searcher, store, unseen)
    between_close = close(searcher, [*between, *map(unanswered, between)])
    old = listed(searcher, store, drawn[:half])
    old_close = close(searcher, [*old, *map(unanswered, old)])
    say(f"{encoder.name}: lists over titles")
    searcher = searcher_of(store, known, encoder, {message.row for message in drawn[half:]})
    claimed = listed(searcher, store, drawn[half:])
    claimed_close = close(searcher, [*claimed, *map(unanswered, claimed)])
    say(f"{encoder.name}: lists over titles and claims")
    joined = np.concatenate([old_close[0], claimed_close[0]]), np.concatenate([old_close[1], claimed_close[1]])
    return Lists([*old, *claimed], new, joined, new_close, unanswered_close, between, between_close)


def close(searcher: Searcher, lists: Sequence[Listed]) -> tuple[Matrix, NDArray[np.bool_]]:
    """Return what tells apart for the first of each list by BM25, its own among them where it has one."""
    rows, right = [], []
    for one in lists:
        order = np.argsort(-(one.features[:, 0] + one.features[:, COLUMNS.index("cosine")]), kind="stable")[:DEPTH]
        places = sorted({*order.tolist(), *([one.own] if one.own >= 0 else [])})
        if not places:
            continue
        rows.append(apart_of(searcher, one, places))
        right.append(one.right[places])
    return np.concatenate(rows), np.concatenate(right)


def without_vectors(features: Matrix) -> Matrix:
    """Return the features as they are where no encoder is known."""
    plain = features.copy()
    plain[:, [COLUMNS.index(name) for name in VECTOR_COLUMNS]] = 0.0
    return plain


def learn(lists: Lists, plain: bool = False) -> Learned:
    """Fit the functions of one kind of encoder; `plain` leaves its vectors out.

    What words are worth is learned on the many older messages, what vectors add on those that no encoder knows.
    """
    rank = fit_order(
        [without_vectors(one.features) for one in lists.older], [one.right for one in lists.older], COLUMNS
    )
    match = fit_probability(without_vectors(lists.older_close[0]), lists.older_close[1], TOGETHER)
    if plain:
        return Learned(rank, match, match)
    order = fit_order(
        [_beside(rank, one.features) for one in lists.unseen], [one.right for one in lists.unseen], _BESIDE
    )
    near, right = lists.unseen_close
    likely = fit_probability(_beside(match, near), right, _BESIDE)
    rank, match = _joined(rank, order), _joined(match, likely)
    return Learned(rank, match, match)


def _beside(words: Linear, features: Matrix) -> Matrix:
    """Return what words say in one column, and the likeness of the vectors."""
    chosen = features[:, [COLUMNS.index(name) for name in _BESIDE[1:]]]
    return np.column_stack([words.margins(without_vectors(features)), chosen])


def _joined(words: Linear, beside: Linear) -> Linear:
    """Return both as one function."""
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
