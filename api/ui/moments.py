"""Instants as the reader's office sees them: WIB, WITA or WIT, in the reader's language."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from babel.dates import format_date, format_datetime

from api.ui.i18n import Words
from core.clock import ZONES, iso, local, now
from core.regions.tree import Zone, load_tree

#: Clock times are written with a dot in Indonesian, with a colon in English.
_PATTERNS = {"id": "HH.mm", "en": "HH:mm"}
#: Offsets as pages write them, to the zones of the country.
_OFFSETS = {"+07:00": "WIB", "+08:00": "WITA", "+09:00": "WIT"}


class Moments:
    """Writes instants for one reader; `present` is the instant of the request."""

    def __init__(self, words: Words, zone: Zone, present: datetime | None = None) -> None:
        self._words = words
        self.zone = zone
        self.present = present or now()

    def iso(self, moment: datetime) -> str:
        """Return the instant for machines."""
        return iso(moment)

    def full(self, moment: datetime) -> str:
        """Return day, year, time and zone: 22 Nov 2026 14.06 WITA."""
        return f"{self._at(moment, 'd MMM y')} {self.zone}"

    def at_source(self, moment: datetime, zone: str) -> str:
        """Return the full form, and beside it the time at the source where that lies in another zone."""
        name = _OFFSETS.get(zone, zone)
        if name not in ZONES or name == self.zone:
            return self.full(moment)
        pattern = f"d MMM {_PATTERNS[self._words.language]}"
        there = format_datetime(local(moment, ZONES[name]), pattern, locale=self._words.locale)
        return f"{self.full(moment)} = {there} {name}"

    def short(self, moment: datetime) -> str:
        """Return day and time: 22 Nov 14.06; with the year when it is not this one."""
        same_year = self._local(moment).year == self._local(self.present).year
        return self._at(moment, "d MMM" if same_year else "d MMM y")

    def clock(self, moment: datetime) -> str:
        """Return the time of day with its zone: 14.06 WITA."""
        return f"{self._at(moment, '')} {self.zone}"

    def age(self, moment: datetime) -> str:
        """Return how long ago it was, in the largest whole unit."""
        _, seconds = self._words, max(0.0, (self.present - moment).total_seconds())
        if seconds < 3600:
            return _.many("%(n)s min", "%(n)s min", int(seconds // 60))
        if seconds < 86400:
            return _.many("%(n)s hour", "%(n)s hours", int(seconds // 3600))
        return _.many("%(n)s day", "%(n)s days", int(seconds // 86400))

    def minutes_left(self, moment: datetime) -> int:
        """Return the whole minutes until the instant, at least 0."""
        return max(0, int((moment - self.present).total_seconds() // 60))

    def day(self, value: date) -> str:
        """Return a calendar day: 22 Nov 2026."""
        return str(format_date(value, "d MMM y", locale=self._words.locale))

    def partial(self, value: str) -> str:
        """Return a day as far as it is known, from `2026-11-22`, `2026-11` or `2026`: 22 Nov 2026, Nov 2026, 2026."""
        pattern = {4: "y", 7: "MMM y", 10: "d MMM y"}.get(len(value), "")
        try:
            first = date.fromisoformat(f"{value}-01-01"[:10])
        except ValueError:
            return value
        return str(format_date(first, pattern, locale=self._words.locale)) if pattern else value

    def today(self) -> date:
        """Return today's date where the office is."""
        return self._local(self.present).date()

    def day_of(self, moment: datetime) -> date:
        """Return the calendar day of the instant where the office is."""
        return self._local(moment).date()

    def begin(self, day: date) -> datetime:
        """Return the instant at which the day begins where the office is, in UTC."""
        return local(datetime.combine(day, time(), ZONES[self.zone]), UTC)

    def end(self, day: date) -> datetime:
        """Return the instant at which the day ends where the office is, in UTC."""
        return self.begin(day + timedelta(days=1))

    def _local(self, moment: datetime) -> datetime:
        return local(moment, ZONES[self.zone])

    def _at(self, moment: datetime, pattern: str) -> str:
        whole = f"{pattern} {_PATTERNS[self._words.language]}".strip()
        return str(format_datetime(self._local(moment), whole, locale=self._words.locale))


def zone_of(region: str) -> Zone:
    """Return the time zone of an office's region; WIB for the centre and for codes that are not in the table."""
    tree = load_tree()
    return tree.get(region).zone if region in tree else "WIB"
