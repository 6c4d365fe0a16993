"""Tests of what days become: histories without a gap, and errors from an hour on. The store has tests of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np

from core.store.health import COUNTED, SourceDay
from crawler.health.collect import KEPT, errors_since, histories

NOW = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)


def _day(
    source_id: str, day: date, new_at: dict[int, int], texts: list[tuple[int, int, int]] | None = None
) -> SourceDay:
    counts = np.zeros((len(COUNTED), 24), dtype="<i4")
    for hour, count in new_at.items():
        counts[COUNTED.index("new"), hour] = count
    return SourceDay(source_id, day, counts.tobytes(), np.array(texts or [], dtype="<i4").tobytes(), {})


def test_days_stand_where_they_belong_and_missing_ones_hold_nothing() -> None:
    today = NOW.date()
    days = [
        _day("koran", today - timedelta(days=2), {23: 4}),
        _day("koran", today, {0: 1, 6: 2}),
        _day("lain", today, {}),
    ]
    found = histories(days, NOW)
    assert sorted(found) == ["koran", "lain"]
    koran = found["koran"]
    end = koran.hour(NOW)
    assert koran.moment(end) == NOW.replace(minute=0)
    assert [koran.new.between(end - back, end - back + 1) for back in (1, 7, 32)] == [2, 1, 4]
    assert (koran.new.between(0, end), found["lain"].new.between(0, end)) == (7, 0)


def test_days_that_are_too_old_or_to_come_are_left_out() -> None:
    before = (NOW - KEPT).date() - timedelta(days=1)
    assert histories([_day("koran", before, {1: 1}), _day("koran", NOW.date() + timedelta(days=1), {1: 1})], NOW) == {}


def test_texts_carry_the_hour_of_the_history_and_their_marks() -> None:
    yesterday = NOW.date() - timedelta(days=1)
    days = [_day("koran", yesterday, {}, [(5, 900, 1), (6, 800, 4)]), _day("koran", NOW.date(), {}, [(2, 700, 0)])]
    koran = histories(days, NOW)["koran"]
    assert [koran.hour(NOW) - hour for hour in koran.texts.hours.tolist()] == [26, 25, 5]
    assert (koran.texts.chars.tolist(), koran.texts.marks.tolist()) == ([900, 800, 700], [1, 4, 0])


def test_errors_are_counted_from_the_hour_on() -> None:
    by_hour = {"failed:timeout": {"6": 2, "7": 3}, "rejected:no_text": {"1": 1}}
    day = _day("koran", NOW.date(), {})._replace(errors=by_hour)
    assert errors_since([day], NOW.replace(hour=7, minute=0)) == {"failed:timeout": 3}
    assert errors_since([day], NOW.replace(hour=0, minute=0)) == {"failed:timeout": 5, "rejected:no_text": 1}
