"""Lists to learn from: for each message the fact-checks found for it, what each has in common, and which are right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.claims.features import COLUMNS, rank_of
from nlp.claims.model import Matrix
from nlp.claims.search import Searcher
from nlp.training.claims.messages import Message, Store


class Listed(NamedTuple):
    """One message with what was found for it. Fact-checks that may be of the same claim are left out."""

    message: Message
    rows: NDArray[np.int64]
    features: Matrix
    right: NDArray[np.bool_]
    own: int  #: place of its own fact-check, -1 where it was taken out
    found: bool  #: it was found, not put there


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


def apart_of(searcher: Searcher, one: Listed, places: Sequence[int]) -> Matrix:
    """Return features and what tells apart, for some places of a list: a row each."""
    look = searcher.look(one.message.text)
    told = [searcher.apart(look, laid) for laid in searcher.lay(look, one.rows[list(places)].tolist())]
    return np.concatenate([one.features[list(places)], np.stack(told)], axis=1)


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
