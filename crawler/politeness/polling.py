"""When a discovery page is asked for again: by the rate at which it brought new entries."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

SHORTEST, LONGEST = timedelta(minutes=2), timedelta(hours=24)
#: Before anything is known.
FIRST = timedelta(minutes=15)
#: New entries that a poll should find. On outlets of 5, 50 and 500 articles a day over 30 simulated days, a quarter
#: finds an article after 112, 14 and 1.7 minutes in the mean with 11, 106 and 439 polls a day; one after 225, 26 and
#: 2.4 with 4, 39 and 369; a tenth after 97, 12 and 1.6 with 18, 149 and 456 (2026-11-23). A feed that has not changed
#: costs a conditional request.
WANTED = 0.25
#: Share of the newest poll in the smoothed rate.
_NEW_SHARE = 0.3
#: Growth of the interval with every poll that brings nothing.
_QUIET_GROWTH = 1.5
#: The shortest time that a rate is reckoned over: two polls within seconds say nothing about an hour.
_LEAST_HOURS = 1 / 60


class Poll(NamedTuple):
    """How a discovery page is polled."""

    interval: timedelta
    #: New entries an hour, smoothed.
    rate: float
    #: Polls in a row without anything new.
    quiet: int


def after(known: Poll | None, elapsed: timedelta, new: int, ok: bool) -> Poll:
    """Return how the page is polled from now on, after a poll that brought `new` entries or failed.

    The first poll says what stood there, not how fast it grows: its entries do not count.
    """
    if known is None:
        return Poll(FIRST, 0.0, 0)
    if not ok:
        return known._replace(interval=_within(known.interval * 2))
    hours = max(elapsed.total_seconds() / 3600, _LEAST_HOURS)
    seen = new / hours
    rate = seen if known.rate == 0.0 else known.rate + _NEW_SHARE * (seen - known.rate)
    if new == 0:
        return Poll(_within(known.interval * _QUIET_GROWTH), rate, known.quiet + 1)
    return Poll(_within(timedelta(hours=WANTED / rate)), rate, 0)


def _within(interval: timedelta) -> timedelta:
    return min(max(interval, SHORTEST), LONGEST)
