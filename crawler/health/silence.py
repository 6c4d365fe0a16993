"""Whether a source has been silent for far longer than it usually is. Pure.

Each source is judged by its own rate and its own longest pauses: nights, weekends, an agency that rests on Sundays.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from crawler.health.history import WEEK, WEEKS, History

#: Documents that should have come meanwhile: of 7, none comes by chance once in 1,100 pauses.
MISSING = 7.0
#: … and the pause is longer than the longest of the source's own by this factor. The second longest counts: one
#: outage in eight weeks shall not make the next one invisible.
LONGER = 1.5
#: … or so many should have come, and in the same hours of each week before came at least `NEVER_FEWER`, and it has
#: been a day: an office that rests at weekends is silent every week for longer than it would have to be on a Tuesday.
MISSING_SURELY, NEVER_FEWER, A_DAY = 10.0, 4, 24
#: Fewer documents in eight weeks tell no rate.
FEWEST = 6


class Silence(NamedTuple):
    """How long nothing new came."""

    hours: int
    #: Documents that usually come in such a time.
    missing: float
    #: Hours of the second longest pause in the weeks before.
    longest: int
    #: The fewest documents that came in these hours of a week before.
    least: int = 0


def silence(history: History, end: int, shared: float = 1.0) -> Silence | None:
    """Return the present pause; None when too little is known. `shared` is the lull that all sources have."""
    last = history.new.last(end)
    if last is None:
        return None
    since = max(history.first, last - WEEK * WEEKS)
    known = history.born[np.searchsorted(history.born, since) : np.searchsorted(history.born, last, "right")]
    span = last - since
    if span < 3 * WEEK or history.new.between(since, last + 1) < FEWEST:
        return None
    pauses = np.sort(np.diff(known))
    hours = end - last - 1
    weeks = _same_hours(history, last + 1, end)
    if weeks:
        missing, least = sum(weeks) / len(weeks), min(weeks)
    else:
        missing, least = history.new.between(since, last + 1) / (span + 1) * hours, 0
    return Silence(hours, missing * shared, int(pauses[-2]) if len(pauses) > 1 else span, least)


def is_silent(pause: Silence | None, shared: float = 1.0) -> bool:
    """Return whether the pause is an alarm."""
    if pause is None or pause.missing < MISSING:
        return False
    sure = pause.missing >= MISSING_SURELY and pause.least * shared >= NEVER_FEWER and pause.hours >= A_DAY
    return sure or pause.hours * shared > LONGER * pause.longest


def _same_hours(history: History, first: int, end: int) -> list[int]:
    """Return what came in the same hours of the weeks before; nothing where the pause is longer than a week."""
    if end - first > WEEK:
        return []
    starts = [first - WEEK * n for n in range(1, WEEKS + 1) if first - WEEK * n >= history.first]
    return [history.new.between(start, start + end - first) for start in starts] if len(starts) >= 3 else []
