"""Bursts in the store: counts what came in by the hour, watches the counts, and keeps one alarm for each event.

The last months are watched anew each time, so nothing but the counts is kept between runs. What an alarm said when it
was raised stays; a later run only ends it, or lets it go on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from core.clock import iso, now
from core.db.engine import Database
from core.review.record import record_thing
from core.schemas.burst import Burst as Alarm
from core.schemas.burst import Counted
from core.schemas.document import Frozen
from core.store import bursts, documents, hours, runs
from core.store.hours import Marks, hour_of
from nlp.groups.bursts.outlets import evenly
from nlp.groups.bursts.scan import Hour, Hours, Key, scan
from nlp.groups.bursts.watch import CALM_HOURS, LEAST, SAME_EVENT, Burst

JOB = "bursts"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HOUR = timedelta(hours=1)
#: What is usual is learned from so much: the shape of day and week is remembered with a half-life of 70 days.
HISTORY = timedelta(days=120)
#: Events that were over before are not told any more: Suar may have stood still over a weekend, not for weeks.
LATE = timedelta(days=7)
#: A wider region's rise that is at least so much that of one place in it is that place's event.
_EXPLAINED = 0.5


class Tally(Frozen):
    """What a run did."""

    hours: int = 0
    raised: int = 0
    ended: int = 0


def check(database: Database, moment: datetime | None = None) -> Tally:
    """Count the hours that something new belongs to, watch them, and raise or end alarms. Safe to repeat.

    The hour that has only begun is watched as it stands: an alarm need not wait for its end.
    """
    present = hour_of(moment or now())
    with database.read() as connection:
        last, marks, began = runs.last_done(connection, JOB), hours.newest(connection), documents.began(connection)
    if began is None or (last is not None and _state(last.counts) == _state(_written(marks, present, Tally()))):
        return Tally()
    first = max(hour_of(began), present - HISTORY)
    with database.write("work") as connection:
        run_id = runs.start(connection, JOB)
    tally, state = Tally(), "failed"
    try:
        tally = _check(database, marks, _marks(last), first, present)
        state = "done"
    finally:
        with database.write("work") as connection:
            runs.finish(connection, run_id, state, _written(marks, present, tally))
    return tally


def _check(database: Database, marks: Marks, counted: Marks, first: datetime, present: datetime) -> Tally:
    with database.write("work") as connection:
        fresh = hours.touched(connection, counted, marks, first)
        hours.recount(connection, fresh)
        hours.forget(connection, present - HISTORY)
        known = hours.counted(connection, first, present)

    def told(key: Key, begin: int, end: int) -> float:
        with database.read() as connection:
            texts = hours.texts_of(connection, *key, _time(begin), _time(end))
        return evenly(Counter(source for source, _ in texts).values()) if len(texts) >= LEAST else 0.0

    found = scan(series_of(known, first, present), told)
    with database.write("review") as connection:
        raised, ended = _keep(connection, found, present)
    return Tally(hours=len(fresh), raised=raised, ended=ended)


def series_of(counts: Sequence[Counted], first: datetime, present: datetime) -> Hours:
    """Return the series to watch, each from the first hour to the present one."""
    series: dict[Key, dict[int, Hour]] = defaultdict(dict)
    for one in counts:
        series[one.region, one.category][_number(one.hour)] = Hour(one.count, one.sources)
    for watched in list(series.values())[:1]:  # all series are watched from the first hour of any to the last
        for end in (first, present):
            watched.setdefault(_number(end), Hour(0, 0))
    return series


def _keep(connection: Connection, found: Sequence[tuple[Key, Burst]], present: datetime) -> tuple[int, int]:
    """Bring the stored alarms in line with what was found; return how many were raised and ended."""
    late = present - LATE
    stored = bursts.since(connection, late - SAME_EVENT * _HOUR)
    met: set[int] = set()
    raised = ended = 0
    for key, event in found:
        alarm = next((one for one in stored if one.id not in met and _is_same(one, key, event, present)), None)
        if alarm is not None:
            met.add(alarm.id)
            ended += _end(connection, alarm, _ended(event, present))
        elif _is_recent(event, late) and not _is_explained(key, event, found):
            _raise(connection, key, event, _ended(event, present))
            raised += 1
    for alarm in stored:
        if alarm.id not in met and alarm.ended_at is None:  # its hours were counted anew, or are forgotten
            ended += _end(connection, alarm, present)
    return raised, ended


def _is_recent(event: Burst, late: datetime) -> bool:
    """Tell whether an event is still worth an alarm. What was raised before is ended however long ago it was over."""
    return event.ended is None or _time(event.ended) >= late


def _is_same(alarm: Alarm, key: Key, event: Burst, present: datetime) -> bool:
    """Tell whether a stored alarm is of this event: they overlap, or one began soon after the other."""
    if (alarm.region, alarm.category) != key:
        return False
    soon = SAME_EVENT * _HOUR
    alarm_end = alarm.ended_at or present
    event_end = present if event.ended is None else _time(event.ended)
    return _time(event.started) < alarm_end + soon and alarm.started_at < event_end + soon


def _is_explained(key: Key, event: Burst, events: Sequence[tuple[Key, Burst]]) -> bool:
    """Tell whether the rise is that of a place in the region, which has its own alarm."""
    surplus = event.count - event.usual
    return any(
        category == key[1]
        and region != key[0]
        and (not key[0] or region.startswith(f"{key[0]}."))
        and one.started <= event.raised
        and (one.ended is None or one.ended >= event.started)
        and one.count - one.usual >= _EXPLAINED * surplus
        for (region, category), one in events
    )


def _ended(event: Burst, present: datetime) -> datetime | None:
    """Return when the event ended; None also while the last of its calm hours has only begun and may still fill."""
    if event.ended is None or event.ended + CALM_HOURS > _number(present):
        return None
    return _time(event.ended)


def _raise(connection: Connection, key: Key, event: Burst, ended: datetime | None) -> None:
    values: dict[str, Any] = {"region": key[0], "category": key[1], "ended_at": ended, "hours": event.hours}
    values |= {"started_at": _time(event.started), "raised_at": _time(event.raised)}
    values |= {"count": event.count, "usual": event.usual}
    number = bursts.add(connection, values)
    detail = {"category": key[1], "count": event.count, "usual": round(event.usual, 1), "hours": event.hours}
    record_thing(connection, None, "burst.raise", f"burst:{number}", key[0], detail)


def _end(connection: Connection, alarm: Alarm, ended: datetime | None) -> int:
    """Write down when the event ended, or that it goes on after all; return 1 when it has just ended."""
    if alarm.ended_at == ended:
        return 0
    bursts.end(connection, alarm.id, ended)
    if alarm.ended_at is not None and ended is not None:
        return 0
    detail = {"category": alarm.category}
    if ended is None:
        record_thing(connection, None, "burst.resume", f"burst:{alarm.id}", alarm.region, detail)
        return 0
    record_thing(connection, None, "burst.end", f"burst:{alarm.id}", alarm.region, {**detail, "ended_at": iso(ended)})
    return 1


def _written(marks: Marks, present: datetime, tally: Tally) -> dict[str, Any]:
    return {**marks._asdict(), "hour": iso(present), **tally.model_dump()}


def _state(counts: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(counts.get(name) for name in ("analysis", "sighting", "hour"))


def _marks(last: runs.Run | None) -> Marks:
    counts = last.counts if last is not None else {}
    return Marks(int(counts.get("analysis", 0)), int(counts.get("sighting", 0)))


def _number(moment: datetime) -> int:
    return (moment - _EPOCH) // _HOUR


def _time(hour: int) -> datetime:
    return _EPOCH + hour * _HOUR
