"""The one source of time: aware instants in UTC, and the three Indonesian zones for showing them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

ZONES = {
    "WIB": ZoneInfo("Asia/Jakarta"),
    "WITA": ZoneInfo("Asia/Makassar"),
    "WIT": ZoneInfo("Asia/Jayapura"),
}


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


def iso(moment: datetime) -> str:
    """Return the instant as ISO 8601 in UTC with a trailing Z."""
    return to_utc(moment).isoformat().replace("+00:00", "Z")
