"""A date is as precise as it was given, never more."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.factchecks.dates import read_date


@pytest.mark.parametrize(
    ("raw", "on"),
    [
        ("2024", "2024"),
        ("2024-3", "2024-03"),
        ("2023-08-29", "2023-08-29"),
        ("27/01/2026", "2026-01-27"),
        ("5-6-2024", "2024-06-05"),
        ("٢٠٢٤-٠٣-٠٧", "2024-03-07"),
        ("<=2021-05", ""),
        ("2024-02-30", ""),
        ("31/13/2024", ""),
        ("1820", ""),
        ("kemarin", ""),
        ("", ""),
        ("2024-01-05T00:00:00", "2024-01-05"),
        ("2024-01-05T00:00:00Z", "2024-01-05"),
        ("2024-01-05T10:20:30", "2024-01-05"),
        ("2024-01-05T99:20:30Z", "2024-01-05"),
    ],
)
def test_day_is_as_given_and_no_moment_is_made_up(raw: str, on: str) -> None:
    assert read_date(raw) == (on, None)


def test_moment_is_kept_where_a_clock_and_a_zone_were_given() -> None:
    assert read_date("2024-01-05T23:20:30+07:00") == ("2024-01-05", datetime(2024, 1, 5, 16, 20, 30, tzinfo=UTC))
