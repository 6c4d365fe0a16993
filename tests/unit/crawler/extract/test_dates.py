"""Tests of the date reader."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.dates import parse_date

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2025-12-09T18:20:00+07:00", "2025-12-09T11:20:00"),
        ("2025-12-09T18:20:00Z", "2025-12-09T18:20:00"),
        ("2025-12-09T18:20:00.123Z", "2025-12-09T18:20:00"),
        ("2025-12-09T18:20:00.000+0000", "2025-12-09T18:20:00"),
        ("2025-12-09 18:20:00", "2025-12-09T11:20:00"),
        ("2025-12-09", "2025-12-08T17:00:00"),
        ("Wed, 22 Nov 2023 10:00:00 WIB", "2023-11-22T03:00:00"),
        ("Wed, 22 Nov 2023 10:00:00 WITA", "2023-11-22T02:00:00"),
        ("Wed, 22 Nov 2023 10:00:00 WIT", "2023-11-22T01:00:00"),
        ("Wed, 22 Nov 2023 10:00:00 GMT", "2023-11-22T10:00:00"),
        ("Wed, 22 Nov 2023 10:00:00 +0700", "2023-11-22T03:00:00"),
        ("Rab, 22 Nov 2023 10:00:00 +0700", "2023-11-22T03:00:00"),
        ("Rabu, 22 Mei 2024 10:00:00 +0700", "2024-05-22T03:00:00"),
        ("22 Mei 2024 10:00 WIB", "2024-05-22T03:00:00"),
        ("Selasa, 17 November 2026 14:05 WIB", "2026-11-17T07:05:00"),
        ("Selasa, 17 Nopember 2026 | 14.05 WIT", "2026-11-17T05:05:00"),
        ("Kamis, 5 Peb 2026, pukul 09.30 WITA", "2026-02-05T01:30:00"),
        ("17 Agt 2026 - 08:00", "2026-08-17T01:00:00"),
        ("05/06/2024 10:00 WIB", "2024-06-05T03:00:00"),
        ("14:05 WIB, 17/11/2026", "2026-11-17T07:05:00"),
        ("Nov 17, 2026 14:05 UTC", "2026-11-17T14:05:00"),
        ("2026-11-22T14:10:00+07:00", "2026-11-22T07:10:00"),
        ("2026-11-22T14:20:00+07:00", None),
        ("Thu, 01 Jan 9999 00:00:00 GMT", None),
        ("0000-00-00 00:00:00", None),
        ("Wed, 31 Dec 1969 23:59:59 -9999", None),
        ("31/13/2025", None),
        ("1700622000", "2023-11-22T03:00:00"),
        ("tanpa tanggal", None),
        ("", None),
    ],
)
def test_parse_date(raw: str, expected: str | None) -> None:
    instant = parse_date(raw, NOW).instant
    assert (None if instant is None else instant.isoformat()) == (None if expected is None else f"{expected}+00:00")


def test_a_date_without_a_zone_is_read_in_the_sources_zone() -> None:
    assert parse_date("17 Nov 2026 14:05", NOW, "WIT").instant == datetime(2026, 11, 17, 5, 5, tzinfo=UTC)
    assert parse_date("17 Nov 2026 14:05", NOW, "WIT").confidence < parse_date("17 Nov 2026 14:05 WIT", NOW).confidence


@given(st.text(max_size=300))
def test_never_raises(text: str) -> None:
    found = parse_date(text, NOW).instant
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize("pump", ["2023-", "1 ", "1:", "12 januari ", "+07", "a" * 50 + " "])
def test_quick_on_hostile_strings(pump: str) -> None:
    started = time.perf_counter()
    parse_date(pump * 50_000, NOW)
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize(
    "pump", ["3 jam ", "20 nov ", "&nbsp;", "diperbarui 20/11/2026 ", " ", "ﷺ", "gmt+7 ", "20/11/", "14.05."]
)
def test_quick_on_a_megabyte(pump: str) -> None:
    text = pump * (1_000_000 // len(pump))
    started = time.perf_counter()
    parse_date(text, NOW, relative=True)
    parse_date(text + "20 Nov 2026 14:05 WIB lalu", NOW, relative=True)
    assert time.perf_counter() - started < 0.5


@given(st.text(alphabet="0123456789 :./-+,|novjamlgtuwibz()", max_size=120), st.sampled_from([None, "WITA", "-03:30"]))
def test_never_raises_on_things_like_dates(text: str, zone: str | None) -> None:
    found = parse_date(text, NOW, zone, relative=True).instant
    assert found is None or datetime(1999, 12, 31, 10, tzinfo=UTC) <= found.astimezone(UTC) <= NOW.replace(minute=15)


def test_a_date_that_leans_on_now_is_read_only_when_asked() -> None:
    assert parse_date("3 jam lalu", NOW).instant is None
    assert parse_date("3 jam lalu", NOW, relative=True).instant == datetime(2026, 11, 22, 4, tzinfo=UTC)


def test_confidence_says_where_the_zone_came_from() -> None:
    in_text = parse_date("17 Nov 2026 14:05 WIT", NOW, "WITA")
    given_zone, nothing, no_time = (
        parse_date(text, NOW, zone)
        for text, zone in (("17 Nov 2026 14:05", "WITA"), ("17 Nov 2026 14:05", None), ("17 Nov 2026", None))
    )
    assert in_text.confidence > given_zone.confidence > nothing.confidence > no_time.confidence
    assert [one.zone for one in (in_text, given_zone, nothing)] == ["WIT", "WITA", "WIB"]


@pytest.mark.parametrize(
    ("raw", "suspicious"),
    [
        ("Thu, 01 Jan 9999 00:00:00 GMT", True),
        ("0001-01-01T00:00:00Z", True),
        ("0000-00-00 00:00:00", True),
        ("Thu, 01 Jan 1970 00:00:00 GMT", True),
        ("Sun, 22 Nov 2026 14:05:00 +0000", True),  # 14:05 WIB with a wrong label: seven hours ahead
        ("31 Februari 2026", True),
        ("1 Januari 2000 00:00 WIT", False),
        ("22 November 2026 14:14 WIB", False),
        ("tanpa tanggal", False),
        ("0812-3456-7890", False),
        ("", False),
    ],
)
def test_an_impossible_date_is_told_from_no_date(raw: str, suspicious: bool) -> None:
    found = parse_date(raw, NOW)
    assert found.suspicious is suspicious
    assert not suspicious or found.instant is None


def test_a_weekday_is_the_last_one_before_today() -> None:
    sunday = "Minggu lalu, 08.00 WIB"
    assert parse_date("Jumat kemarin 20.00", NOW, relative=True).instant == datetime(2026, 11, 20, 13, tzinfo=UTC)
    assert parse_date(sunday, NOW, relative=True).instant == datetime(2026, 11, 15, 1, tzinfo=UTC)  # today is Sunday
    assert parse_date("minggu lalu", NOW, relative=True).instant is None  # last week
