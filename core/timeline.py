"""How many texts came when: hours where a story is young, days where it goes on. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal

from core.clock import local
from core.schemas.document import Frozen
from core.schemas.issue import IssueText

#: A longer story is told in days.
_HOURS = timedelta(hours=72)
#: Hours or days that are shown, the newest; what came before is counted.
_MOST = 90


class Bucket(Frozen):
    """The texts of one hour or day."""

    start: datetime
    #: Texts that are no copies, and copies.
    own: int
    copies: int

    @property
    def texts(self) -> int:
        """Return how many texts there are in all."""
        return self.own + self.copies


class Timeline(Frozen):
    """Buckets without a gap, the oldest first."""

    step: Literal["hour", "day"]
    buckets: tuple[Bucket, ...]
    #: Texts before the first bucket.
    earlier: int = 0


def timeline(texts: Sequence[IssueText], present: datetime, zone: tzinfo = UTC) -> Timeline:
    """Return the timeline of texts until the present: a later date is wrong. Days begin at midnight of the zone."""
    if not texts:
        return Timeline(step="hour", buckets=())
    times = [min(text.at, present) for text in texts]
    step: Literal["hour", "day"] = "hour" if max(times) - min(times) < _HOURS else "day"
    counted: dict[datetime, list[int]] = {}
    for text, at in zip(texts, times, strict=True):
        counted.setdefault(_start(at, step, zone), [0, 0])[text.original_id is not None] += 1
    shown = _every(min(counted), max(counted), step)
    buckets = (Bucket(start=one, own=counted.get(one, [0, 0])[0], copies=counted.get(one, [0, 0])[1]) for one in shown)
    earlier = sum(sum(count) for start, count in counted.items() if start < shown[0])
    return Timeline(step=step, buckets=tuple(buckets), earlier=earlier)


def _start(moment: datetime, step: Literal["hour", "day"], zone: tzinfo) -> datetime:
    hour = local(moment, zone).replace(minute=0, second=0, microsecond=0)
    return local(hour.replace(hour=0) if step == "day" else hour, UTC)


def _every(first: datetime, last: datetime, step: Literal["hour", "day"]) -> list[datetime]:
    """Return the starts from the first to the last; no Indonesian zone has summer time."""
    width = timedelta(hours=1) if step == "hour" else timedelta(days=1)
    first = max(first, last - (_MOST - 1) * width)
    return [first + number * width for number in range((last - first) // width + 1)]
