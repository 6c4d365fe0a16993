"""Tests of silence: by the source's own rate and its own pauses."""

from __future__ import annotations

from crawler.health.history import WEEK
from crawler.health.silence import FEWEST, Silence, is_silent, silence
from tests.unit.crawler.health.conftest import history

#: A document every six hours.
STEADY = [1, 0, 0, 0, 0, 0]
OFFICE = ([0] * 8 + [3] * 8 + [0] * 8) * 5 + [0] * 48


def test_the_pause_is_told_in_hours_and_in_documents_that_should_have_come() -> None:
    source = history(STEADY * 28 * 5 + [0] * 48)
    pause = silence(source, 5 * WEEK + 48)
    assert pause == Silence(hours=53, missing=8.0, longest=6, least=8)


def test_seven_missing_documents_and_a_pause_longer_than_ever_are_an_alarm() -> None:
    source = history(STEADY * 28 * 5 + [0] * 48)
    hours = [hour for hour in range(48) if is_silent(silence(source, 5 * WEEK + hour))]
    assert hours == list(range(37, 48))


def test_an_office_may_rest_at_weekends() -> None:
    source = history(OFFICE * 6)
    assert not any(is_silent(silence(source, hour)) for hour in range(4 * WEEK, 6 * WEEK))


def test_an_office_that_is_silent_on_a_tuesday_is_noticed_before_its_weekend_is_over_twice() -> None:
    source = history(OFFICE * 5 + OFFICE[:24] + [0] * 72)
    monday_evening = 5 * WEEK + 16
    assert is_silent(silence(source, monday_evening + 40))
    assert not is_silent(silence(source, monday_evening + 20))


def test_one_outage_before_does_not_hide_the_next() -> None:
    source = history(STEADY * 28 * 2 + [0] * 96 + STEADY * 28 * 3 + [0] * 40)
    assert is_silent(silence(source, len(source.new.sums) - 1))


def test_a_pause_that_all_sources_share_counts_less() -> None:
    source = history(STEADY * 28 * 5 + [0] * 48)
    assert not is_silent(silence(source, 5 * WEEK + 48, shared=0.5), shared=0.5)


def test_too_short_or_too_rare_a_past_tells_no_rate() -> None:
    assert silence(history([0] * WEEK), WEEK) is None
    assert silence(history(STEADY * 28 * 2 + [0] * 99), 2 * WEEK + 99) is None
    rare = [0] * WEEK * 4
    rare[::WEEK] = [1] * 4
    assert sum(rare) < FEWEST
    assert silence(history(rare), 4 * WEEK) is None


def test_after_more_than_a_week_the_rate_of_all_weeks_counts() -> None:
    pause = silence(history(STEADY * 28 * 5 + [0] * 200), 5 * WEEK + 200)
    assert pause is not None
    assert (round(pause.missing), pause.least) == (34, 0)
