"""How two texts are related: how much of each is in the other, and their longest common passage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nlp.groups.duplicates.sketch import RUN, Hashes, Sketch


@dataclass(frozen=True, slots=True)
class Overlap:
    """What a new text shares with an older one; runs that stand in many texts are left out."""

    shared: int  #: sampled runs in both
    of_new: float  #: share of the new text that is in the old one
    of_old: float  #: share of the old text that is in the new one
    passage: int  #: words of the longest passage that is the same in both
    passage_runs: int  #: sampled runs in it
    at_edge: bool  #: the passage ends or begins both texts, as frames and footers do
    topics: float  #: share of the words either is about that the other is about too


def compare(new: Sketch, old: Sketch, common: Hashes) -> Overlap:
    """Compare two sketches at the level that both have. `common` are keys that say nothing (boilerplate)."""
    level = max(new.level, old.level)
    new_keys, new_places = _thinned(new, level)
    old_keys, old_places = _thinned(old, level)
    keep_new, keep_old = ~np.isin(new_keys, common), ~np.isin(old_keys, common)
    new_keys, new_places = new_keys[keep_new], new_places[keep_new]
    old_keys, old_places = old_keys[keep_old], old_places[keep_old]
    if not len(new_keys) or not len(old_keys):
        return Overlap(0, 0.0, 0.0, 0, 0, False, 0.0)
    order = np.argsort(old_keys, kind="stable")
    at = np.searchsorted(old_keys, new_keys, sorter=order)
    at[at == len(old_keys)] = 0
    found = old_keys[order[at]] == new_keys
    where = np.where(found, order[at], -1)
    shared = len(np.unique(new_keys[found]))
    begin, end = _longest(found)
    words = int(new_places[end - 1] - new_places[begin]) + RUN if end > begin else 0
    return Overlap(
        shared,
        float(found.mean()),
        min(1.0, shared / len(np.unique(old_keys))),
        words,
        int(found[begin:end].sum()),
        end > begin and _at_edge(new, old, new_places, old_places, where, begin, end),
        _topics(new, old),
    )


def _thinned(sketch: Sketch, level: int) -> tuple[Hashes, np.ndarray]:
    """Return keys and places as if the text had been sampled at a sparser level."""
    if sketch.level == level:
        return sketch.keys, sketch.places.astype(np.int64)
    kept = sketch.ranks >= level
    return sketch.keys[kept], sketch.places[kept].astype(np.int64)


def _longest(found: np.ndarray) -> tuple[int, int]:
    """Return begin and end of the densest stretch: found runs count for it, runs that are missing against it."""
    sums = np.concatenate([[0.0], np.cumsum(np.where(found, 1.0, -_MISSING))])
    gain = sums - np.minimum.accumulate(sums)
    end = int(np.argmax(gain))
    begin = int(np.argmin(sums[: end + 1]))
    return begin, end


#: What a missing run takes from a passage, in found ones.
_MISSING = 1.5

#: A passage that stands nearer to the edge of both texts than this, in words, is at the edge.
_EDGE = 60


def _at_edge(
    new: Sketch, old: Sketch, new_places: np.ndarray, old_places: np.ndarray, where: np.ndarray, begin: int, end: int
) -> bool:
    last_new, last_old = new_places[end - 1] + RUN, old_places[where[begin:end]].max() + RUN
    both_end = new.words - last_new < _EDGE and old.words - last_old < _EDGE
    return bool(both_end or (new_places[begin] < _EDGE and old_places[where[begin:end]].min() < _EDGE))


def _topics(new: Sketch, old: Sketch) -> float:
    """Return what share of the new title the old text is about; the body does not count, it may hold the passage."""
    title = new.topics[: new.title_words]
    return len(np.intersect1d(title, old.topics)) / len(title) if len(title) else 0.0
