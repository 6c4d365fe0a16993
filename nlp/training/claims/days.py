"""When each fact-check was published, also of sources that give no date but number their articles in order.

Two checkers answer the same claim within days. So the titles that are almost the same in two sources say about when an
article of the undated source with that number came out, and those numbered between them lie between in time.
"""

from __future__ import annotations

import re
import statistics
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from nlp.training.claims.messages import SAME, Store

#: Almost equal titles that an undated article is placed by, at least and at most, and how far their numbers may be
#: from its own. On 545 pairs of the two largest sources the median distance to the number expected was 94 of some
#: 4,000 a year, so about a week (2026-11-28).
_LEAST, _MOST, _REACH = 3, 9, 250
#: Pairs with almost equal titles without which a source is not placed at all.
_TWINS = 30
_NUMBERED = re.compile(r"([a-z]+)(\d+)")


def days_of(store: Store) -> dict[str, float]:
    """Return the day (ordinal) of every fact-check by its id where it is known or can be told by numbers."""
    known = {
        one: float(date.fromisoformat(check.published_on).toordinal())
        for one, check in zip(store.ids, store.checks, strict=True)
        if len(check.published_on) == 10
    }
    numbers = {one: (found[1], int(found[2])) for one in store.ids if (found := _NUMBERED.fullmatch(one))}
    open_sources = {source for one, (source, _) in numbers.items() if one not in known}
    while open_sources:
        anchors = {source: _anchors(source, store.pairs, numbers, known) for source in open_sources}
        source = max(sorted(anchors), key=lambda name: len(anchors[name]))
        if len(anchors[source]) < _TWINS:
            break
        open_sources.remove(source)
        for one, (own, number) in numbers.items():
            if own == source and one not in known:
                day = _between(number, anchors[source])
                known |= {} if day is None else {one: day}
    return known


def _anchors(
    source: str, pairs: Iterable[Mapping[str, Any]], numbers: Mapping[str, tuple[str, int]], known: Mapping[str, float]
) -> list[tuple[int, float]]:
    """Return numbers of the source with the day of an almost equal title elsewhere, ascending."""
    found = defaultdict[int, list[float]](list)
    for pair in pairs:
        if float(pair["score"]) < SAME:
            continue
        for own, other in ((pair["a"], pair["b"]), (pair["b"], pair["a"])):
            if other in known and numbers.get(own, ("", 0))[0] == source:
                found[numbers[own][1]].append(known[other])
    return sorted((number, statistics.median(days)) for number, days in found.items())


def _between(number: int, anchors: Sequence[tuple[int, float]]) -> float | None:
    at = bisect_left(anchors, (number, 0.0))
    near = sorted(anchors[max(0, at - _MOST) : at + _MOST], key=lambda one: abs(one[0] - number))[:_MOST]
    days = [day for other, day in near if abs(other - number) <= _REACH]
    return statistics.median(days) if len(days) >= _LEAST else None
