"""Lines of `suar bursts scan`: order, gaps, zones, hostile values."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.errors import BadInput
from nlp.batch.bursts import BurstLines
from nlp.batch.lines import LineError

START = datetime(2026, 1, 1, tzinfo=UTC)


def line(hour: int, count: Any = 1, **more: Any) -> dict[str, Any]:
    moment = (START + timedelta(hours=hour)).isoformat()
    return {"hour": moment, "region": "73.71", "category": "klaim", "count": count, **more}


def alarms(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    lines = BurstLines()
    for row in rows:
        lines.take(row)
    return lines.alarms()


RISE = [line(hour) for hour in range(0, 1000, 5)] + [line(1000, 14), line(1001, 9), line(1100)]


def test_an_alarm_has_the_promised_fields() -> None:
    (alarm,) = alarms(RISE)
    assert alarm["region"] == "73.71"
    assert alarm["category"] == "klaim"
    assert alarm["started_at"] == alarm["raised_at"] == "2026-02-11T16:00:00Z"
    assert alarm["ended_at"] > alarm["raised_at"]
    assert alarm["count"] == 14
    assert 0 < alarm["usual"] < 1
    assert alarm["hours"] == 1


def test_what_lasts_has_no_end() -> None:
    (alarm,) = alarms(RISE[:-2])
    assert alarm["ended_at"] is None


def test_order_does_not_matter_and_missing_hours_are_zero() -> None:
    shuffled = RISE + [line(hour, 0) for hour in range(1002, 1050)]
    random.Random(1).shuffle(shuffled)
    assert alarms(shuffled) == alarms(RISE)


def test_lines_of_one_hour_add_up() -> None:
    parts = [*RISE[:-3], line(1000, 7), line(1000, 7), *RISE[-2:]]
    assert alarms(parts) == alarms(RISE)


def test_hours_without_a_zone_come_back_without_one() -> None:
    (alarm,) = alarms([{**row, "hour": row["hour"].removesuffix("+00:00")} for row in RISE])
    assert alarm["started_at"] == "2026-02-11T16:00:00"


def test_hours_of_another_zone_are_the_same_hours() -> None:
    wib = [{**row, "hour": datetime.fromisoformat(row["hour"]).astimezone().isoformat()} for row in RISE]
    assert alarms(wib) == alarms(RISE)


def test_sources_may_be_a_number_or_names() -> None:
    one = [line(hour, sources=1) for hour in range(0, 1000, 5)]
    assert alarms([*one, line(1000, 14, sources=1), line(1050)]) == []
    assert alarms([*one, line(1000, 14, sources=["suara"] * 14), line(1050)]) == []
    assert len(alarms([*one, line(1000, 14, sources=[f"outlet {n}" for n in range(9)]), line(1050)])) == 1


def test_one_outlet_in_many_lines_of_an_hour_is_one_outlet() -> None:
    quiet = [line(hour, 0, sources=[]) for hour in range(0, 1000, 5)]
    assert alarms([*quiet, *[line(1000, sources=["suara"])] * 30, line(1050)]) == []
    several = [line(1000, sources=[f"outlet {n % 9}", "suara"]) for n in range(30)]
    (alarm,) = alarms([*quiet, *several, line(1050)])
    assert alarm["count"] == 30


@pytest.mark.parametrize("untold", [{}, {"sources": 0}, {"sources": []}], ids=["missing", "zero", "no names"])
def test_items_of_outlets_that_nobody_told_are_not_dropped(untold: dict[str, Any]) -> None:
    """A line without outlets stands for as many as it has items, whatever another line of its hour tells."""
    expected = alarms(RISE)
    assert alarms([{**row, **untold} for row in RISE]) == expected
    quiet = [line(hour, sources=1) for hour in range(0, 1000, 5)]
    mixed = [line(1000, 13, **untold), line(1000, 1, sources=["suara"]), line(1001, 9, **untold), line(1100)]
    assert [alarm["count"] for alarm in alarms([*quiet, *mixed])] == [14]


def test_a_rise_that_becomes_usual_with_the_last_hour_there_is_ends_with_it() -> None:
    last = datetime(9999, 12, 31, 23, tzinfo=UTC)
    counts = [*[1] * 24 * 7, *[30] * 122]
    rows = [
        {**line(0, count), "hour": (last - timedelta(hours=back)).isoformat()}
        for back, count in enumerate(reversed(counts))
    ]
    (alarm,) = alarms(rows)
    assert alarm["ended_at"] == "9999-12-31T23:00:00Z"


def test_no_lines_no_alarms() -> None:
    assert alarms([]) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"hour": None}, "missing_hour"),
        ({"hour": "kemarin"}, "bad_hour"),
        ({"hour": "0001-01-01T00:00:00+14:00"}, "bad_hour"),
        ({"hour": 5}, "wrong_type"),
        ({"region": ""}, "missing_region"),
        ({"region": 73}, "wrong_type"),
        ({"region": "\ud800"}, "not_unicode"),
        ({"category": None}, "missing_category"),
        ({"count": None}, "missing_count"),
        ({"count": True}, "wrong_type"),
        ({"count": "3"}, "wrong_type"),
        ({"count": 1.5}, "wrong_type"),
        ({"count": float("inf")}, "wrong_type"),
        ({"count": -1}, "bad_count"),
        ({"count": 10**9}, "bad_count"),
        ({"sources": "two"}, "wrong_type"),
        ({"sources": -1}, "bad_sources"),
    ],
)
def test_a_line_that_cannot_be_used_says_why_and_changes_nothing(change: dict[str, Any], code: str) -> None:
    lines = BurstLines()
    for row in RISE:
        lines.take({**row, "hour": row["hour"].removesuffix("+00:00")})
    expected = lines.alarms()
    with pytest.raises(LineError) as refused:
        lines.take({**line(0), "hour": "1926-10-20T00:00:00Z", **change})
    assert refused.value.code == code
    assert lines.alarms() == expected


def test_sources_of_a_wrong_type_are_told_what_they_may_be() -> None:
    with pytest.raises(LineError, match="whole number or a list of names"):
        BurstLines().take(line(0, sources="suara"))


def test_a_mistyped_year_is_named_instead_of_watched() -> None:
    with pytest.raises(BadInput, match="0226-01-01"):
        alarms([line(0), {**line(0), "hour": "0226-01-01T00:00:00Z"}])
