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


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-11-23T03:10:00.000Z"}, 600),  # Mastodon
        ({"ratelimit-remaining": "0", "ratelimit-reset": str(int(NOW.timestamp()) + 600)}, 600),  # Bluesky
        ({"x-ratelimit-remaining": "0.0", "x-ratelimit-reset": "600"}, 600),  # Reddit
        ({"ratelimit": '"default";r=0;t=600'}, 600),
        ({"ratelimit": '"default";r=7;t=600'}, None),
        ({"x-ratelimit-remaining": "5", "x-ratelimit-reset": "600"}, None),
        ({"x-ratelimit-remaining": "0"}, None),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "3"}, 60),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "999999999999"}, 86_400),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "-1"}, None),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "besok"}, None),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" * 500}, None),
        ({}, None),
    ],
)
def test_used_up_limits(headers: dict[str, str], seconds: float | None) -> None:
    found = rest.limit_reset(headers, NOW)
    assert (found.total_seconds() if found else None) == seconds


def test_a_refusal_counts_whatever_is_said_to_be_left() -> None:
    headers = {"x-ratelimit-remaining": "3", "x-ratelimit-reset": "600"}
    assert rest.limit_reset(headers, NOW, refused=True) == timedelta(seconds=600)
