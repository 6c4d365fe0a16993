"""From ledger and documents to histories: sums up the days that are not yet, and reads those that are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import numpy as np
from sqlalchemy import Connection

from core.store import health
from core.store.health import COUNTED, EMPTY, SourceDay
from crawler.health.drift import is_foreign, is_promo
from crawler.health.history import FOREIGN, PROMO, UNDATED, WEEKS, History, Hourly, Ints, Texts

#: Days that are read: the weeks that are compared, the week itself, and a day for the zones.
KEPT = timedelta(days=7 * (WEEKS + 1) + 1)
#: Texts of a day and source that are looked at; a hijacked site can bring thousands.
MOST_TEXTS = 300
#: Days of which the outcomes are told beside the findings, and one for the hours.
_ERRORS = timedelta(days=8)
_PACKED = "<i4"
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


@dataclass
class _Day:
    """A day that is being summed up."""

    counts: dict[str, list[int]] = field(default_factory=lambda: {name: [0] * 24 for name in COUNTED})
    errors: dict[str, dict[str, int]] = field(default_factory=dict)
    texts: list[Sequence[int]] = field(default_factory=list)

    def done(self, source_id: str, day: date) -> SourceDay:
        counts = [self.counts[name] for name in COUNTED]
        return SourceDay(source_id, day, _pack(counts), _pack(self.texts), self.errors)


def collect(connection: Connection, moment: datetime) -> tuple[list[SourceDay], date]:
    """Return the days of all sources up to the moment, and the first day that is not in the store as it is now.

    The day before the newest one in the store is summed up again: it was not over when it was written.
    """
    oldest = (moment - KEPT).date()
    last = health.last_day(connection)
    fresh = max(oldest, last - timedelta(days=1)) if last is not None else oldest
    stored = list(health.days(connection, oldest, (moment - _ERRORS).date()))
    looked_at = {(day.source_id, day.day): day.texts for day in stored if day.day >= fresh}
    return [day for day in stored if day.day < fresh] + _sum_up(connection, fresh, moment, looked_at), fresh


def histories(days: Iterable[SourceDay], moment: datetime) -> dict[str, History]:
    """Return the history of every source."""
    first, last = (moment - KEPT).date(), moment.date()
    start = datetime.combine(first, datetime.min.time(), UTC)
    hours = (moment - start) // timedelta(hours=1) + 1
    by_source: dict[str, list[SourceDay]] = {}
    for one in days:
        if first <= one.day <= last:
            by_source.setdefault(one.source_id, []).append(one)
    return {source_id: _history(start, hours, own) for source_id, own in by_source.items()}


def _history(start: datetime, hours: int, days: Sequence[SourceDay]) -> History:
    numbers = [(one.day - start.date()).days for one in days]
    counts = np.zeros((len(COUNTED), -(-hours // 24), 24), dtype=np.int64)
    counts[:, numbers] = _unpack(b"".join(one.counts for one in days)).reshape(-1, len(COUNTED), 24).swapaxes(0, 1)
    by_hour = counts.reshape(len(COUNTED), -1)[:, :hours]
    texts = _unpack(b"".join(one.texts for one in days)).reshape(-1, 3)
    shifts = np.repeat(np.array(numbers) * 24, [len(one.texts) // 12 for one in days])
    return History(
        start=start,
        texts=Texts(texts[:, 0] + shifts, texts[:, 1], texts[:, 2]),
        **{name: Hourly.of(row) for name, row in zip(COUNTED, by_hour, strict=True)},
    )


def _pack(rows: Sequence[Sequence[int]]) -> bytes:
    return np.array(rows, dtype=_PACKED).tobytes()


def _unpack(packed: bytes) -> Ints:
    return np.frombuffer(packed, dtype=_PACKED).astype(np.int64)


def _sum_up(
    connection: Connection, since: date, moment: datetime, looked_at: Mapping[tuple[str, date], bytes]
) -> list[SourceDay]:
    begin = datetime.combine(since, datetime.min.time(), UTC)
    found: defaultdict[tuple[str, date], _Day] = defaultdict(_Day)
    known = {key: _unpack(packed).reshape(-1, 3).tolist() for key, packed in looked_at.items()}
    for row in health.hours(connection, begin):
        _count(found[row.source_id, row.hour.date()], row)
    for text in health.texts(connection, begin):
        key = (text.source_id, text.at.date())
        day, before = found[key], known.get(key, ())
        if len(day.texts) < len(before):  # texts come in order: each is looked at once
            day.texts.append(before[len(day.texts)])
        elif len(day.texts) < MOST_TEXTS:
            marks = UNDATED * (not text.dated) | FOREIGN * is_foreign(text.head) | PROMO * is_promo(text.head)
            day.texts.append((text.at.hour, text.chars, marks))
    in_order = sorted(found, key=lambda key: (key[1], key[0]))
    return [found[key].done(*key) for key in in_order if key[1] <= moment.date()]


def _count(day: _Day, row: health.HourCount) -> None:
    hour, counts = row.hour.hour, day.counts
    if row.kind == "discovery":
        if row.outcome in ("read", "unchanged") or row.reason in EMPTY:
            counts["read"][hour] += row.times
        elif row.outcome == "failed":
            counts["failed"][hour] += row.times
    elif row.kind in _NEW:
        if row.outcome in ("stored", "duplicate"):
            counts["new"][hour] += row.times
        if row.outcome == "duplicate":
            counts["copies"][hour] += row.times
        if row.reason in _LOST:
            counts["lost"][hour] += row.times
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
