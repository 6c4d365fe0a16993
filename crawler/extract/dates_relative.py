"""Reads dates that lean on the moment of reading: `3 jam lalu`, `kemarin pukul 10.00`, `baru saja`, `2 hours ago`."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from crawler.extract.dates_clock import Zone, find_clock

#: A relative date is short; a longer string is running text in which "3 hari lalu" says when something happened.
MAX_RELATIVE = 70

_NUMBERS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "sepuluh": 10, "sebelas": 11, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "a": 1, "an": 1,
}  # fmt: skip
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
_UNITS = {
    "detik": "second", "dtk": "second", "second": "second", "sec": "second", "menit": "minute", "mnt": "minute",
    "minute": "minute", "min": "minute", "jam": "hour", "hour": "hour", "hr": "hour", "hari": "day", "day": "day",
    "minggu": "week", "pekan": "week", "week": "week", "bulan": "month", "month": "month", "tahun": "year",
    "year": "year", "h": "hour", "m": "minute", "d": "day", "w": "week",
}  # fmt: skip
_UNIT = "(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + ")s?"
_AMOUNT = rf"(?<![\w.,])(?:(\d{{1,4}}|{'|'.join(_NUMBERS)})\s?|(se|setengah\s))"
_PART = re.compile(rf"{_AMOUNT}{_UNIT}(?![a-z])")
_AGO = re.compile(r"(?<![a-z])(?:lalu|silam|ago|yg lalu)(?![a-z])")
_JUST = re.compile(r"(?<![a-z])(?:baru saja|barusan|just now|sekarang|beberapa detik (?:yang )?lalu)(?![a-z])")
_DAYS = (
    (re.compile(r"(?<![a-z])(?:kemarin lusa|kemarin dulu|kemaren lusa)(?![a-z])"), 2),
    (re.compile(r"(?<![a-z])(?:kemarin|kemaren|yesterday)(?![a-z])"), 1),
    (re.compile(r"(?<![a-z])(?:hari ini|today)(?![a-z])"), 0),
)
#: `Jumat lalu`: the last such day before today. `Minggu lalu` without a time of day means last week, which is no date.
_WEEKDAYS = {
    "senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "sabtu": 5, "minggu": 6, "ahad": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
_WEEKDAY = re.compile(
    rf"(?<![a-z])(?:last\s({'|'.join(_WEEKDAYS)})|({'|'.join(_WEEKDAYS)})\s(?:lalu|kemarin|kemaren))(?![a-z])"
)


class Relative(NamedTuple):
    """The instant, and how sure it is: a unit of hours is right to the hour, no better."""

    instant: datetime
    confidence: float


def find_relative(text: str, now: datetime, zone: Zone) -> Relative | None:
    """Return the instant that the string names from `now` backwards; None when it names none.

    Raises: ValueError, OverflowError when there is no such instant.
    """
    if len(text) > MAX_RELATIVE:
        return None
    if _JUST.search(text):
        return Relative(now.astimezone(UTC), 0.8)
    weekday = _WEEKDAY.search(text)
    if weekday:
        return _last(now, weekday.group(1) or weekday.group(2), zone, text[weekday.end() :], text[: weekday.start()])
    for pattern, days in _DAYS:
        match = pattern.search(text)
        if match:
            return _on_day(now, days, zone, text[match.end() :], text[: match.start()])
    ago = _AGO.search(text)
    parts = list(_PART.finditer(text, 0, ago.start())) if ago else []
    if ago is None or not parts:
        return None
    moment, coarsest = now, 0
    for part in parts:
        moment, seconds = _back(moment, part)
        coarsest = max(coarsest, seconds)
    clock = find_clock(text[ago.end() :])
    if clock and coarsest >= _SECONDS["day"]:
        return _on_day(moment, 0, zone, text[ago.end() :], "")
    confidence = 0.7 if coarsest <= _SECONDS["hour"] else 0.5 if coarsest <= _SECONDS["week"] else 0.3
    return Relative(moment.astimezone(UTC), confidence)


def _last(now: datetime, name: str, zone: Zone, after: str, before: str) -> Relative | None:
    """Return the last such weekday before today."""
    days = (now.astimezone(zone.place).weekday() - _WEEKDAYS[name] - 1) % 7 + 1
    return None if name == "minggu" and find_clock(after, before) is None else _on_day(now, days, zone, after, before)


def _on_day(now: datetime, days: int, zone: Zone, after: str, before: str) -> Relative:
    """Return the time of day that the string names, `days` before today in the zone; midnight without one."""
    clock = find_clock(after, before)
    day = now.astimezone(zone.place).date() - timedelta(days=days)
    hour, minute, second = (clock.hour, clock.minute, clock.second) if clock else (0, 0, 0)
    local = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone.place)
    return Relative(local.astimezone(UTC), 0.75 if clock else 0.4)


def _back(moment: datetime, part: re.Match[str]) -> tuple[datetime, int]:
    """Return the moment moved back by one amount such as `3 jam`, and the seconds of its unit."""
    written, whole, name = part.groups()
    unit = _UNITS[name]
    amount = (_NUMBERS.get(written) or int(written)) if written and written in _NUMBERS else int(written or 1)
    if unit in {"month", "year"}:
        return _months_back(moment, amount * (12 if unit == "year" else 1)), 31 * _SECONDS["day"]
    seconds = _SECONDS[unit] * amount
    if whole and whole.startswith("setengah"):
        seconds //= 2
    return moment - timedelta(seconds=seconds), _SECONDS[unit]


def _months_back(moment: datetime, months: int) -> datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))
