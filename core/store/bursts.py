"""Alarms of bursts, one row an event. The only SQL on them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, func, insert, or_, select, update

from core.clock import now
from core.db.tables import bursts, document_categories, document_regions, documents, issue_documents
from core.errors import NotFound
from core.regions.scope import Scope, within
from core.schemas.burst import Burst
from core.store.documents import StoredDocument


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
    """Return the documents behind the alarm with their issues, the newest first: those it counted and came since."""
    moment = func.coalesce(documents.c.published_at, documents.c.ingested_at)
    about = (
        documents.join(document_categories, document_categories.c.document_id == documents.c.id)
        .join(document_regions, document_regions.c.document_id == documents.c.id)
        .outerjoin(issue_documents, issue_documents.c.document_id == documents.c.id)
    )
    chosen = and_(
        document_categories.c.category == burst.category,
        document_categories.c.subcategory == "",
        document_categories.c.decision == "yes",
        document_regions.c.role == "focus",
        within(document_regions.c.region, Scope(region=burst.region)),
        moment >= burst.started_at,
        moment < until + timedelta(hours=1),
    )
    query = select(documents, issue_documents.c.issue_id).select_from(about).where(chosen).distinct()
    found: dict[int, tuple[StoredDocument, int | None]] = {}
    for row in connection.execute(query.order_by(documents.c.id.desc()).limit(limit)).mappings():
        values = {name: row[name] for name in StoredDocument.model_fields}
        found.setdefault(row["id"], (StoredDocument(**values), row["issue_id"]))
    return list(found.values())
