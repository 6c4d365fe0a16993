"""Times are those of the office: zone, language, day bounds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from api.ui.i18n import words
from api.ui.moments import Moments, zone_of
from core.regions.tree import Zone

PRESENT = datetime(2026, 11, 22, 6, 6, tzinfo=UTC)


def test_instants_are_shown_in_the_zone_of_the_office() -> None:
    assert Moments(words("id"), "WITA", PRESENT).full(PRESENT) == "22 Nov 2026 14.06 WITA"
    assert Moments(words("id"), "WIT", PRESENT).clock(PRESENT) == "15.06 WIT"
    assert Moments(words("en"), "WIB", PRESENT).full(PRESENT) == "22 Nov 2026 13:06 WIB"


@pytest.mark.parametrize(
    ("region", "zone"), [("", "WIB"), ("73", "WITA"), ("73.71", "WITA"), ("94", "WIT"), ("xx", "WIB")]
)
def test_the_zone_is_that_of_the_region(region: str, zone: str) -> None:
    assert zone_of(region) == zone


def test_the_year_is_shown_when_it_is_another() -> None:
    moments = Moments(words("id"), "WIB", PRESENT)
    assert moments.short(PRESENT) == "22 Nov 13.06"
    assert moments.short(PRESENT.replace(year=2025)) == "22 Nov 2025 13.06"


@pytest.mark.parametrize("moment", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)])
@pytest.mark.parametrize("zone", ["WIB", "WITA", "WIT"])
def test_the_first_and_the_last_instant_can_be_shown(moment: datetime, zone: Zone) -> None:
    moments = Moments(words("id"), zone, PRESENT)
    moment += timedelta(hours=23, minutes=59) if moment.year > 1 else timedelta()
    for said in (moments.full(moment), moments.short(moment), moments.at_source(moment, "WIT")):
        assert str(moment.year) in said
    assert moments.day_of(moment).year == moment.year
    assert moments.begin(moment.date()).year == moment.year


@pytest.mark.parametrize(
    ("ago", "shown"),
    [
        (timedelta(seconds=-30), "0 mnt"),
        (timedelta(minutes=59), "59 mnt"),
        (timedelta(hours=1), "1 jam"),
        (timedelta(hours=47), "1 hari"),
        (timedelta(days=1200), "1.200 hari"),
    ],
)
def test_ages_are_whole_units(ago: timedelta, shown: str) -> None:
    assert Moments(words("id"), "WIB", PRESENT).age(PRESENT - ago) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2026-11-20", "20 Nov 2026"),
        ("2026-05-02", "2 Mei 2026"),
        ("2026-12", "Des 2026"),
        ("2026", "2026"),
        ("2026-02-30", "2026-02-30"),
        ("", ""),
    ],
)
def test_a_day_is_told_as_far_as_it_is_known(value: str, shown: str) -> None:
    assert Moments(words("id"), "WIB", PRESENT).partial(value) == shown


def test_a_day_of_the_office_is_its_own_24_hours() -> None:
    moments = Moments(words("id"), "WITA", PRESENT)
    begin, end = moments.begin(date(2026, 11, 22)), moments.end(date(2026, 11, 22))
    assert begin == datetime(2026, 11, 21, 16, tzinfo=UTC)
    assert end - begin == timedelta(days=1)
    assert moments.day_of(begin) == date(2026, 11, 22)
    assert moments.day_of(end - timedelta(seconds=1)) == date(2026, 11, 22)


def test_the_time_at_the_source_stands_beside_that_of_the_office() -> None:
    midnight = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)  # 23.30 WIB, 00.30 WITA, 01.30 WIT
    shown = {
        zone: Moments(words("id"), office, midnight).at_source(midnight, zone)
        for office, zone in (("WIT", "WIB"), ("WIB", "+08:00"), ("WITA", "WITA"), ("WITA", ""), ("WITA", "-03:30"))
    }
    assert shown == {
        "WIB": "23 Nov 2026 01.30 WIT = 22 Nov 23.30 WIB",
        "+08:00": "22 Nov 2026 23.30 WIB = 23 Nov 00.30 WITA",
        "WITA": "23 Nov 2026 00.30 WITA",
        "": "23 Nov 2026 00.30 WITA",
        "-03:30": "23 Nov 2026 00.30 WITA",
    }


@pytest.mark.parametrize("zone", ["WIB", "WITA", "WIT"])
@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2028, 2, 29), date(2027, 1, 1)])
def test_days_of_an_office_follow_each_other_without_gap_or_overlap(zone: Zone, day: date) -> None:
    moments = Moments(words("id"), zone, PRESENT)
    assert moments.end(day) == moments.begin(day + timedelta(days=1))
    last = moments.end(day) - timedelta(microseconds=1)
    assert (moments.day_of(last), moments.day_of(moments.end(day))) == (day, day + timedelta(days=1))
