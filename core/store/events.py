"""Events for a person to look at: one open row for each kind, source and address. The only SQL on them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from core.clock import now
from core.db.tables import events
from core.schemas.document import Frozen
from core.schemas.event import EventKind

MAX_DETAIL = 500


class Event(Frozen):
    """An event as it stands in the store."""

    id: int
    kind: EventKind
    source_id: str
    url: str
    document_id: int | None
    run_id: int | None
    detail: str
    first_at: datetime
    last_at: datetime
    times: int
    resolved_at: datetime | None
    resolved_by: int | None
    note: str


def notice(
    connection: Connection,
    kind: EventKind,
    source_id: str,
    url: str = "",
    detail: str = "",
    document_id: int | None = None,
    run_id: int | None = None,
) -> bool:
    """Note the event; return whether it is new. An open one counts up: one alarm for one event."""
    moment = now()
    same = (events.c.kind == kind, events.c.source_id == source_id, events.c.url == url)
    seen = {"last_at": moment, "detail": detail[:MAX_DETAIL], "times": events.c.times + 1}
    again = connection.execute(update(events).where(*same, events.c.resolved_at.is_(None)).values(seen))
    if again.rowcount:
        return False
    values = {"kind": kind, "source_id": source_id, "url": url, "detail": detail[:MAX_DETAIL]}
    about = {"document_id": document_id, "run_id": run_id, "first_at": moment, "last_at": moment}
    connection.execute(insert(events).values(values | about))
    return True


def listed(
    connection: Connection, *, source_id: str | None = None, unresolved: bool = True, limit: int = 200
) -> list[Event]:
    """Return events, the last seen first."""
    query = select(events).order_by(events.c.last_at.desc(), events.c.id.desc()).limit(limit)
    if source_id is not None:
        query = query.where(events.c.source_id == source_id)
    if unresolved:
        query = query.where(events.c.resolved_at.is_(None))
    return [Event(**row) for row in connection.execute(query).mappings()]
