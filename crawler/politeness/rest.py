"""How long a host is left alone after it failed or asked for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

Severity = Literal["soft", "hard"]

#: What a failure counts: a soft one passes by itself, a hard one seldom does (values of a crawler of 100,000 sources).
WEIGHT: dict[Severity, float] = {"soft": 0.5, "hard": 1.0}
#: A host that answers 429 or 503 rests at least so long, whatever it says, and never longer than a day.
LEAST_REST = timedelta(minutes=1)
MOST_REST = timedelta(hours=24)
#: The first rest without a Retry-After; doubled by every further failure.
FIRST_REST = timedelta(minutes=5)
#: Failures, weighted, that a host is allowed before it rests without having asked for it.
TOLERATED = 1.5

#: Reasons of the ledger (`failed:…`) that say something about the host and not about one page.
_SOFT = {
    "dns",
    "timeout",
    "incomplete",
    "connection",
    "http_500",
    "http_502",
    "http_504",
    "http_408",
    "http_522",
    "http_524",
}
_HARD = {"refused", "tls", "http_403", "http_401", "http_451"}
#: Digits of a number of seconds that is still looked at: 10^9 is 31 years and becomes a day.
_SECONDS = re.compile(r"\d{1,12}")
_NUMBER = re.compile(r"\d{1,12}(\.\d{1,9})?")
_NOTHING_LEFT = re.compile(r"0(\.\d{1,9})?")
_LIMIT_PART = re.compile(r";\s*([rt])=(\d{1,12})")
#: Numbers from here on are moments (2001), below it they are seconds to wait.
_FIRST_UNIX = 1e9


def severity(reason: str) -> Severity | None:
    """Return what the reason of a failure says about its host; None: nothing."""
    return "soft" if reason in _SOFT else "hard" if reason in _HARD else None


def retry_after(value: str, now: datetime) -> timedelta | None:
    """Return the time a Retry-After asks for, at most a day; None when it says nothing usable. Raises: nothing."""
    text = value.strip()
    if _SECONDS.fullmatch(text):
        return min(timedelta(seconds=int(text)), MOST_REST)
    if len(text) > 40 or not text[:1].isalpha():
        return None
    try:
        moment = parsedate_to_datetime(text)
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return min(max(aware - now, timedelta()), MOST_REST)
    except (ValueError, TypeError, OverflowError):
        return None


def limit_reset(headers: Mapping[str, str], now: datetime, *, refused: bool = False) -> timedelta | None:
    """Return how long a host has no requests left for us by its rate-limit headers; None while it has some.

    Read are `X-RateLimit-*`, `RateLimit-*` and the combined `RateLimit`; a reset is given in seconds (Reddit, IETF), as
    Unix time (Bluesky) or as a date (Mastodon). `refused`: it answered 429, whatever it says is left. Raises: nothing.
    """
    combined = dict(_LIMIT_PART.findall(headers.get("ratelimit", "")[:200]))
    left = headers.get("x-ratelimit-remaining") or headers.get("ratelimit-remaining") or combined.get("r", "")
    reset = headers.get("x-ratelimit-reset") or headers.get("ratelimit-reset") or combined.get("t", "")
    if not refused and _NOTHING_LEFT.fullmatch(left.strip()) is None:
        return None
    rest = _until(reset.strip(), now)
    return None if rest is None else min(max(rest, LEAST_REST), MOST_REST)


def _until(reset: str, now: datetime) -> timedelta | None:
    if _NUMBER.fullmatch(reset):
        seconds = float(reset)
        return timedelta(seconds=min(seconds - now.timestamp() if seconds >= _FIRST_UNIX else seconds, 1e8))
    try:
        moment = datetime.fromisoformat(reset) if len(reset) <= 40 else None
    except ValueError:
        return None
    return None if moment is None or moment.tzinfo is None else moment - now


def asked_rest(header: str, failures: float, now: datetime) -> timedelta:
    """Return how long a host rests that answered 429 or 503; `failures` counts those in a row, this one too."""
    named = retry_after(header, now)
    if named is None:
        return backed_off(failures)
    return max(named, LEAST_REST)


def backed_off(failures: float) -> timedelta:
    """Return the rest after so many weighted failures in a row: five minutes, doubled by each, at most a day."""
    doublings = min(max(failures - 1.0, 0.0), 12.0)
    factor: float = 2.0**doublings
    return min(FIRST_REST * factor, MOST_REST)
