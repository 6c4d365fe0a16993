"""Finds the calendar date in a cleaned date string: year, month, day and what stands around it. Day first, always."""

from __future__ import annotations

import re
from typing import NamedTuple

from crawler.extract.months import MONTHS

_MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?![a-z])"
_DAY = r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?:\sof)?"
#: Two digits are a year only where nothing else can stand: at the end, before a comma or before a time of day.
_SHORT = r"\d{2}(?=\s?$|\s?,|\s\d{1,2}[:.]\d{2})"
_YEAR = rf"'?(\d{{4}}(?!\d)|{_SHORT})"

_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:t?(\d{2})(\d{2})(\d{2})?(?:\.\d{1,9})?(z|[+-]\d{2}:?\d{2})?)?$")
_PATTERNS: tuple[tuple[re.Pattern[str], tuple[int, int, int]], ...] = (
    (re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)"), (1, 3, 4)),
    (re.compile(rf"{_DAY}[\s.,/-]{{0,3}}{_MONTH}[\s.,/-]{{0,3}}{_YEAR}"), (3, 2, 1)),
    (re.compile(rf"(?<![a-z]){_MONTH}[\s./-]{{1,2}}{_DAY}[\s.,/-]{{1,3}}'?(\d{{4}})(?!\d)"), (3, 1, 2)),
    (re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d)"), (4, 3, 1)),
    (re.compile(rf"(?<![\d/.-])(\d{{1,2}})([/-])(\d{{1,2}})\2({_SHORT})"), (4, 3, 1)),
)
#: As `date` prints it: Fri Nov 20 14:05:00 WIB 2026.
_CTIME = re.compile(
    rf"(?<![a-z]){_MONTH}\s{_DAY}\s(\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s(?:[a-z]{{1,5}}|[+-]\d{{4}}))?)\s(\d{{4}})(?!\d)"
)


class Found(NamedTuple):
    """A calendar date, not yet checked, and the text after and before it, where the time of day stands."""

    year: int
    month: int
    day: int
    after: str
    before: str


def find_date(text: str) -> Found | None:
    """Return the first date of the string in the most telling way of writing; None when there is none."""
    match = _COMPACT.match(text)
    if match:
        year, month, day, hour, minute, second, zone = match.groups()
        return Found(
            int(year), int(month), int(day), f"{hour}:{minute}:{second or '00'}{zone or ''}" if hour else "", ""
        )
    match = _CTIME.search(text)
    if match:
        return Found(int(match.group(4)), MONTHS[match.group(1)], int(match.group(2)), match.group(3), "")
    for pattern, (year_at, month_at, day_at) in _PATTERNS:
        match = pattern.search(text)
        if match:
            month_name = match.group(month_at)
            number = MONTHS[month_name] if month_name in MONTHS else int(month_name)
            after, before = text[match.end() :], text[: match.start()]
            return Found(_year(match.group(year_at)), number, int(match.group(day_at)), after, before)
    return None


def count_dates(text: str) -> int:
    """Return how many whole dates the string holds, up to two."""
    found = find_date(text)
    if found is None:
        return 0
    return 2 if find_date(found.after) or find_date(found.before) else 1


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
