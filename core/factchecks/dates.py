"""Dates of fact-checks as precise as they were given and no more: a year stays a year."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import NamedTuple

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
#: A calendar day with a clock; a zone is needed to make it an instant.
_CLOCKED = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
FIRST_YEAR, LAST_YEAR = 1990, 2100


class Dated(NamedTuple):
    """`on` is ISO 8601, as far as it is known: "2024", "2024-03", "2024-03-07"; `at` only where a clock was given."""

    on: str
    at: datetime | None


UNDATED = Dated("", None)


def read_date(raw: str) -> Dated:
    """Return what the string says: ISO 8601 (also partial), dd/mm/yyyy, or nothing, as for `<=2021-05`.

    Raises: nothing. A bound (`<=`) is no date: it stays in the raw string alone.
    """
    text = raw.strip()[:60]
    if _CLOCKED.match(text):
        return _clocked(text)
    if match := _ISO.fullmatch(text):
        return _calendar(*match.groups())
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
        return _calendar(year, month, day)
    return UNDATED


def _clocked(text: str) -> Dated:
    day = _calendar(*text[:10].split("-"))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return day
    # Midnight is what systems write that know the day alone; without a zone there is no instant either.
    midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    if not day.on or midnight or moment.tzinfo is None:
        return day
    return Dated(day.on, moment.astimezone(UTC))


def _calendar(year: str, month: str | None = None, day: str | None = None) -> Dated:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return UNDATED
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return UNDATED
    # Written anew: the digits may be those of another script, and days are compared as text.
    parts = [f"{int(year):04}", *(f"{int(part):02}" for part in (month, day) if part)]
    return Dated("-".join(parts), None)
