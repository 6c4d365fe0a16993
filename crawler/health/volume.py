"""Whether a source brings far fewer documents than on other such weekdays up to the same hour. Pure.

A window that ends now is compared with the windows that ended at this hour one, two … eight weeks ago: half a Tuesday
with half Tuesdays, a weekend with weekends. Indonesia has no summer time, so a week ago it was the same hour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import median
from typing import NamedTuple

from crawler.health.history import WEEK, WEEKS, History

#: Hours that are compared. The long ones are for sources of a few documents a week.
WINDOWS = (12, 24, 72, 168, 336)
#: A window says something when it usually holds at least so many: of 8 expected, none comes once in 3,000 times.
ENOUGH = 8.0
#: Weeks that must lie behind a source before it is judged.
FEWEST_WEEKS = 3
#: The share of the usual volume below which it dropped, and from which on it has recovered.
DROPPED, RECOVERED = 0.3, 0.6
#: How many robust standard deviations a drop must be. Twelve hours are looked at too, for a sooner alarm, and asked
#: for more, since they are more windows. In three simulated years of 24 sources (tests/eval/health, seeds 1, 2 and 7,
#: 2026-11-28) these limits gave 0.019 to 0.026 false alarms a source and month, with every fault of an outlet of eight
#: or more articles a day found.
_LIMITS = {12: 5.0}
_LIMIT = 4.2
#: Documents that a window usually holds in a source that counts for the shared lull.
_KNOWN = 4.0
#: The shared lull is reckoned over at least so many sources; a few of them may well be broken at once.
FEWEST_SOURCES = 8


class Window(NamedTuple):
    """One window, and the same hours of the weeks before."""

    hours: int
    seen: int
    #: Median of the weeks before.
    usual: float
    #: Spread of the weeks before after a square-root transform, at least that of chance alone (1).
    spread: float

    def share(self, shared: float = 1.0) -> float:
        """Return what came of what was to be expected."""
        expected = self.usual * shared
        return self.seen / expected if expected else 1.0

    def deviation(self, shared: float = 1.0) -> float:
        """Return by how many robust standard deviations too little came; positive: too little."""
        return (_even(self.usual * shared) - _even(self.seen)) / self.spread


def compare(history: History, end: int, before: int | None = None) -> list[Window]:
    """Return the windows that end before the hour and can be compared.

    `before` ends the baseline: with an open alarm its weeks are not what is usual.
    """
    return [found for hours in WINDOWS if (found := _window(history, end, hours, before)) is not None]


def _window(history: History, end: int, hours: int, before: int | None) -> Window | None:
    step = WEEK * -(-hours // WEEK)
    ends = range(end - step, end - WEEK * WEEKS - 1, -step)
    known = [past for past in ends if past - hours >= history.first and (before is None or past <= before)]
    if len(known) * step < FEWEST_WEEKS * WEEK:
        return None
    counts = [history.new.between(past - hours, past) for past in known]
    usual = median(counts)
    middle = _even(usual)
    spread = 1.4826 * median(abs(_even(count) - middle) for count in counts)
    return Window(hours, history.new.between(end - hours, end), usual, max(1.0, spread))


def lull(every: Sequence[Sequence[Window]]) -> dict[int, float]:
    """Return for each length of window the share of its usual volume that the middle source brought, at most 1.

    On a holiday all outlets write less; what all have in common is no fault of one. Too few sources tell no lull.
    """
    shared: dict[int, float] = {}
    for hours in WINDOWS:
        shares = [one.share() for windows in every for one in windows if one.hours == hours and one.usual >= _KNOWN]
        shared[hours] = min(1.0, median(shares)) if len(shares) >= FEWEST_SOURCES else 1.0
    shared[12] = min(shared[12], shared[24])
    return shared


def dropped(windows: Sequence[Window], shared: Mapping[int, float], is_open: bool = False) -> Window | None:
    """Return the window that shows the drop. With an open alarm: the one that shows that it is not over.

    Longer windows than needed are not looked at: they stay low for days after a source has recovered.
    """
    long = next((one for one in windows if one.hours >= 24 and _holds_enough(one, shared)), None)
    if is_open:
        return long if long is not None and long.share(shared.get(long.hours, 1.0)) < RECOVERED else None
    short = next((one for one in windows if one.hours < 24 and _holds_enough(one, shared)), None)
    return next((one for one in (short, long) if one is not None and _deep(one, shared.get(one.hours, 1.0))), None)


def _holds_enough(one: Window, shared: Mapping[int, float]) -> bool:
    return one.usual * shared.get(one.hours, 1.0) >= ENOUGH


def _deep(one: Window, common: float) -> bool:
    return one.share(common) < DROPPED and one.deviation(common) > _LIMITS.get(one.hours, _LIMIT)


def all_dropped(every: Sequence[Sequence[Window]], is_open: bool = False) -> Window | None:
    """Return the sum of all sources over a day if it dropped as far as one source would have to."""
    days = [one for windows in every for one in windows if one.hours == 24]
    usual = sum(one.usual for one in days)
    total = Window(24, sum(one.seen for one in days), usual, 1.0)
    return dropped([total], {}, is_open)


def telling(windows: Sequence[Window]) -> Window | None:
    """Return the window to show: the day if it holds enough, else the first longer one that does, else the day."""
    longer = [one for one in windows if one.hours >= 24]
    return next((one for one in longer if one.usual >= ENOUGH), longer[0] if longer else None)


def _even(count: float) -> float:
    """Return the count on a scale on which chance spreads all counts alike, by one (Anscombe)."""
    return 2.0 * sqrt(count + 0.375)
