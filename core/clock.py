"""The one source of time: aware instants in UTC, and the three Indonesian zones for showing them."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

ZONES = {
    "WIB": ZoneInfo("Asia/Jakarta"),
    "WITA": ZoneInfo("Asia/Makassar"),
    "WIT": ZoneInfo("Asia/Jayapura"),
}

#: Between these every zone can write an instant.
_FIRST, _LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


def now() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)


def to_utc(moment: datetime) -> datetime:
    """Return the instant in UTC.

    Raises: ValueError when the moment has no time zone, since guessing one moves it by up to nine hours.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone")
    return moment.astimezone(UTC)


def local(moment: datetime, zone: tzinfo) -> datetime:
    """Return the instant as that zone's clocks show it. Raises: nothing.

    One that those cannot show, in the first or last days of all, is moved by days: a wrong date spoils no page.
    """
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return (_FIRST if moment < _FIRST else _LAST).astimezone(zone)


def iso(moment: datetime) -> str:
    """Return the instant as ISO 8601 in UTC with a trailing Z."""
    return to_utc(moment).isoformat().replace("+00:00", "Z")
