"""Finds the time of day and the zone beside a date: dotted times, `pukul 14`, am and pm, WIB, GMT+7, +0700."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo
from typing import NamedTuple

from core.clock import ZONES

_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d{1,9}(?!\d))?(?!\d)")
_HOUR = re.compile(r"(?<![a-z])(?:pukul|pkl|pk|jam|at)\.?\s?(\d{1,2})(?![\d:.])()()")
#: `8 pm`: an hour with its half of the day and no minutes.
_BARE = re.compile(r"(?<![\w.,:])(\d{1,2})()()(?=\s?(?:am|pm|a\.m|p\.m|pagi|siang|sore|malam)(?![a-z]))")
_HALF = re.compile(r"\s?(am|pm|a\.m\.?|p\.m\.?|pagi|siang|sore|malam)(?![a-z])")
#: An offset right after the time. A bare minus before a named zone is a range: 08:00-10:00 WIB.
_OFFSET = re.compile(r"\s?\(?\s?([+-])(\d{2})(?:[:.]?(\d{2}))?(?![\d:.])(?!\s?jam)")
_RANGE = re.compile(r"\s?(?:wib|wita|wit)(?![a-z])")
_NAMED_OFFSET = re.compile(r"(?<![a-z])(?:gmt|utc)\s?([+-])\s?(\d{1,2})(?:[:.]?(\d{2}))?(?!\d)")
_NAME = re.compile(r"(?<![a-z])(wib|wita|wit)(?![a-z])")
_LONG_NAME = re.compile(
    r"(?:waktu indonesia (?:bagian )?)(barat|tengah|timur)|(western|central|eastern) indonesian? (?:standard )?time"
)
_UTC = re.compile(r"(?<![a-z])(?:utc|gmt)(?![a-z])|(?<=\d)\s?(?:z|ut)(?![a-z])")
_FOREIGN = re.compile(r"\s?\(?(ict|sgt|myt|hkt|jst|kst|aest|est|edt|cst|cdt|mst|mdt|pst|pdt|bst|cet|cest)(?![a-z])")

_LONG = {"barat": "WIB", "western": "WIB", "tengah": "WITA", "central": "WITA", "timur": "WIT", "eastern": "WIT"}
#: Hours ahead of UTC: the zones of RFC 822 and those of neighbours whose news is quoted.
_HOURS = {
    "ict": 7, "sgt": 8, "myt": 8, "hkt": 8, "jst": 9, "kst": 9, "aest": 10, "est": -5, "edt": -4, "cst": -6, "cdt": -5,
    "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "bst": 1, "cet": 1, "cest": 2,
}  # fmt: skip
_IANA = {
    "ASIA/JAKARTA": "WIB", "ASIA/PONTIANAK": "WIB", "ASIA/MAKASSAR": "WITA", "ASIA/UJUNG_PANDANG": "WITA",
    "ASIA/JAYAPURA": "WIT",
}  # fmt: skip
_MAX_SHIFT = timedelta(hours=14)


class Clock(NamedTuple):
    """A time of day as written and what follows it."""

    hour: int
    minute: int
    second: int
    tail: str


class Zone(NamedTuple):
    """A zone: its name for people and the zone to reckon in."""

    name: str
    place: tzinfo


def find_clock(after: str, before: str = "") -> Clock | None:
    """Return the time of day, sought first after the date; None when there is none."""
    for pattern in (_CLOCK, _HOUR, _BARE):
        for text in (after, before):
            match = pattern.search(text)
            if match:
                hour, minute, second = (int(part or 0) for part in match.groups())
                half = _HALF.match(text, match.end())
                tail = text[half.end() if half else match.end() :]
                return Clock(_of_day(hour, half.group(1).replace(".", "") if half else ""), minute, second, tail)
    return None


def find_zone(text: str, clock: Clock | None) -> Zone | None:
    """Return the zone that the string names, an offset before a name; None when it names none.

    Raises: ValueError when the offset is none on earth.
    """
    tail = clock.tail if clock else ""
    for offset in (_OFFSET.match(tail), _NAMED_OFFSET.search(tail), _NAMED_OFFSET.search(text)):
        if offset and not (offset.group(1) == "-" and _RANGE.match(offset.string, offset.end())):
            return _shifted(*offset.groups())
    foreign = _FOREIGN.match(tail)
    if foreign:
        return Zone(foreign.group(1).upper(), timezone(timedelta(hours=_HOURS[foreign.group(1)])))
    for part in (tail, text):
        name, long_name = _NAME.search(part), _LONG_NAME.search(part)
        if name or long_name:
            found = name.group(1).upper() if name else _LONG[long_name.group(1) or long_name.group(2)]  # type: ignore[union-attr]
            return Zone(found, ZONES[found])
    return Zone("UTC", UTC) if _UTC.search(text) else None


def zone_of(name: str) -> Zone:
    """Return the zone that somebody set: WIB, WITA, WIT, UTC, GMT+8, +08:00 or Asia/Makassar.

    Raises: ValueError when it is none of these.
    """
    wanted = name.strip().upper()
    wanted = _IANA.get(wanted, wanted)
    if wanted in ZONES:
        return Zone(wanted, ZONES[wanted])
    if wanted in {"UTC", "GMT", "Z"}:
        return Zone("UTC", UTC)
    offset = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?", wanted)
    if offset is None:
        raise ValueError(f"{name[:40]!r} is no zone")
    return _shifted(*offset.groups())


def _shifted(sign: str, hours: str, minutes: str | None) -> Zone:
    shift = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if shift > _MAX_SHIFT or int(minutes or 0) > 59:
        raise ValueError(f"{sign}{hours}{minutes or ''} is no offset")
    name = f"{sign}{int(hours):02d}:{int(minutes or 0):02d}"
    return Zone(name, timezone(-shift if sign == "-" else shift))


def _of_day(hour: int, half: str) -> int:
    """Return the hour from 0 to 24; `pukul 19.00 malam` stays what it is."""
    if half in {"am", "pagi"} or (half == "malam" and hour == 12):
        return 0 if hour == 12 else hour
    later = {"pm": range(1, 12), "siang": range(1, 4), "sore": range(2, 8), "malam": range(6, 12)}
    return hour + 12 if hour in later.get(half, ()) else hour
