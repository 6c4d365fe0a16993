"""Turns the newsroom's relative dates into instants, and instants into the date lines that Indonesian outlets print."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.clock import ZONES, to_utc

_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def instant(days: int, time: str, zone: str, anchor: datetime) -> datetime:
    """Return when something planted was published, in UTC.

    `days` counts from the anchor's date in the zone. What would lie in the future, because the day has not come so
    far, was published the day before: a newsroom never dates an article ahead.
    """
    today = to_utc(anchor).astimezone(ZONES[zone])
    hour, minute = (int(part) for part in time.split(":"))
    moment = today.replace(hour=hour, minute=minute, second=0, microsecond=0) + timedelta(days=days)
    if moment > today:
        moment -= timedelta(days=1)
    return to_utc(moment)


def long_line(moment: datetime, zone: str) -> str:
    """Return e.g. `Jumat, 20 November 2026 | 14:05 WITA`."""
    local = moment.astimezone(ZONES[zone])
    return f"{_WEEKDAYS[local.weekday()]}, {local.day} {_MONTHS[local.month - 1]} {local.year} | {local:%H:%M} {zone}"


def short_line(moment: datetime, zone: str) -> str:
    """Return e.g. `Jumat, 20 Nov 2026 14:05 WITA`, as portals print it."""
    local = moment.astimezone(ZONES[zone])
    month = _MONTHS[local.month - 1][:3]
    return f"{_WEEKDAYS[local.weekday()]}, {local:%d} {month} {local.year} {local:%H:%M} {zone}"


def slash_line(moment: datetime, zone: str) -> str:
    """Return e.g. `20/11/2026, 14:05 WIB`."""
    return f"{moment.astimezone(ZONES[zone]):%d/%m/%Y, %H:%M} {zone}"


def local_iso(moment: datetime, zone: str) -> str:
    """Return ISO 8601 with the zone's offset, as outlets write it into their metadata."""
    return moment.astimezone(ZONES[zone]).isoformat()


def local_mail(moment: datetime, zone: str) -> str:
    """Return the date as RSS writes it, e.g. `Fri, 20 Nov 2026 14:05:00 +0800`."""
    local = moment.astimezone(ZONES[zone])
    weekday = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[local.weekday()]
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[local.month - 1]
    return f"{weekday}, {local:%d} {month} {local:%Y %H:%M:%S %z}"
