"""Lines of `suar bursts scan`: hours of region and category in, one line an alarm out."""

from __future__ import annotations

import sys
from collections import defaultdict
from datetime import UTC, datetime, timedelta

from core.errors import BadInput
from nlp.batch.lines import LineError, Row, is_unicode, string_of
from nlp.groups.bursts.scan import Hour, Key, scan
from nlp.groups.bursts.watch import Burst

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Longer records are a mistyped year: every hour in between would have to be watched.
LONGEST_YEARS = 12
MOST_ITEMS = 1_000_000
_LONGEST_NAME = 200


class BurstLines:
    """Takes the lines of a run in any order; knows the alarms once all are in."""

    def __init__(self) -> None:
        self._hours: dict[Key, dict[int, Hour]] = defaultdict(dict)
        self._zoned = False

    def take(self, row: Row) -> None:
        """Take one line; several lines of one hour add up. A line that is refused changes nothing.

        Raises: LineError naming the field that cannot be used.
        """
        moment = _moment(row)
        key = (_name(row, "region"), _name(row, "category"))
        count, outlets = _number(row, "count"), _outlets(row)
        self._zoned |= moment.tzinfo is not None
        hour = (moment.replace(tzinfo=UTC) - _EPOCH) // timedelta(hours=1)
        self._hours[key].setdefault(hour, Hour()).add(count, outlets)

    def alarms(self) -> list[Row]:
        """Return the answer lines, in the order in which the alarms were raised.

        Raises: BadInput when the hours span more than `LONGEST_YEARS`.
        """
        known = [hour for series in self._hours.values() for hour in series]
        if known and max(known) - min(known) > LONGEST_YEARS * 366 * 24:
            raise BadInput(
                f"The hours reach from {self._shown(min(known))} to {self._shown(max(known))}, more than "
                f"{LONGEST_YEARS} years: correct the wrong one, or scan the years apart."
            )
        return [self._line(key, burst) for key, burst in scan(self._hours)]

    def _line(self, key: Key, burst: Burst) -> Row:
        return {
            "region": key[0],
            "category": key[1],
            "started_at": self._shown(burst.started),
            "raised_at": self._shown(burst.raised),
            "ended_at": None if burst.ended is None else self._shown(burst.ended),
            "count": burst.count,
            "usual": round(burst.usual, 2),
            "hours": burst.hours,
        }

    def _shown(self, hour: int) -> str:
        """Return the hour with the sign of UTC, or without a zone when no line had one."""
        text = (_EPOCH + timedelta(hours=hour)).replace(tzinfo=None).isoformat()
        return text + "Z" if self._zoned else text


def _moment(row: Row) -> datetime:
    """Return the hour in UTC, or without a zone where it has none."""
    value = string_of(row, "hour")
    try:
        moment = datetime.fromisoformat(value.strip())
        return moment if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise LineError("bad_hour", "`hour` is not ISO 8601, e.g. 2026-11-20T05:00:00Z") from error


def _name(row: Row, field: str) -> str:
    value = row.get(field)
    if value is None or value == "":
        raise LineError(f"missing_{field}", f"`{field}` is missing")
    if not isinstance(value, str) or len(value) > _LONGEST_NAME:
        raise LineError("wrong_type", f"`{field}` must be a string of at most {_LONGEST_NAME} characters")
    if not is_unicode(value):
        raise LineError("not_unicode", f"`{field}` holds half a surrogate pair")
    return value


def _number(row: Row, field: str, form: str = "a whole number") -> int:
    value = row.get(field)
    if value is None:
        raise LineError(f"missing_{field}", f"`{field}` is missing")
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
        raise LineError("wrong_type", f"`{field}` must be {form}")
    if not 0 <= value <= MOST_ITEMS:
        raise LineError(f"bad_{field}", f"`{field}` must be between 0 and {MOST_ITEMS}")
    return int(value)


def _outlets(row: Row) -> int | frozenset[str] | None:
    """Return of how many outlets the hour's items are: a number, or their names."""
    value = row.get("sources")
    if value is None:
        return None
    if isinstance(value, list):
        return frozenset(sys.intern(str(name)) for name in value)  # each name is in memory once, in thousands of hours
    return _number(row, "sources", "a whole number or a list of names")
