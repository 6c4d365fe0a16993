"""Texts by the hour, for each region and category. Counted anew for the hours that something new belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select
from sqlalchemy.dialects.postgresql import insert as upsert_in_postgres
from sqlalchemy.dialects.sqlite import insert as upsert_in_sqlite

from core.db.tables import (
    analyses,
    document_categories,
    document_copies,
    document_regions,
    documents,
    hourly_counts,
    sightings,
)
from core.regions.scope import Scope, within
from core.schemas.burst import Counted
from core.store.came import came
from core.store.copies import FOLDED

_HOUR = timedelta(hours=1)
#: Hours counted in one query.
_TOGETHER = 200
#: The category of rows that are no counts: they tell that their hour is to be counted anew (`unsettle`).
_UNSETTLED = ""


class Marks(NamedTuple):
    """How far the counting has come: the newest analysis and the newest sighting that were counted."""

    analysis: int = 0
    sighting: int = 0


def newest(connection: Connection) -> Marks:
    """Return the marks of what the store holds now."""
    analysis = connection.execute(select(func.coalesce(func.max(analyses.c.id), 0))).scalar_one()
    sighting = connection.execute(select(func.coalesce(func.max(sightings.c.id), 0))).scalar_one()
    return Marks(int(analysis), int(sighting))


def touched(connection: Connection, after: Marks, until: Marks, since: datetime) -> list[datetime]:
    """Return the hours that what came between the marks belongs to, and the unsettled ones, none before `since`.

    An analysis decides on every hour in which its text was seen: sightings may have come long before it.
    """
    fresh = (analyses.c.id > after.analysis, analyses.c.id <= until.analysis)
    analysed = (
        select(came)
        .select_from(analyses.join(documents, documents.c.id == analyses.c.document_id))
        .where(*fresh, came >= since)
    )
    seen_before = (
        select(sightings.c.seen_at)
        .select_from(analyses.join(sightings, sightings.c.document_id == analyses.c.document_id))
        .where(*fresh, sightings.c.seen_at >= since)
    )
    seen = select(sightings.c.seen_at).where(
        sightings.c.id > after.sighting, sightings.c.id <= until.sighting, sightings.c.seen_at >= since
    )
    unsettled = select(hourly_counts.c.hour).where(
        hourly_counts.c.category == _UNSETTLED, hourly_counts.c.hour >= since
    )
    queries = (analysed, seen_before, seen, unsettled)
    return sorted({hour_of(moment) for query in queries for moment in connection.execute(query).scalars()})


def unsettle(connection: Connection, moment: datetime) -> None:
    """Note that the hour of this moment is to be counted anew: a text in it was given another time.

    The hour is not counted here, for that belongs to the work that holds the lock of counting.
    """
    insert_ = upsert_in_sqlite if connection.dialect.name == "sqlite" else upsert_in_postgres
    row = {"region": "", "category": _UNSETTLED, "hour": hour_of(moment), "count": 0, "sources": 0}
    # Writing a row that is there already makes a count that goes on at the same time wait for this transaction.
    connection.execute(
        insert_(hourly_counts)
        .values(row)
        .on_conflict_do_update(index_elements=["region", "category", "hour"], set_={"count": 0})
    )


def recount(connection: Connection, hours: Collection[datetime]) -> None:
    """Count these hours anew."""
    wanted = sorted(hours)
    for at in range(0, len(wanted), _TOGETHER):
        some = wanted[at : at + _TOGETHER]
        connection.execute(delete(hourly_counts).where(hourly_counts.c.hour.in_(some)))
        rows = [one.model_dump() for one in _counted(_items(connection, some))]
        if rows:
            connection.execute(insert(hourly_counts), rows)


def counted(connection: Connection, since: datetime, until: datetime) -> list[Counted]:
    """Return the counts from one hour to another, both included."""
    span = (hourly_counts.c.hour >= since, hourly_counts.c.hour <= until)
    query = select(hourly_counts).where(*span, hourly_counts.c.category != _UNSETTLED)
    return [Counted(**row) for row in connection.execute(query).mappings()]


def of_series(connection: Connection, region: str, category: str, since: datetime, until: datetime) -> list[Counted]:
    """Return the counts of one region and category from one hour to another, both included."""
    mine = (hourly_counts.c.region == region, hourly_counts.c.category == category)
    query = select(hourly_counts).where(*mine, hourly_counts.c.hour >= since, hourly_counts.c.hour <= until)
    return [Counted(**row) for row in connection.execute(query.order_by(hourly_counts.c.hour)).mappings()]


def texts_of(
    connection: Connection, region: str, category: str, since: datetime, until: datetime
) -> set[tuple[str, int]]:
    """Return the texts of one region and category from one hour to another, both included, each with its source.

    What the hours' counts cannot tell: in their sum a text that a source brings in each of four hours is four.
    """
    about = [document_categories.c.category == category]
    if region:
        about.append(within(document_regions.c.region, Scope(region=region)))
    span = [since + number * _HOUR for number in range((until - since) // _HOUR + 1)]
    return {(item.source, item.text) for item in _items(connection, span, *about)}


def forget(connection: Connection, before: datetime) -> None:
    """Forget the hours before this one."""
    connection.execute(delete(hourly_counts).where(hourly_counts.c.hour < before))


def hour_of(moment: datetime) -> datetime:
    """Return the beginning of the hour."""
    return moment.replace(minute=0, second=0, microsecond=0)


class _Item(NamedTuple):
    hour: datetime
    source: str
    text: int
    category: str
    region: str | None


def _items(connection: Connection, hours: list[datetime], *chosen: ColumnElement[bool]) -> Iterable[_Item]:
    """Yield what was published in these hours and where it was seen, for each category and region it is about."""
    root = func.coalesce(document_copies.c.original_id, documents.c.id)
    about = (
        documents.join(document_categories, document_categories.c.document_id == documents.c.id)
        .outerjoin(
            document_regions,
            and_(document_regions.c.document_id == documents.c.id, document_regions.c.role == "focus"),
        )
        .outerjoin(
            document_copies,
            and_(document_copies.c.document_id == documents.c.id, document_copies.c.kind.in_(FOLDED)),
        )
    )
    is_about = (document_categories.c.subcategory == "", document_categories.c.decision == "yes", *chosen)
    columns: tuple[Any, ...] = (root, document_categories.c.category, document_regions.c.region)
    published = select(came, documents.c.source_id, *columns).select_from(about).where(*is_about)
    also = about.join(sightings, sightings.c.document_id == documents.c.id)
    seen = select(sightings.c.seen_at, sightings.c.source_id, *columns).select_from(also).where(*is_about)
    for query in (published.where(_within(came, hours)), seen.where(_within(sightings.c.seen_at, hours))):
        for moment, source, text, category, region in connection.execute(query):
            yield _Item(hour_of(moment), source, text, category, region)


def _within(moment: Any, hours: list[datetime]) -> ColumnElement[bool]:
    """Return the condition that a moment lies in one of the hours; hours that follow each other make one stretch."""
    stretches: list[list[datetime]] = []
    for hour in hours:
        if stretches and stretches[-1][1] == hour:
            stretches[-1][1] = hour + _HOUR
        else:
            stretches.append([hour, hour + _HOUR])
    return or_(*(and_(moment >= begin, moment < end) for begin, end in stretches))


def _counted(items: Iterable[_Item]) -> list[Counted]:
    """Count for the country (the empty code), provinces, and kabupaten and kota."""
    found: dict[tuple[str, str, datetime], set[tuple[str, int]]] = defaultdict(set)
    for item in items:
        for region in {"", (item.region or "")[:2], (item.region or "")[:5]}:
            found[region, item.category, item.hour].add((item.source, item.text))
    return [
        Counted(region=region, category=category, hour=hour, count=len(pairs), sources=len({one for one, _ in pairs}))
        for (region, category, hour), pairs in found.items()
    ]
