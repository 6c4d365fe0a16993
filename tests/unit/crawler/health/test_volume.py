"""Tests of the volume: weekdays with weekdays, a spread of nothing, holidays of all, and how a drop ends."""

from __future__ import annotations

import pytest

from crawler.health.history import WEEK, History
from crawler.health.volume import ENOUGH, Window, all_dropped, compare, dropped, lull, telling
from tests.unit.crawler.health.conftest import history

#: An office: three documents an hour from 8 to 16, nothing at weekends.
OFFICE = ([0] * 8 + [3] * 8 + [0] * 8) * 5 + [0] * 48


def _window(source: History, end: int, hours: int = 24, before: int | None = None) -> Window:
    return next(one for one in compare(source, end, before) if one.hours == hours)


def test_a_weekend_is_compared_with_weekends_and_half_a_day_with_half_days() -> None:
    source = history(OFFICE * 6)
    sunday, half_a_monday = 5 * WEEK + 7 * 24, 5 * WEEK + 12
    assert _window(source, sunday)[1:3] == (0, 0)
    assert _window(source, half_a_monday, 12)[1:3] == (12, 12)
    assert dropped(compare(source, sunday), {}) is None


def test_weeks_that_do_not_differ_have_the_spread_of_chance() -> None:
    window = _window(history([1] * WEEK * 6), 5 * WEEK)
    assert (window.seen, window.usual, window.spread) == (24, 24, 1.0)
    assert window.deviation() == 0.0


def test_nothing_is_compared_before_three_weeks_lie_behind() -> None:
    source = history([1] * WEEK * 6)
    assert compare(source, 3 * WEEK + 11) == []
    assert [one.hours for one in compare(source, 3 * WEEK + 24)] == [12, 24]


def test_with_an_open_alarm_the_weeks_before_it_are_what_is_usual() -> None:
    source = history([1] * WEEK * 4 + [0] * WEEK * 6)
    end = 10 * WEEK
    assert _window(source, end).usual == 0, "a month without anything has become usual"
    assert _window(source, end, before=4 * WEEK).usual == 24


@pytest.mark.parametrize(("seen", "is_drop"), [(24, False), (10, False), (7, True), (0, True)])
def test_a_drop_is_below_a_third_and_no_chance(seen: int, is_drop: bool) -> None:
    assert (dropped([Window(24, seen, 30.0, 1.0)], {}) is not None) is is_drop


def test_a_restless_source_may_fall_deeper() -> None:
    assert dropped([Window(24, 7, 30.0, 2.0)], {}) is None


def test_a_window_that_usually_holds_too_little_says_nothing() -> None:
    assert dropped([Window(24, 0, ENOUGH - 1, 1.0)], {}) is None
    assert dropped([Window(24, 0, 7.0, 1.0), Window(72, 0, 21.0, 1.0)], {}) == Window(72, 0, 21.0, 1.0)


def test_an_open_drop_ends_well_above_where_it_began() -> None:
    half = Window(24, 15, 30.0, 1.0)
    assert dropped([half], {}) is None
    assert dropped([half], {}, is_open=True) == half
    assert dropped([Window(24, 18, 30.0, 1.0)], {}, is_open=True) is None


def test_what_all_sources_have_in_common_is_no_drop_of_one() -> None:
    holiday = [[Window(24, 8, 30.0, 1.0)]] * 8
    shared = lull(holiday)
    assert shared[24] == pytest.approx(8 / 30)
    assert dropped(holiday[0], shared) is None
    assert lull(holiday[:7])[24] == 1.0, "too few sources tell no lull"


def test_a_good_day_of_all_asks_no_more_of_one() -> None:
    assert lull([[Window(24, 60, 30.0, 1.0)]] * 8)[24] == 1.0


def test_all_sources_are_summed_up() -> None:
    assert all_dropped([[Window(24, 0, 3.0, 1.0)]] * 4) is not None
    assert all_dropped([[Window(24, 2, 3.0, 1.0)]] * 4) is None
    assert all_dropped([[Window(24, 1, 2.0, 1.0)]] * 6, is_open=True) is not None


def test_the_window_that_is_shown_is_the_first_that_holds_enough() -> None:
    day, three, week = Window(24, 1, 2.0, 1.0), Window(72, 3, 6.0, 1.0), Window(168, 7, 14.0, 1.0)
    assert telling([Window(12, 0, 9.0, 1.0), day, three, week]) == week
    assert telling([day, three]) == day
    assert telling([]) is None
