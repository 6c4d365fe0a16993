"""What sources brought day by day, summed up from ledger and documents, and the judgements. The only SQL on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, String, and_, case, cast, delete, func, insert, or_, select

from core.db.tables import documents, ledger, source_days, source_health
from core.schemas.health import SourceReport

#: Reasons of a discovery page that answered, and listed nothing that could be read.
EMPTY = ("empty_feed", "empty_section", "empty_sitemap", "not_a_feed", "not_a_sitemap", "not_html")
#: What is counted hour by hour: new documents, pages without a text, copies among the new, and polls that could be
#: read and that could not.
COUNTED = ("new", "lost", "copies", "read", "failed")
#: Characters of a text that are looked at.
_HEAD = 2000
_CHUNK = 5_000


class SourceDay(NamedTuple):
    """One source on one day in UTC. What is packed are whole numbers of four bytes, the lowest first."""

    source_id: str
    day: date
    #: 24 numbers for each of `COUNTED`, packed.
    counts: bytes
    #: Hour, characters, and marks (1: no date, 2: another language, 4: advertises gambling) of each new document,
    #: packed.
    texts: bytes
    #: Outcomes that are no success, by code, for each hour: `{"failed:timeout": {"13": 2}}`.
    errors: dict[str, dict[str, int]]


class HourCount(NamedTuple):
    """How many entries of the ledger ended so within an hour."""

    source_id: str
    hour: datetime
    kind: str
    outcome: str
    reason: str
    times: int


class NewText(NamedTuple):
    """The beginning of a new document."""

    source_id: str
    at: datetime
    chars: int
    dated: bool
    head: str


def days(connection: Connection, since: date, errors_since: date) -> Iterator[SourceDay]:
    """Yield the days that are summed up, in order; without the outcomes of days before the second date."""
    recent = case((source_days.c.day >= errors_since, source_days.c.errors))
    columns = (source_days.c.source_id, source_days.c.day, source_days.c.counts, source_days.c.texts, recent)
    query = select(*columns).where(source_days.c.day >= since).order_by(source_days.c.day)
    for source_id, day, counts, texts, errors in connection.execute(query):
        yield SourceDay(source_id, day, counts, texts, errors or {})


def last_day(connection: Connection) -> date | None:
    """Return the newest day that is summed up."""
    return connection.execute(select(func.max(source_days.c.day))).scalar()


def save_days(connection: Connection, summed: Iterable[SourceDay], since: date) -> None:
    """Write the days from this one on anew."""
    connection.execute(delete(source_days).where(source_days.c.day >= since))
    rows = [one._asdict() for one in summed]
    for start in range(0, len(rows), _CHUNK):
        connection.execute(insert(source_days), rows[start : start + _CHUNK])


def forget_days(connection: Connection, before: date) -> None:
    """Delete the days that no judgement needs any more."""
    connection.execute(delete(source_days).where(source_days.c.day < before))


def hours(connection: Connection, since: datetime) -> Iterator[HourCount]:
    """Yield the sums of the ledger hour by hour."""
    hour = func.substr(cast(ledger.c.at, String), 1, 13)  # both engines write 2026-11-28 09:…
    columns = (ledger.c.source_id, hour, ledger.c.kind, ledger.c.outcome, ledger.c.reason)
    query = select(*columns, func.count()).where(ledger.c.at >= since).group_by(*columns)
    for source_id, written, *rest in connection.execute(query):
        yield HourCount(source_id, datetime.fromisoformat(f"{written}:00:00+00:00"), *rest)


def texts(connection: Connection, since: datetime) -> Iterator[NewText]:
    """Yield the documents that came in by crawling, oldest first."""
    columns = (
        documents.c.source_id,
        documents.c.ingested_at,
        func.length(documents.c.text),
        documents.c.published_at.is_not(None),
        func.substr(documents.c.title + " " + documents.c.text, 1, _HEAD),
    )
    query = select(*columns).where(documents.c.ingested_at >= since, documents.c.origin == "crawl")
    for row in connection.execute(query.order_by(documents.c.ingested_at, documents.c.id)):
        yield NewText(*row)


def empty_pages(connection: Connection, since: datetime) -> list[tuple[str, str, int]]:
    """Return source, address and number of polls of the discovery pages whose last polls all listed nothing."""
    recent = (ledger.c.kind == "discovery", ledger.c.at >= since)
    good = (
        select(ledger.c.url, func.max(ledger.c.id).label("last"))
        .where(*recent, ledger.c.outcome.in_(("read", "unchanged")))
        .group_by(ledger.c.url)
        .subquery()
    )
    later = or_(good.c.last.is_(None), ledger.c.id > good.c.last)
    query = (
        select(ledger.c.source_id, ledger.c.url, func.count())
        .outerjoin(good, good.c.url == ledger.c.url)
        .where(and_(*recent, ledger.c.reason.in_(EMPTY), later))
        .group_by(ledger.c.source_id, ledger.c.url)
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def save_reports(connection: Connection, reports: Iterable[SourceReport]) -> None:
    """Write the judgements in the place of those before."""
    rows = [
        {
            "source_id": one.source_id,
            "state": one.state,
            "report": one.model_dump(mode="json"),
            "checked_at": one.checked_at,
        }
        for one in reports
    ]
    connection.execute(delete(source_health))
    if rows:
        connection.execute(insert(source_health), rows)


def reports(connection: Connection) -> dict[str, SourceReport]:
    """Return the last judgement on every source."""
    rows = connection.execute(select(source_health.c.report).order_by(source_health.c.source_id)).scalars()
    found = (SourceReport.model_validate(report) for report in rows)
    return {one.source_id: one for one in found}
