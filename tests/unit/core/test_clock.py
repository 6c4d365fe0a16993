"""The clock gives aware instants only, and refuses to guess a zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import clock

NAIVE = datetime(2026, 11, 3, 10, 0)  # noqa: DTZ001 (naive on purpose)


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)


@pytest.mark.parametrize("function", [clock.to_utc, clock.iso])
def test_naive_moment_is_refused(function: object) -> None:
    with pytest.raises(ValueError, match="2026-11-03T10:00:00 has no time zone"):
        function(NAIVE)  # type: ignore[operator]


@pytest.mark.parametrize(("zone", "hours"), [("WIB", 7), ("WITA", 8), ("WIT", 9)])
def test_indonesian_zones(zone: str, hours: int) -> None:
    local = NAIVE.replace(tzinfo=clock.ZONES[zone])
    assert clock.to_utc(local) == datetime(2026, 11, 3, 10 - hours, tzinfo=UTC)
    assert clock.iso(local) == f"2026-11-03T{10 - hours:02d}:00:00Z"


@given(st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2100, 1, 1), timezones=st.timezones()))  # noqa: DTZ001
def test_iso_keeps_the_instant(moment: datetime) -> None:
    assert datetime.fromisoformat(clock.iso(moment)) == clock.to_utc(moment)
