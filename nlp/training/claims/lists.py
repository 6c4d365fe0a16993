"""Lists to learn from: for each message the fact-checks found for it, what each has in common, and which are right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.claims.differ import COLUMNS as APART_COLUMNS
from nlp.claims.features import COLUMNS, rank_of
from nlp.claims.model import Matrix
from nlp.claims.search import Look, Searcher
from nlp.training.claims.messages import Message, Store

#: Fact-checks of each list whose words are laid beside the message's.
DEPTH = 12


class Listed(NamedTuple):
    """One message with what was found for it. Fact-checks that may be of the same claim are left out."""

    message: Message
    rows: NDArray[np.int64]
    features: Matrix
    right: NDArray[np.bool_]
    own: int  #: place of its own fact-check, -1 where it was taken out
    found: bool  #: it was found, not put there


class Close(NamedTuple):
    """Features with what tells apart: a row each for the first fact-checks of some lists."""

    features: Matrix
    right: NDArray[np.bool_]
    other: NDArray[np.bool_]  #: the message is of another instance of its template, or says the opposite

    @classmethod
    def joined(cls, parts: Sequence[Close]) -> Close:
        """Put several one behind another; of none there are no rows."""
        if not parts:
            return cls(np.zeros((0, len(COLUMNS) + len(APART_COLUMNS))), np.zeros(0, np.bool_), np.zeros(0, np.bool_))
        return cls(
            np.concatenate([one.features for one in parts]),
            np.concatenate([one.right for one in parts]),
            np.concatenate([one.other for one in parts]),
        )


def listed(searcher: Searcher, store: Store, messages: Iterable[Message]) -> list[Listed]:
    """Return a list a message."""
    return [_listed(searcher, store, message) for message in messages]


def unanswered(one: Listed) -> Listed:
    """Return the list as it would be if no fact-check answered the message: without the right ones."""
    left = ~one.right
    features = one.features[left]
    for field in ("title", "claim"):
        features[:, COLUMNS.index(f"{field}.bm25_rank")] = rank_of(features[:, COLUMNS.index(f"{field}.bm25")] * 30)
    cosines = features[:, COLUMNS.index("cosine")]
    features[:, COLUMNS.index("cosine_rank")] = cosines - cosines.max(initial=0.0)
    return one._replace(rows=one.rows[left], features=features, right=one.right[left], own=-1, found=False)


def close(searcher: Searcher, lists: Iterable[Listed]) -> Close:
    """Return what tells apart for the first of each list by BM25, its own among them where it has one."""
    found = []
    for one in lists:
        order = np.argsort(-(one.features[:, 0] + one.features[:, COLUMNS.index("cosine")]), kind="stable")[:DEPTH]
        places = sorted({*order.tolist(), *([one.own] if one.own >= 0 else [])})
        if places:
            found.append(_beside(searcher, searcher.look(one.message.text), one, places))
    return Close.joined(found)


def only_own(searcher: Searcher, lists: Iterable[Listed], right: bool) -> Close:
    """Return the same for the fact-check alone that each message was taken from, which is right for it or is not."""
    found = [_beside(searcher, searcher.look(one.message.text), one, [one.own]) for one in lists]
    joined = Close.joined(found)
    return joined._replace(right=np.full(len(joined.right), right))


def _beside(searcher: Searcher, look: Look, one: Listed, places: Sequence[int]) -> Close:
    laid = searcher.lay(look, one.rows[list(places)].tolist())
    told = np.stack([searcher.apart(look, title) for title in laid])
    features = np.concatenate([one.features[list(places)], told], axis=1)
    text = one.message.text
    other = [
        title.other or bool(searcher.otherwise(look, text, int(one.rows[at]), title))
        for at, title in zip(places, laid, strict=True)
    ]
    return Close(features, one.right[list(places)], np.array(other))


def _listed(searcher: Searcher, store: Store, message: Message) -> Listed:
    look = searcher.look(message.text)
    rows = searcher.find(look)
    found = message.row in rows
    if not found:
        rows = np.append(rows, message.row)
    same, maybe = store.same.get(message.row, set()), store.maybe.get(message.row, set())
    rows = np.array([row for row in rows.tolist() if row == message.row or row in same or row not in maybe])
    right = np.array([row == message.row or row in same for row in rows.tolist()])
    own = int(np.flatnonzero(rows == message.row)[0])
    return Listed(message, rows, searcher.features(look, rows), right, own, found)
