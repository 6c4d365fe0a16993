"""Relative dates become instants in the outlet's zone, never ahead of the anchor."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.newsroom.dates import instant, local_iso, local_mail, long_line, short_line, slash_line

ANCHOR = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
MOMENT = datetime(2026, 11, 20, 6, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "time", "zone", "expected"),
    [
        (0, "08:00", "WIB", datetime(2026, 11, 20, 1, 0, tzinfo=UTC)),
        (0, "08:00", "WIT", datetime(2026, 11, 19, 23, 0, tzinfo=UTC)),
        (-1, "23:30", "WITA", datetime(2026, 11, 19, 15, 30, tzinfo=UTC)),
        (-20, "00:10", "WIB", datetime(2026, 10, 30, 17, 10, tzinfo=UTC)),
        # later than the anchor: it was published the day before
        (0, "20:00", "WIB", datetime(2026, 11, 19, 13, 0, tzinfo=UTC)),
    ],
)
def test_instants(days: int, time: str, zone: str, expected: datetime) -> None:
    assert instant(days, time, zone, ANCHOR) == expected


def test_the_day_is_counted_in_the_zone_and_not_in_utc() -> None:
    late = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)  # already the 21st in Jayapura
    assert instant(0, "00:30", "WIT", late) == datetime(2026, 11, 20, 15, 30, tzinfo=UTC)


def test_printed_forms() -> None:
    assert long_line(MOMENT, "WITA") == "Jumat, 20 November 2026 | 14:05 WITA"
    assert short_line(MOMENT, "WIB") == "Jumat, 20 Nov 2026 13:05 WIB"
    assert slash_line(MOMENT, "WIT") == "20/11/2026, 15:05 WIT"
    assert local_iso(MOMENT, "WITA") == "2026-11-20T14:05:00+08:00"
    assert local_mail(MOMENT, "WIB") == "Fri, 20 Nov 2026 13:05:00 +0700"
