"""Records out of text that is nearly JSON: each one once, and what is broken is counted."""

from __future__ import annotations

import time
from typing import Any

import pytest

from crawler.factchecks.loose_json import MOST_TOO_DEEP, Elements


def read(text: str) -> tuple[list[Any], int]:
    elements = Elements(text)
    return list(elements), elements.broken


def test_broken_line_is_passed_over() -> None:
    assert read('{"a": 1}\n{"b": \n{"c": 3}\n') == ([{"a": 1}, {"c": 3}], 1)
    assert read('{"a": 1}\nrusak\nrusak\n{"c": 3}\n') == ([{"a": 1}, {"c": 3}], 2)


@pytest.mark.parametrize(
    "text",
    [
        '[{"n": 1},\n{"n": 2},\n{"n": oops},\n{"n": 4}\n]',
        '{"items": [\n  {"n": 1, "title": "x"},\n  {"n": 2},\n  {"n": 3 oops},\n  {"n": 4}\n]}\n',
        '{"items": [\n{"title": oops},\n{"n": 1},\n{"n": 2},\n{"n": 4}\n]}\n',
        '[\n{"n": 1}\n{"n": 2},\n{"n": 4}\n]',
        '[\n{"n": 1},\n{"n": 2},\n{\n "n": oops,\n "m": "x"\n},\n{\n "n": 4\n}\n]\n',
    ],
)
def test_broken_record_of_a_list_costs_itself_and_no_other_is_read_twice(text: str) -> None:
    found, broken = read(text)
    assert ([one["n"] for one in found], broken) == ([1, 2, 4], 1)


def test_feed_that_is_broken_behind_its_list_gives_no_record_twice() -> None:
    found, broken = read('{"items": [\n{"n": 1, "title": "x"},\n{"n": 2}\n],\n"next": oops}\n')
    assert [one["n"] for one in found] == [1, 2]
    assert broken


def test_list_on_one_line_ends_where_it_is_broken() -> None:
    assert read('[{"n": 1}, {"n": 2}, {"n": oops}, {"n": 4}]') == ([{"n": 1}, {"n": 2}], 1)


@pytest.mark.parametrize(
    "record",
    [
        '{"title": "x", "items": ["a", "b"]}',
        '{"data": [{"kata": 1}, {"kata": 2}], "title": "x"}',
        '{"claim": "x", "claims": [1, 2], "data": []}',
        '{"@type": "ClaimReview", "claimReviewed": "x", "results": [{"rank": 1}]}',
    ],
)
def test_record_with_a_list_of_its_own_is_no_feed(record: str) -> None:
    assert [set(one) >= {"title"} or len(one) > 1 for one in read(record)[0]] == [True]


@pytest.mark.parametrize(
    "feed",
    [
        '{"title": "Umpan", "items": [{"id": 1, "title": "a"}, {"id": 2}], "next": "?2"}',
        '{"items": [{"id": 1}, {"id": 2, "title": "b"}], "next": "?2"}',
        '{"next": "?2", "@graph": [{"id": 1}, {"id": 2}], "title": "Umpan"}',
    ],
)
def test_list_of_records_makes_a_feed(feed: str) -> None:
    elements = Elements(feed)
    assert [one["id"] for one in elements] == [1, 2]
    assert elements.rest["next"] == "?2"


def test_number_too_long_to_be_one_costs_no_record() -> None:
    found, broken = read(f'[{{"n": 1, "m": {"9" * 5_000}}}, {{"n": 2}}]')
    assert ([one["n"] for one in found], broken) == ([1, 2], 0)


@pytest.mark.parametrize("line", ["[\n", '{"a":[\n', '{"data":[1,\n'])
def test_text_that_is_nested_too_deeply_everywhere_ends_soon(line: str) -> None:
    begin = time.perf_counter()
    assert read(line * 300_000)[1] == MOST_TOO_DEEP
    assert time.perf_counter() - begin < 10
