"""Tests of the book of hosts."""

from __future__ import annotations

from datetime import timedelta

from core.clock import now
from core.store.hosts import HostState
from crawler.politeness.hosts import BUDGET, HostBook


def test_an_answer_on_its_way_does_not_end_a_rest() -> None:
    book = HostBook({}, 100)
    book.asked_to_rest("a.example", "http_429", "600")
    book.answered("a.example")
    assert book.refusal("a.example") == "http_429"


def test_hosts_rest_after_failures_in_a_row_and_a_success_forgets_them() -> None:
    book = HostBook({}, 100)
    assert [book.failed("a.example", "timeout") for _ in range(3)] == [False, False, False]
    book.answered("a.example")
    assert [book.failed("a.example", "timeout") for _ in range(4)] == [False, False, False, True]
    assert book.refusal("a.example") == "timeout"
    assert book.refusal("b.example") == ""


def test_failure_of_a_page_is_not_one_of_its_host() -> None:
    book = HostBook({}, 100)
    assert not any(book.failed("a.example", "http_404") for _ in range(20))


def test_budget_counts_the_day_only() -> None:
    yesterday = HostState(host="a.example", day=(now() - timedelta(days=1)).date(), requests=99)
    book = HostBook({"a.example": yesterday}, 2)
    for _ in range(2):
        assert book.refusal("a.example") == ""
        book.sent("a.example")
    assert book.refusal("a.example") == BUDGET
    book.unsent("a.example")
    assert book.refusal("a.example") == ""
    assert [(one.host, one.requests) for one in book.changed()] == [("a.example", 1)]
    assert book.changed() == []


def test_source_may_have_its_own_budget() -> None:
    book = HostBook({}, 1, {"a.example": 3})
    for _ in range(2):
        book.sent("a.example")
    assert book.refusal("a.example") == ""
