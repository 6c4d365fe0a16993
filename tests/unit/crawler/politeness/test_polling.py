"""Tests of the polling interval, on simulated outlets."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from crawler.politeness import polling
from crawler.politeness.polling import FIRST, LONGEST, SHORTEST, Poll


def simulate(per_day: int, days: int = 30) -> tuple[float, float, set[timedelta]]:
    """Return polls a day, mean minutes until an article is found, and the intervals used."""
    chance = random.Random(1)
    times = sorted(day * 24 + chance.uniform(6, 22) for day in range(days) for _ in range(per_day))
    moment = last = delay = 0.0
    polls = found = 0
    known: Poll | None = None
    intervals = set()
    while moment < days * 24:
        new = 0
        while found < len(times) and times[found] <= moment:
            delay += moment - times[found]
            found, new = found + 1, new + 1
        known = polling.after(known, timedelta(hours=moment - last), new, ok=True)
        intervals.add(known.interval)
        last, polls = moment, polls + 1
        moment += known.interval.total_seconds() / 3600
    return polls / days, delay / max(found, 1) * 60, intervals


@pytest.mark.parametrize(
    ("per_day", "most_polls", "most_minutes"), [(5, 25, 180), (50, 160, 25), (500, 720, 4), (0, 12, 0)]
)
def test_outlets_are_polled_by_how_much_they_bring(per_day: int, most_polls: float, most_minutes: float) -> None:
    polls, minutes, intervals = simulate(per_day)
    assert polls <= most_polls
    assert minutes <= most_minutes
    assert all(SHORTEST <= interval <= LONGEST for interval in intervals)


def test_first_poll_says_nothing_about_the_rate() -> None:
    assert polling.after(None, timedelta(), 2_000, ok=True) == Poll(FIRST, 0.0, 0)


def test_failure_doubles_the_interval_and_keeps_the_rate() -> None:
    known = Poll(timedelta(minutes=10), 3.0, 0)
    assert polling.after(known, timedelta(minutes=10), 0, ok=False) == Poll(timedelta(minutes=20), 3.0, 0)
    assert polling.after(Poll(LONGEST, 0.0, 9), LONGEST, 0, ok=False).interval == LONGEST


def test_silent_page_is_looked_at_once_a_day_in_the_end() -> None:
    poll = polling.after(None, timedelta(), 0, ok=True)
    for _ in range(40):
        poll = polling.after(poll, poll.interval, 0, ok=True)
    assert poll.interval == LONGEST
    assert polling.after(poll, LONGEST, 5, ok=True).interval < LONGEST


def test_two_polls_within_a_second_do_not_make_a_fast_page() -> None:
    known = polling.after(None, timedelta(), 10, ok=True)
    assert polling.after(known, timedelta(seconds=0), 1, ok=True).interval >= SHORTEST
