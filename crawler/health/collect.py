"""From ledger and documents to histories: sums up the days that are not yet, and reads those that are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

import numpy as np
from sqlalchemy import Connection

from core.store import health
from core.store.health import EMPTY, SourceDay
from crawler.health.drift import is_foreign, is_promo
from crawler.health.history import WEEKS, History, Hourly, Text

#: Days that are read: the weeks that are compared, the week itself, and a day for the zones.
KEPT = timedelta(days=7 * (WEEKS + 1) + 1)
#: Texts of a day and source that are looked at; a hijacked site can bring thousands.
MOST_TEXTS = 300
_UNDATED, _FOREIGN, _PROMO = 1, 2, 4
_COUNTED = ("new", "lost", "copies", "read", "failed")
_NEW = ("article", "post", "factcheck", "line")
#: Reasons of a page that was fetched and gave no text.
_LOST = (
    "no_text",
    "not_article",
    "extraction_suspicious",
    "extraction_timeout",
    "extraction_memory",
    "extraction_crash",
)


def collect(connection: Connection, moment: datetime) -> tuple[list[SourceDay], date]:
    """Return the days of all sources up to the moment, and the first day that is not in the store as it is now.

    The day before the newest one in the store is summed up again: it was not over when it was written.
    """
    oldest = (moment - KEPT).date()
    last = health.last_day(connection)
    fresh = max(oldest, last - timedelta(days=1)) if last is not None else oldest
    stored = list(health.days(connection, oldest))
    looked_at = {(day.source_id, day.day): day.texts for day in stored if day.day >= fresh}
    return [day for day in stored if day.day < fresh] + _sum_up(connection, fresh, moment, looked_at), fresh


def histories(days: Iterable[SourceDay], moment: datetime) -> dict[str, History]:
    """Return the history of every source."""
    start = datetime.combine((moment - KEPT).date(), datetime.min.time(), UTC)
    hours = (moment - start) // timedelta(hours=1) + 1
    counted: dict[str, np.ndarray] = {}
    texts: dict[str, list[Text]] = {}
    for one in days:
        first = (datetime.combine(one.day, datetime.min.time(), UTC) - start) // timedelta(hours=1)
        if first < 0 or first >= hours:
            continue
        counts = counted.get(one.source_id)
        if counts is None:
            counts = counted[one.source_id] = np.zeros((len(_COUNTED), hours), dtype=np.int64)
            texts[one.source_id] = []
        width = min(24, hours - first)
        for row, name in enumerate(_COUNTED):
            counts[row, first : first + width] = getattr(one, name)[:width]
        texts[one.source_id] += [
            Text(first + hour, chars, bool(marks & _UNDATED), bool(marks & _FOREIGN), bool(marks & _PROMO))
            for hour, chars, marks in one.texts
        ]
    return {
        source_id: History(
            start=start,
            texts=tuple(texts[source_id]),
            **{name: Hourly.of(row) for name, row in zip(_COUNTED, counts, strict=True)},
        )
        for source_id, counts in counted.items()
    }


def _sum_up(
    connection: Connection,
    since: date,
    moment: datetime,
    looked_at: Mapping[tuple[str, date], list[tuple[int, int, int]]],
) -> list[SourceDay]:
    begin = datetime.combine(since, datetime.min.time(), UTC)
    found: dict[tuple[str, date], SourceDay] = {}

    def day_of(source_id: str, at: datetime) -> SourceDay:
        key = (source_id, at.date())
        if key not in found:
            empty = {name: [0] * 24 for name in _COUNTED}
            found[key] = SourceDay(source_id, at.date(), **empty, errors={}, texts=[])
        return found[key]

    for row in health.hours(connection, begin):
        _count(day_of(row.source_id, row.hour), row)
    for text in health.texts(connection, begin):
        day = day_of(text.source_id, text.at)
        known = looked_at.get((text.source_id, day.day), [])
        if len(day.texts) < len(known):  # texts come in order: each is looked at once
            hour, chars, marks = known[len(day.texts)]
            day.texts.append((hour, chars, marks))
        elif len(day.texts) < MOST_TEXTS:
            marks = (_UNDATED * (not text.dated)) | (_FOREIGN * is_foreign(text.head)) | (_PROMO * is_promo(text.head))
            day.texts.append((text.at.hour, text.chars, marks))
    return [found[key] for key in sorted(found, key=lambda key: (key[1], key[0])) if key[1] <= moment.date()]


def _count(day: SourceDay, row: health.HourCount) -> None:
    hour = row.hour.hour
    if row.kind == "discovery":
        if row.outcome in ("read", "unchanged") or row.reason in EMPTY:
            day.read[hour] += row.times
        elif row.outcome == "failed":
            day.failed[hour] += row.times
    elif row.kind in _NEW:
        if row.outcome in ("stored", "duplicate"):
            day.new[hour] += row.times
        if row.outcome == "duplicate":
            day.copies[hour] += row.times
        if row.reason in _LOST:
            day.lost[hour] += row.times
    if row.outcome in ("rejected", "failed") and row.reason != "redirected":
        by_hour = day.errors.setdefault(f"{row.outcome}:{row.reason}", {})
        by_hour[str(hour)] = by_hour.get(str(hour), 0) + row.times


def errors_since(days: Iterable[SourceDay], since: datetime) -> dict[str, int]:
    """Return the outcomes of one source that are no success, by code, from the hour of the moment on."""
    counted: dict[str, int] = {}
    for one in days:
        for code, by_hour in one.errors.items():
            begin = datetime.combine(one.day, datetime.min.time(), UTC)
            count = sum(n for hour, n in by_hour.items() if begin + timedelta(hours=int(hour)) >= since)
            if count:
                counted[code] = counted.get(code, 0) + count
    return counted
