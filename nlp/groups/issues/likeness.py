"""How probable it is that a document and each of some others are one story."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from nlp.groups.issues.model import FEATURES, Floats, Weights
from nlp.groups.issues.window import Entry, Window
from nlp.groups.issues.words import Ids

_DAY = 86_400.0
#: Days further apart than this are as unlike as these.
_MOST_DAYS = 7.0


def probabilities(window: Window, one: Entry, others: Sequence[Entry], weights: Weights) -> Floats:
    """Return for each of the others how probable it is that it tells the same story as the one."""
    table = features(window, one, others)
    found: Floats = 1 / (1 + np.exp(-(table @ weights.weights + weights.bias)))
    return found


def features(window: Window, one: Entry, others: Sequence[Entry]) -> Floats:
    """Return one row an other with the columns of `FEATURES`."""
    if not others:
        return np.zeros((0, len(FEATURES)))
    titles = [other.words.title for other in others]
    columns = dict.fromkeys(FEATURES, np.zeros(len(others)))
    columns["title"], columns["rarest"] = _compare(one.words.title, titles, window.title_weights)
    columns["plain"], _ = _compare(one.words.title, titles, window.plain_weights)
    pieces = [other.words.pieces for other in others]
    columns["pieces"], _ = _compare(one.words.pieces, pieces, window.piece_weights)
    leads = columns["leads"] = np.array([one.words.has_lead and other.words.has_lead for other in others], float)
    if leads.any():
        wholes = [other.words.whole for other in others]
        columns["lead"] = leads * _compare(one.words.whole, wholes, window.whole_weights)[0]
    columns["meaning"] = _meaning(window, one, others)
    apart = np.abs(np.array([other.at for other in others]) - one.at) / _DAY
    columns["days"] = np.minimum(_MOST_DAYS, apart)
    columns["same_place"], columns["other_place"] = _places(one, others)
    columns["other_numbers"] = np.array([_other_numbers(one, other) for other in others], float)
    return np.stack([columns[name] for name in FEATURES], axis=1)


def _other_numbers(one: Entry, other: Entry) -> bool:
    mine, its = one.words.numbers, other.words.numbers
    return bool(mine and its) and not mine & its


def _compare(one: Ids, others: list[Ids], weigh: Callable[[Ids], Floats]) -> tuple[Floats, Floats]:
    """Return the cosine with each of the others, and the weight of the weightiest word in common."""
    lengths = np.array([len(other) for other in others])
    where = np.repeat(np.arange(len(others)), lengths)
    ids = np.concatenate(others)
    weights = weigh(ids)
    shared = np.where(_among(ids, one), weights, 0.0)
    count = len(others)
    dot = np.bincount(where, shared**2, minlength=count)
    norms = np.bincount(where, weights**2, minlength=count)
    own = float((weigh(one) ** 2).sum()) if len(one) else 0.0
    most = np.zeros(count)
    np.maximum.at(most, where, shared)
    return dot / np.sqrt(np.maximum(norms * own, 1e-9)), most


def _among(ids: Ids, some: Ids) -> npt.NDArray[np.bool_]:
    """Return which ids are among some sorted ones."""
    if not len(some):
        return np.zeros(len(ids), bool)
    at = np.minimum(np.searchsorted(some, ids), len(some) - 1)
    found: npt.NDArray[np.bool_] = some[at] == ids
    return found


def _meaning(window: Window, one: Entry, others: Sequence[Entry]) -> Floats:
    """Return the cosine of the vectors without what all documents share; 0 where one is missing."""
    cosine = np.zeros(len(others))
    mean = window.mean()
    known = [at for at, other in enumerate(others) if other.vector is not None]
    if mean is None or one.vector is None or not known:
        return cosine
    rows = np.stack([others[at].vector for at in known]).astype(float) - mean  # type: ignore[misc]
    own = one.vector.astype(float) - mean
    cosine[known] = rows @ own / np.maximum(1e-9, np.linalg.norm(rows, axis=1) * np.linalg.norm(own))
    return cosine


def _places(one: Entry, others: Sequence[Entry]) -> tuple[Floats, Floats]:
    """Return where regions agree (one contains the other), and where both name some and none agrees."""
    same, other_place = np.zeros(len(others)), np.zeros(len(others))
    for at, other in enumerate(others):
        if one.regions and other.regions:
            agree = any(_contains(a, b) or _contains(b, a) for a in one.regions for b in other.regions)
            same[at], other_place[at] = agree, not agree
    return same, other_place


def _contains(outer: str, inner: str) -> bool:
    return inner == outer or inner.startswith(outer + ".")
