"""Scans recorded hours for bursts, hour after hour, as if they were just happening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from nlp.groups.bursts.outlets import evenly
from nlp.groups.bursts.watch import Burst, Watch

#: A series is one region and one category.
Key = tuple[str, str]
#: Series watched at once: 4,000 take about 80 MB.
BLOCK = 4000


@dataclass(slots=True)
class Hour:
    """What came in one hour of a series; `counted` is None where nobody counted the outlets."""

    count: int = 0
    counted: int | None = None
    #: Items of each named outlet; those of a line that names several are shared out evenly.
    named: defaultdict[str, float] | None = None
    #: Items of lines that do not tell of how many outlets they are.
    untold: int = 0

    @property
    def outlets(self) -> int | None:
        """Return of how many outlets the items are, an untold item of one of its own; None where no line told."""
        return None if self.counted is None else self.counted + len(self.named or ()) + self.untold

    def add(self, count: int, outlets: int | Set[str] | None) -> None:
        """Add another line of the same hour; outlets are one where they have one name, those without are different."""
        self.count += count
        if outlets is None or (count and not outlets):  # items of no outlet: nobody counted
            self.untold += count
            return
        self.counted = self.counted or 0
        if isinstance(outlets, int):
            self.counted += outlets
        elif outlets:
            self.named = defaultdict(float) if self.named is None else self.named
            for name in outlets:
                self.named[name] += count / len(outlets)


#: Hours (since 1970 in UTC) of each series; a missing hour had nothing.
Hours = Mapping[Key, Mapping[int, Hour]]
#: Tells how many items of a series from one hour to another, both included, count evenly (outlets.py).
Asked = Callable[[Key, int, int], float]


def scan(hours: Hours, asked: Asked | None = None) -> list[tuple[Key, Burst]]:
    """Return the alarms in the order in which they were raised. All series are watched from the first hour of any.

    `asked` knows the outlets where the hours have numbers of them only; without it the names in the hours do.
    """
    known = [hour for series in hours.values() for hour in series]
    if not known:
        return []
    first, last = min(known), max(known)
    keys = sorted(hours)
    found: list[tuple[Key, Burst]] = []
    for at in range(0, len(keys), BLOCK):
        block = keys[at : at + BLOCK]
        found += [(block[burst.row], burst) for burst in _watched(hours, block, first, last, asked)]
    return sorted(found, key=lambda one: (one[1].raised, one[0]))


def _watched(hours: Hours, keys: Sequence[Key], first: int, last: int, asked: Asked | None) -> list[Burst]:
    """Return the bursts of some series; whether outlets count depends on whether any line named them."""
    series = [hours[key] for key in keys]
    with_outlets = any(hour.outlets is not None for one in series for hour in one.values())

    def told(row: int, begin: int, end: int) -> float | None:
        return _by_name(series[row], begin, end) if asked is None else asked(keys[row], begin, end)

    watch = Watch(len(series), first, with_outlets, told)
    for counts, outlets in _by_hour(series, first, last):
        watch.see(counts, outlets if with_outlets else None)
    return watch.bursts


def _by_name(series: Mapping[int, Hour], first: int, last: int) -> float | None:
    """Return how many items count evenly from one hour to another; outlets without a name are different ones."""
    hours = [series[hour] for hour in range(first, last + 1) if hour in series]
    named: defaultdict[str, float] = defaultdict(float)
    for hour in hours:
        for name, items in (hour.named or {}).items():
            named[name] += items
    nameless = sum((hour.counted or 0) + hour.untold for hour in hours)
    return evenly([*named.values(), *[1.0] * nameless]) if named else None


def _by_hour(series: list[Mapping[int, Hour]], first: int, last: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield counts and outlets of every hour, one number a series; where outlets are unknown, each item has its own."""
    at: dict[int, list[tuple[int, Hour]]] = defaultdict(list)
    for row, one in enumerate(series):
        for hour, seen in one.items():
            at[hour].append((row, seen))
    for hour in range(first, last + 1):
        counts, outlets = np.zeros(len(series)), np.zeros(len(series))
        for row, seen in at.get(hour, ()):
            counts[row] = seen.count
            outlets[row] = seen.count if seen.outlets is None else min(seen.outlets, seen.count)
        yield counts, outlets
