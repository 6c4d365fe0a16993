"""Tests of the pages: lost texts, one text at every address, lengths and dates, and when it is over."""

from __future__ import annotations

from crawler.health.history import WEEK, Text
from crawler.health.pages import Share, copied, is_high, lost, resized, split, undated
from tests.unit.crawler.health.conftest import history

WEEKS = [1] * WEEK * 3
END = len(WEEKS) + 12


def test_five_lost_pages_in_a_row_are_noticed_where_none_was_lost() -> None:
    bad = [0] * len(WEEKS) + [1] * 12
    source = history(WEEKS + [0] * 12, lost=bad)
    assert [hour for hour in range(12) if lost(source, len(WEEKS) + hour)] == [5, 6, 7, 8, 9, 10, 11]
    assert lost(source, len(WEEKS) + 5) == Share(5, 5, 5, 0.0)


def test_where_pages_are_often_lost_more_must_be() -> None:
    usual = [1, 0] * (len(WEEKS) // 2)
    source = history([1 - one for one in usual] + [0] * 12, lost=usual + [1] * 12)
    assert lost(source, len(WEEKS) + 5) is None


def test_one_error_page_at_every_address_is_a_copy_of_itself() -> None:
    assert copied(history(WEEKS + [1] * 12, copies=[0] * len(WEEKS) + [1] * 12), END) is not None


def test_a_share_must_be_half_far_from_usual_and_no_chance() -> None:
    assert is_high(5, 5, 0.0)
    assert not is_high(4, 10, 0.0), "less than half"
    assert not is_high(7, 10, 0.35), "not much more than usual"
    assert not is_high(3, 5, 0.1), "it may be chance"


def test_an_open_alarm_lasts_until_the_share_is_usual_again() -> None:
    assert is_high(3, 10, 0.05, is_open=True)
    assert not is_high(2, 10, 0.05, is_open=True)


def _texts(now: Text, number: int = 40) -> list[Text]:
    return [Text(n, 2000 + n % 7 * 100) for n in range(number)] + [now._replace(hour=number + n) for n in range(8)]


def test_texts_that_are_far_shorter_or_longer_than_ever_are_noticed() -> None:
    for chars, found in ((300, True), (9000, True), (1500, False), (4000, False)):
        source = history([1] * 60, texts=_texts(Text(0, chars)))
        assert (resized(source, 60) is not None) is found, chars
    told = resized(history([1] * 60, texts=_texts(Text(0, 300))), 60)
    assert told == (300, 2300)


def test_lengths_that_are_half_back_keep_an_alarm_open() -> None:
    source = history([1] * 60, texts=_texts(Text(0, 1000)))
    assert resized(source, 60) is None
    assert resized(source, 60, before=40, is_open=True) is not None


def test_texts_without_a_date_are_noticed_where_they_used_to_have_one() -> None:
    assert undated(history([1] * 60, texts=_texts(Text(0, 2000, undated=True))), 60) == Share(0, 8, 8, 0.0)
    never = [Text(n, 2000, undated=True) for n in range(48)]
    assert undated(history([1] * 60, texts=never), 60) is None


def test_the_last_texts_are_not_among_those_before_them() -> None:
    source = history([1] * 60, texts=[Text(n, n) for n in range(50)])
    last, earlier = split(source, 40, None, 8)
    assert (last.chars.tolist(), earlier.chars.tolist()) == (list(range(32, 40)), list(range(32)))
    last, earlier = split(source, 40, 20, 8)
    assert (len(last), earlier.chars.tolist()) == (8, list(range(20)))


def test_of_many_earlier_texts_an_even_sample_of_eight_weeks_is_looked_at() -> None:
    source = history([1] * 2000, texts=[Text(n, n) for n in range(2000)])
    _, earlier = split(source, 2000, None, 8)
    assert earlier.chars[0] == 2000 - 8 * WEEK
    assert 300 < len(earlier) <= 400
