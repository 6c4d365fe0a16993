"""Reads one date string of a feed or page: instant, zone used, confidence. Never guesses a year or reads month-first.

feedparser's own parse is not used: it takes WIB, WITA and WIT for UTC and fails on Indonesian day names.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from core.clock import ZONES
from crawler.extract.months import MONTHS

#: A date further ahead than this is no date (clock skew is seconds, a wrong zone is hours), nor one before 2000.
MAX_FUTURE = timedelta(minutes=15)
FIRST_YEAR = 2000
#: Longer strings are cut: no date needs more, and hostile ones run to megabytes.
MAX_LENGTH = 200

_TIME = r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d{1,9})?"
_ISO = re.compile(rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})(?:[T ]\s?{_TIME})?")
_NAMED = re.compile(r"(\d{1,2})[\s./-]{1,3}([a-z]{3,10})[\s.,/-]{1,3}(\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"\b([a-z]{3,10})\.?\s(\d{1,2}),\s{0,2}(\d{4})(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_CLOCK = re.compile(rf"(?<![\d.:]){_TIME}(?!\d)")
_ZONE_NAME = re.compile(r"\b(wib|wita|wit|utc|gmt)\b")
_OFFSET = re.compile(r"(?:(?<=\d)|\s|gmt|utc)([+-])(\d{2}):?(\d{2})\s{0,3}(?:\(|$)")


class ParsedDate(NamedTuple):
    """What a date string says; `instant` is None when it says nothing usable."""

    instant: datetime | None
    zone: str
    confidence: float


NOTHING = ParsedDate(None, "", 0.0)


def parse_date(raw: str, now: datetime, zone: str = "WIB") -> ParsedDate:
    """Return the instant that the string names; without a zone of its own it is read in `zone`. Raises: nothing."""
    text = " ".join(raw[:MAX_LENGTH].lower().split())
    found = _date(text)
    if found is None:
        return NOTHING
    year, month, day, rest = found
    clock = _CLOCK.search(rest)
    named, place = _zone(rest, zone)
    hour, minute, second = (int(part or 0) for part in clock.groups()) if clock else (0, 0, 0)
    try:
        local = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=place)
        instant = local.astimezone(UTC)
    except (ValueError, OverflowError):
        return NOTHING
    if year < FIRST_YEAR or instant > now + MAX_FUTURE:
        return NOTHING
    confidence = 0.5 if clock is None else 0.95 if named else 0.8
    return ParsedDate(instant, named or zone, confidence)


def _date(text: str) -> tuple[int, int, int, str] | None:
    """Return year, month, day and the rest of the string, where the time of day stands."""
    match = _ISO.search(text)
    if match:
        year, month, day = (int(part) for part in match.group(1, 2, 3))
        return year, month, day, f"{text[match.end(3) :]}".lstrip("t")
    for pattern, order in ((_NAMED, (1, 2, 3)), (_MONTH_FIRST, (2, 1, 3))):
        match = pattern.search(text)
        if match and match.group(order[1]) in MONTHS:
            number = MONTHS[match.group(order[1])]
            return int(match.group(order[2])), number, int(match.group(order[0])), _around(text, match)
    match = _NUMERIC.search(text)
    if match:  # day first, as everywhere in Indonesia: 05/06/2024 is 5 June
        return int(match.group(3)), int(match.group(2)), int(match.group(1)), _around(text, match)
    return None


def _around(text: str, match: re.Match[str]) -> str:
    return f"{text[match.end() :]} | {text[: match.start()]}"


def _zone(text: str, default: str) -> tuple[str, tzinfo]:
    """Return the zone that the string names (empty: none) and the zone to read it in."""
    after = text.partition(" | ")[0].rstrip()
    offset = _OFFSET.search(after)
    if offset:
        shift = timedelta(hours=int(offset.group(2)), minutes=int(offset.group(3)))
        if shift <= timedelta(hours=14):
            return f"{offset.group(1)}{offset.group(2)}:{offset.group(3)}", timezone(
                -shift if offset.group(1) == "-" else shift
            )
    named = _ZONE_NAME.search(text)
    if named:
        name = named.group(1).upper()
        return (name, ZONES[name]) if name in ZONES else ("UTC", UTC)
    if after.endswith("z") and after[:-1][-1:].isdigit():
        return "UTC", UTC
    return "", ZONES.get(default, ZONES["WIB"])
