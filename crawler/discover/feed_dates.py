"""Notices that the dates of a whole feed cannot be believed: made at the moment of asking, or with a wrong zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from crawler.discover.found import Link
from crawler.extract.dates import parse_date

#: So many entries with one date say something about the feed; three of a breaking story may come in one second.
MIN_ENTRIES = 5
#: A feed that stamps its entries when asked is off by the clocks of two machines.
_SAME_MOMENT = timedelta(minutes=5)
#: Entries that are looked at for dates in the future; feeds list the newest first.
_LOOKED_AT = 10
#: Labels of a time that is UTC; many outlets print local time before them.
_UTC = ("gmt", "utc", "+0000", "+00:00", "z", " ut")
#: What local time printed as UTC can be ahead at most.
_MAX_SKEW = timedelta(hours=9, minutes=5)


def doubt_about(links: Sequence[Link], now: datetime, zone: str) -> str:
    """Return why the dates of a feed are not to be believed, or nothing. Raises: nothing."""
    dated = [link.published_raw for link in links if link.published_raw]
    if len(dated) >= MIN_ENTRIES and len(dated) == len(links) and len(set(dated)) == 1:
        instant = parse_date(dated[0], now, zone).instant
        if instant is not None and abs(now - instant) <= _SAME_MOMENT:
            return f"all {len(dated)} entries are dated at the moment of asking: {dated[0]}"
    for raw in dated[:_LOOKED_AT]:
        if raw.lower().endswith(_UTC) and _is_ahead(raw, now, zone):
            return f"local time labelled as UTC: {raw}"
    return ""


def _is_ahead(raw: str, now: datetime, zone: str) -> bool:
    """Return whether the date lies ahead, and not further than local time read as UTC does."""
    return parse_date(raw, now, zone).suspicious and parse_date(raw, now + _MAX_SKEW, zone).instant is not None
