"""Alarms of bursts, one row an event. The only SQL on them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, exists, insert, or_, select, update

from core.clock import now
from core.db.tables import bursts, document_categories, document_regions, documents, issue_documents, sightings
from core.errors import NotFound
from core.regions.scope import Scope, within
from core.schemas.burst import Burst
from core.store.came import came
from core.store.documents import StoredDocument

#: No text comes in earlier than so long before its own date (crawler/importers): older rows need not be read.
_AHEAD = timedelta(days=2)


def add(connection: Connection, values: dict[str, Any]) -> int:
    """Add an alarm; return its id."""
    row = {"noticed_at": now(), **values}
    return int(connection.execute(insert(bursts).values(row).returning(bursts.c.id)).scalar_one())


def end(connection: Connection, burst_id: int, ended_at: datetime | None) -> None:
    """Write down when the event ended; None: it goes on."""
    connection.execute(update(bursts).where(bursts.c.id == burst_id).values(ended_at=ended_at))


def get(connection: Connection, scope: Scope, burst_id: int) -> Burst:
    """Return the alarm.

    Raises: NotFound when it does not exist within the scope.
    """
    mine = (bursts.c.id == burst_id, within(bursts.c.region, scope))
    row = connection.execute(select(bursts).where(*mine)).mappings().first()
    if row is None:
        raise NotFound(f"There is no alarm {burst_id} within your region.")
    return Burst(**row)


def since(connection: Connection, moment: datetime) -> list[Burst]:
    """Return the alarms of all regions that last, or were raised or ended after the moment, first the oldest."""
    late = or_(bursts.c.ended_at.is_(None), bursts.c.ended_at >= moment, bursts.c.raised_at >= moment)
    query = select(bursts).where(late).order_by(bursts.c.raised_at, bursts.c.id)
    return [Burst(**row) for row in connection.execute(query).mappings()]


def listed(
    connection: Connection,
    scope: Scope,
    *,
    active: bool = False,
    since: datetime | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Burst]:
    """Return alarms within the scope, the last noticed first; `before` is the id of the last one seen.

    `active`: only those that last. `since`: or were raised at this moment or later.
    """
    query = select(bursts).where(within(bursts.c.region, scope)).order_by(bursts.c.id.desc()).limit(limit)
    if active:
        query = query.where(bursts.c.ended_at.is_(None))
    if since is not None:
        query = query.where(or_(bursts.c.raised_at >= since, bursts.c.ended_at.is_(None)))
    if before is not None:
        query = query.where(bursts.c.id < before)
    return [Burst(**row) for row in connection.execute(query).mappings()]


def behind(
    connection: Connection, burst: Burst, until: datetime, limit: int
) -> list[tuple[StoredDocument, int | None]]:
    """Return the documents behind the alarm with their issues, the newest first: those it counted and came since.

    As in the counts, a text counts where it was published and where it was seen elsewhere, and the country has texts
    that are about no place.
    """
    end = until + timedelta(hours=1)
    seen = select(sightings.c.document_id).where(sightings.c.seen_at >= burst.started_at, sightings.c.seen_at < end)
    published = and_(documents.c.ingested_at >= burst.started_at - _AHEAD, came >= burst.started_at, came < end)
    judged = (
        document_categories.c.document_id == documents.c.id,
        document_categories.c.category == burst.category,
        document_categories.c.subcategory == "",
        document_categories.c.decision == "yes",
    )
    chosen = [or_(published, documents.c.id.in_(seen)), exists().where(*judged)]
    if burst.region:
        place = within(document_regions.c.region, Scope(region=burst.region))
        here = (document_regions.c.document_id == documents.c.id, document_regions.c.role == "focus", place)
        chosen.append(exists().where(*here))
    joined = documents.outerjoin(issue_documents, issue_documents.c.document_id == documents.c.id)
    query = select(documents, issue_documents.c.issue_id).select_from(joined).where(*chosen)
    return [
        (StoredDocument(**{name: row[name] for name in StoredDocument.model_fields}), row["issue_id"])
        for row in connection.execute(query.order_by(documents.c.id.desc()).limit(limit)).mappings()
    ]
