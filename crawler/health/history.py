"""What a source brought hour by hour, ready to be summed over any window. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

WEEK = 168
#: Weeks that the present is compared with, and so the days that are kept.
WEEKS = 8
Ints = npt.NDArray[np.int64]


#: Marks of a text, as the store keeps them.
UNDATED, FOREIGN, PROMO = 1, 2, 4


class Text(NamedTuple):
    """One document: the hour it came in, and what tells a changed page."""

    hour: int
    chars: int
    undated: bool = False
    #: Hardly a word of the languages that the source may write in.
    foreign: bool = False
    #: Words that advertise gambling, as on hijacked sites.
    promo: bool = False


@dataclass(frozen=True)
class Texts:
    """Documents in the order in which they came, one number of each array for each document."""

    hours: Ints
    chars: Ints
    marks: Ints

    @classmethod
    def of(cls, texts: Iterable[Text]) -> Texts:
        """Return the texts in arrays."""
        rows = [
            (one.hour, one.chars, UNDATED * one.undated | FOREIGN * one.foreign | PROMO * one.promo) for one in texts
        ]
        return cls(*np.array(rows, dtype=np.int64).reshape(-1, 3).T)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.hours)

    def part(self, first: int, end: int, step: int = 1) -> Texts:
        """Return every so-manieth document from one number to before another."""
        kept = slice(max(0, first), max(0, end), step)
        return Texts(self.hours[kept], self.chars[kept], self.marks[kept])

    def before(self, hour: int) -> int:
        """Return how many came before the hour."""
        return int(np.searchsorted(self.hours, hour))

    def marked(self, mark: int) -> int:
        """Return how many carry the mark."""
        return int(np.count_nonzero(self.marks & mark))


class Hourly(NamedTuple):
    """Counts of one kind, hour by hour, summed up: any window costs two look-ups."""

    sums: Ints

    @classmethod
    def of(cls, counts: Sequence[int] | Ints) -> Hourly:
        """Return the counts, one an hour from the first hour of the history."""
        return cls(np.concatenate(([0], np.cumsum(np.asarray(counts, dtype=np.int64)))))

    def between(self, first: int, end: int) -> int:
        """Return the sum of the hours from `first` to before `end`; hours outside the history count nothing."""
        last = len(self.sums) - 1
        return int(self.sums[min(max(end, 0), last)] - self.sums[min(max(first, 0), last)])

    def last(self, end: int) -> int | None:
        """Return the last hour before `end` in which anything was counted."""
        total = self.sums[min(max(end, 0), len(self.sums) - 1)]
        return int(np.searchsorted(self.sums, total)) - 1 if total else None

    def since(self, end: int, wanted: int) -> int | None:
        """Return the hour from which on at least so many were counted before `end`; None when there never were."""
        total = self.sums[min(max(end, 0), len(self.sums) - 1)]
        return int(np.searchsorted(self.sums, total - wanted, "right")) - 1 if total >= wanted else None

    def hours(self) -> Ints:
        """Return the hours in which anything was counted."""
        return np.flatnonzero(np.diff(self.sums))


@dataclass(frozen=True)
class History:
    """One source. Hours are numbered from `start`, a full hour in UTC."""

    start: datetime
    #: New documents, and copies of known ones at a new address.
    new: Hourly
    #: Pages of which no text could be read.
    lost: Hourly
    #: Copies among the new.
    copies: Hourly
    #: Discovery pages that could be had, and those that could not.
    read: Hourly
    failed: Hourly
    texts: Texts = field(default_factory=lambda: Texts.of(()))
    #: Pages with and without a text together.
    pages: Hourly = field(init=False)
    #: Hours with something new; the first hour in which the source was read at all.
    born: Ints = field(init=False)
    first: int = field(init=False)

    def __post_init__(self) -> None:
        """Find what every judgement needs."""
        object.__setattr__(self, "pages", Hourly(self.new.sums + self.lost.sums))
        object.__setattr__(self, "born", self.new.hours())
        begun = [int(found[0]) for found in (self.born, self.read.hours(), self.failed.hours()) if len(found)]
        object.__setattr__(self, "first", min(begun, default=len(self.new.sums) - 1))

    def hour(self, moment: datetime) -> int:
        """Return the number of the hour that the moment lies in."""
        return (moment - self.start) // timedelta(hours=1)

    def moment(self, hour: int) -> datetime:
        """Return when the hour begins."""
        return self.start + timedelta(hours=hour)
