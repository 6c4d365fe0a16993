"""Tests of rests after failures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.politeness import rest

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 5 ", 5),
        ("0", 0),
        ("1000000000", 86_400),
        ("9" * 12, 86_400),
        ("Mon, 23 Nov 2026 03:10:00 GMT", 600),
        ("Mon, 23 Nov 2026 10:10:00 +0700", 600),
        ("Sun, 22 Nov 2026 03:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400),
        ("-5", None),
        ("", None),
        ("soon", None),
        ("1e9", None),
        ("9" * 400, None),
        ("Mon, 99 Nov 2026 99:99:99 GMT", None),
    ],
)
def test_retry_after(header: str, seconds: int | None) -> None:
    found = rest.retry_after(header, NOW)
    assert found == (None if seconds is None else timedelta(seconds=seconds))


@given(st.text(max_size=60))
def test_no_header_breaks_it(header: str) -> None:
    found = rest.retry_after(header, NOW)
    assert found is None or timedelta() <= found <= rest.MOST_REST
    assert rest.LEAST_REST <= rest.asked_rest(header, 1.0, NOW) <= rest.MOST_REST


def test_rest_doubles_up_to_a_day() -> None:
    minutes = [rest.backed_off(failures).total_seconds() / 60 for failures in (0.5, 1, 2, 3, 4, 9, 10, 1e9)]
    assert minutes == [5, 5, 10, 20, 40, 1280, 1440, 1440]


def test_what_says_something_about_the_host() -> None:
    assert [rest.severity(reason) for reason in ("timeout", "http_500", "refused", "tls", "http_404", "too_large")] == [
        *("soft", "soft", "hard", "hard", None, None)
    ]
