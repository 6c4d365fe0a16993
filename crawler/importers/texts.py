"""A row of a file to a text for the store. Author fields and whatever else a row carries are not even read."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from core.schemas.document import Kind
from core.schemas.incoming import Incoming
from core.schemas.source import ID_PATTERN, Zone
from crawler.discover.urls import canonical
from crawler.extract.dates import ParsedDate, parse_date
from crawler.importers.rows import Rejected
from crawler.provenance import importer

#: Dates that a file may name. Archives are older than what is crawled (2000); clocks and zones of other systems err by
#: hours. What lies beyond is a slip that would drag the hours, issues and lists that it falls into along.
FIRST_YEAR, AHEAD = 1990, timedelta(days=1)
_REGION = re.compile(r"\d\d(\.\d\d(\.\d\d)?)?", re.ASCII)


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    kind: Kind
    title: str = ""
    text: str
    published_at: str | None = None
    source_region: str | None = None
    url: str | None = None
    source: str | None = None


class _Moment(BaseModel):
    at: AwareDatetime


class Defaults(BaseModel):
    """What holds for rows that do not say it."""

    model_config = ConfigDict(frozen=True)

    source: str
    kind: Kind = "news"
    #: The zone of dates without one; None: such a date is refused.
    zone: Zone | None = None
    #: Read dates as people write them, too; without it only instants with a zone are dates.
    loose_dates: bool = False


def read_text(values: dict[str, Any], given: Defaults, now: datetime) -> Incoming:
    """Return the text of a row; the row's own id is answered and not kept.

    Raises: Rejected.
    """
    try:
        line = _Line.model_validate({"kind": given.kind, **values})
    except ValidationError as error:
        first = error.errors()[0]
        raise Rejected("bad_field", f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    source_id = line.source or given.source
    if not re.fullmatch(ID_PATTERN, source_id):
        raise Rejected("bad_field", "source: small letters, digits and hyphens")
    if line.source_region and not _REGION.fullmatch(line.source_region):
        raise Rejected("bad_field", "source_region: a code such as 73 or 73.71")
    url = canonical(line.url) if line.url else None
    if line.url and url is None:
        raise Rejected("bad_field", "url: not an http address")
    published = _date(line.published_at, given, now) if line.published_at else None
    return Incoming(
        kind=line.kind,
        source_id=source_id,
        origin="import",
        url=url,
        title=line.title,
        text=line.text,
        published_at=published.instant if published else None,
        published_raw=line.published_at or "",
        published_zone=published.zone if published else "",
        published_from="file" if published else "",
        published_confidence=published.confidence if published else None,
        source_region=line.source_region or None,
        extractor=importer(),
    )


def _date(raw: str, given: Defaults, now: datetime) -> ParsedDate:
    try:
        at = _Moment.model_validate({"at": raw}).at
    except ValidationError:
        pass
    else:
        if at.year < FIRST_YEAR or at > now + AHEAD:
            raise Rejected("bad_field", f"published_at: lies in the future or before the year {FIRST_YEAR}")
        return ParsedDate(at, "", 1.0)
    found = parse_date(raw, now, given.zone) if given.loose_dates else None
    if found is not None and found.instant is not None and (given.zone or found.confidence >= 0.9):
        return found
    wanted = "a date with a zone (or name the zone: --zone WIB)" if given.loose_dates else "an instant with a time zone"
    raise Rejected("bad_field", f"published_at: not {wanted}")
