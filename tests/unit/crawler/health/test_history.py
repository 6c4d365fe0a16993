"""Tests of the counts by the hour: sums over windows, the last of a kind, texts in order."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from crawler.health.history import FOREIGN, PROMO, UNDATED, Hourly, Text, Texts
from tests.unit.crawler.health.conftest import START, history

COUNTS = st.lists(st.integers(0, 3), min_size=1, max_size=40)


@given(COUNTS, st.integers(-5, 50), st.integers(-5, 50))
def test_a_window_holds_the_hours_from_first_to_before_end(counts: list[int], first: int, end: int) -> None:
    if end >= first:
        assert Hourly.of(counts).between(first, end) == sum(counts[max(0, first) : max(0, end)])


@given(COUNTS, st.integers(-5, 50))
def test_the_last_hour_is_the_last_with_anything_before_the_end(counts: list[int], end: int) -> None:
    full = [hour for hour, count in enumerate(counts) if count and hour < end]
    assert Hourly.of(counts).last(end) == (full[-1] if full else None)


@given(COUNTS, st.integers(0, 45), st.integers(1, 5))
def test_the_hour_since_which_so_many_came_is_the_latest(counts: list[int], end: int, wanted: int) -> None:
    known = Hourly.of(counts)
    enough = [hour for hour in range(min(end, len(counts))) if sum(counts[hour:end]) >= wanted]
    assert known.since(end, wanted) == (enough[-1] if enough else None)


def test_a_source_begins_with_the_first_thing_known_of_it() -> None:
    assert history([0, 0, 1, 0]).first == 0, "it could be read from the first hour on"
    failed = history([0, 0, 0, 1], failed=[0, 0, 0, 0])
    assert (failed.first, failed.born.tolist()) == (0, [3])


def test_pages_are_those_with_and_without_a_text() -> None:
    assert history([1, 2, 0], lost=[0, 1, 1]).pages.between(0, 3) == 5


def test_hours_and_moments_are_the_same_thing() -> None:
    known = history([0] * 100)
    moment = START + timedelta(hours=30, minutes=59)
    assert known.hour(moment) == 30
    assert known.moment(30) == START + timedelta(hours=30)


def test_texts_keep_their_marks_and_their_order() -> None:
    texts = Texts.of([Text(1, 10), Text(2, 20, undated=True), Text(2, 30, foreign=True, promo=True), Text(5, 40)])
    assert (len(texts), len(Texts.of(()))) == (4, 0)
    assert [texts.before(hour) for hour in (0, 2, 3, 9)] == [0, 1, 3, 4]
    assert [texts.marked(mark) for mark in (UNDATED, FOREIGN, PROMO)] == [1, 1, 1]
    assert texts.part(-2, 4, 2).chars.tolist() == [10, 30]
