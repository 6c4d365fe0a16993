"""Reads one date string of a feed or page: instant, zone used, confidence. Never guesses a year or reads month-first.

feedparser's own parse is not used: it takes WIB, WITA and WIT for UTC and fails on Indonesian day names.
"""

from __future__ import annotations

import html
import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from crawler.extract.dates_calendar import Found, count_dates, find_date
from crawler.extract.dates_clock import Zone, find_clock, find_zone, zone_of
from crawler.extract.dates_relative import find_relative

#: A date further ahead than this is no date (clock skew is seconds, a wrong zone is hours), nor one before 2000.
MAX_FUTURE = timedelta(minutes=15)
FIRST_YEAR = 2000
#: When that year began in the first place on earth.
_FIRST = datetime(1999, 12, 31, 10, tzinfo=UTC)
#: Longer strings are cut: no date needs more, and hostile ones run to megabytes.
MAX_LENGTH = 200
#: White space and markup around a date may be longer than the date; this much is looked through.
_LOOKED_AT = 4_000

_SIGNS = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "•": "|", "·": "|", "\u2236": ":", "\ua789": ":"}
)
#: Characters that show nothing: format (soft hyphen, zero-width, bidi marks) and marks that combine.
_UNSEEN = frozenset({"Cf", "Mn", "Me"})
_EPOCH = re.compile(r"(?:/date\()?(\d{10})(\d{3})?(?:\.\d{1,9})?(?:\)/)?$")
#: Words before the two dates that a page shows side by side.
_LABEL = re.compile(
    r"(?<![a-z])(?:(di)?(?:terbit|publikasi|tayang|posting|buat|rilis)(?:kan)?|published|posted|created"
    r"|(?:di)?(?:perbarui|perbaharui|update|mutakhirkan|ubah|sunting|edit)d?|updated|modified|pembaruan)(?![a-z])"
)
_LATER = re.compile(r"(?:di)?(?:perba|update|mutakhir|ubah|sunting|edit)|modified|pembaruan")


class ParsedDate(NamedTuple):
    """What a date string says; `instant` is None when it says nothing usable."""

    instant: datetime | None
    zone: str
    confidence: float
    #: The string names a date, but none that can be true: in the future, before 2000, 31 February.
    suspicious: bool = False


NOTHING = ParsedDate(None, "", 0.0)
_IMPOSSIBLE = NOTHING._replace(suspicious=True)


def parse_date(raw: str, now: datetime, zone: str | None = None, *, relative: bool = False) -> ParsedDate:
    """Return the instant that the string names, read in its own zone, else in `zone`, else in WIB. Raises: nothing.

    `relative` also reads `3 jam lalu`: right only for a string that was written at `now` and is the article's own.
    """
    text = _clean(raw)
    try:
        found = _epoch(text) or _absolute(text, zone) or (_relative(text, now, zone) if relative else NOTHING)
    except (ValueError, OverflowError):
        return _IMPOSSIBLE
    if found.instant is not None and (found.instant - now > MAX_FUTURE or found.instant < _FIRST):
        return _IMPOSSIBLE
    return found


def _clean(raw: str) -> str:
    """Return the string in plain small letters on one line, cut between words."""
    text = html.unescape(raw.lstrip()[:_LOOKED_AT])
    text = "".join(one for one in unicodedata.normalize("NFKD", text) if unicodedata.category(one) not in _UNSEEN)
    text = " ".join(text.translate(_SIGNS).lower().split())
    return text if len(text) <= MAX_LENGTH else text[:MAX_LENGTH].rpartition(" ")[0]


def _epoch(text: str) -> ParsedDate | None:
    match = _EPOCH.match(text)
    return ParsedDate(datetime.fromtimestamp(int(match.group(1)), UTC), "UTC", 0.9) if match else None


def _absolute(text: str, default: str | None) -> ParsedDate | None:
    part = _published(text) if count_dates(text) > 1 else text
    found = find_date(part)
    if found is None:
        return None
    if found.year < FIRST_YEAR:
        return _IMPOSSIBLE
    clock = find_clock(found.after, found.before)
    named = find_zone(f"{found.after} | {found.before}" if part == text else part, clock) or find_zone(text, None)
    zone = named or zone_of(default or "WIB")
    hour, minute, second = (clock.hour, clock.minute, clock.second) if clock else (0, 0, 0)
    local = _local(found, hour, minute, second, zone)
    confidence = 0.5 if clock is None else 0.95 if named else 0.8 if default else 0.65
    return ParsedDate(local.astimezone(UTC), zone.name, confidence)


def _local(found: Found, hour: int, minute: int, second: int, zone: Zone) -> datetime:
    """Return the moment in its zone; 24.00 ends the day, a leap second is the one before."""
    night = timedelta(days=1) if (hour, minute, second) == (24, 0, 0) else timedelta()
    last = 59 if second == 60 else second
    return datetime(found.year, found.month, found.day, 0 if night else hour, minute, last, tzinfo=zone.place) + night


def _published(text: str) -> str:
    """Return the part of a string with several dates that names the publication, not the last change."""
    labels = list(_LABEL.finditer(text))
    ends = [label.start() for label in labels[1:]] + [len(text)]
    parts = [(bool(_LATER.match(one.group())), text[one.start() : end]) for one, end in zip(labels, ends, strict=True)]
    if labels:
        parts.insert(0, (False, text[: labels[0].start()]))
    dated = [(later, part) for later, part in parts if find_date(part)]
    return min(dated, key=lambda one: one[0])[1] if dated else text


def _relative(text: str, now: datetime, default: str | None) -> ParsedDate:
    named = find_zone(text, None)
    zone = named or zone_of(default or "WIB")
    found = find_relative(text, now, zone)
    return ParsedDate(found.instant, zone.name, found.confidence) if found else NOTHING
