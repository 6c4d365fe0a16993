"""The final groups of documents that are all known: average linkage over the pairs that are likely at all.

Two groups become one while the mean probability over all their pairs is high enough, the likeliest first. Pairs that
were never compared, for they share no rare word, count as 0. Nothing hangs on the order of the documents.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence

from nlp.groups.issues.grouper import WINDOW
from nlp.groups.issues.likeness import probabilities
from nlp.groups.issues.model import GroupingModel, load_model
from nlp.groups.issues.reader import Encoder, Reader
from nlp.groups.issues.view import DocumentView
from nlp.groups.issues.window import Window

#: Number of one document, number of another, probability that they are one story.
Pair = tuple[int, int, float]


#: Pairs less probable than this count as 0.
_LEAST = 0.01


def group_all(
    views: Sequence[DocumentView], encoder: Encoder | None = None, model: GroupingModel | None = None
) -> list[int]:
    """Return for each document the place of the first one of its issue. `copy_of` is a place in the sequence."""
    model = model or load_model()
    reader, window = Reader(model, encoder), Window(model)
    originals = [place for place, view in enumerate(views) if view.copy_of is None]
    for at in range(0, len(originals), 256):
        for entry in reader.read([views[place] for place in originals[at : at + 256]]):
            window.put(entry)
    groups = linked(len(originals), _pairs(window, reader), reader.weights.final)
    found = {place: originals[group] for place, group in zip(originals, groups, strict=True)}
    for place, view in enumerate(views):
        if isinstance(view.copy_of, int):
            found[place] = found[view.copy_of]
    return [found[place] for place in range(len(views))]


def _pairs(window: Window, reader: Reader) -> Iterator[Pair]:
    """Yield the pairs of documents within the time span that are likely at all."""
    span = WINDOW.total_seconds()
    for number in range(len(window)):
        entry = window[number]
        near = [other for other in window.candidates(entry.words, entry.at, span) if other != number]
        found = probabilities(window, entry, [window[other] for other in near], reader.weights)
        yield from (
            (number, other, probability)
            for other, probability in zip(near, found.tolist(), strict=True)
            if probability >= _LEAST
        )


def linked(count: int, pairs: Iterable[Pair], enough: float) -> list[int]:
    """Return for each of `count` documents the first one of its group.

    Takes time in proportion to the number of pairs, times its logarithm.
    """
    sums: list[dict[int, float]] = [{} for _ in range(count)]
    for one, other, probability in pairs:
        if one != other:
            sums[one][other] = sums[other][one] = max(probability, sums[one].get(other, 0.0))
    members = [[number] for number in range(count)]
    heap = [(-value, one, other) for one in range(count) for other, value in sums[one].items() if one < other]
    heapq.heapify(heap)
    while heap and -heap[0][0] >= enough:
        value, one, other = heapq.heappop(heap)
        if not members[one] or not members[other]:
            continue
        if value != -_mean(sums, members, one, other):
            continue  # an older value of this pair
        _merge(sums, members, one, other)
        for near in sums[one]:
            first, second = min(one, near), max(one, near)
            heapq.heappush(heap, (-_mean(sums, members, first, second), first, second))
    group = [0] * count
    for gathered in members:
        for number in gathered:
            group[number] = min(gathered)
    return group


def _mean(sums: list[dict[int, float]], members: list[list[int]], one: int, other: int) -> float:
    return sums[one].get(other, 0.0) / (len(members[one]) * len(members[other]))


def _merge(sums: list[dict[int, float]], members: list[list[int]], one: int, other: int) -> None:
    """Move everything of the other into the one."""
    del sums[one][other]
    for near, value in sums[other].items():
        if near != one:
            total = sums[one].get(near, 0.0) + value
            sums[one][near] = sums[near][one] = total
            del sums[near][other]
    sums[other] = {}
    members[one] += members[other]
    members[other] = []
