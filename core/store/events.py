"""Events for a person to look at: one open row for each kind, source and address. The only SQL on them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from core.clock import now
from core.db.tables import events
from core.errors import NotFound
from core.schemas.document import Frozen
from core.schemas.event import EventKind

MAX_DETAIL = 500


class Event(Frozen):
    """An event as it stands in the store."""

    id: int
    kind: EventKind
    #: None: about all sources together.
    source_id: str | None
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
    source_id: str | None,
    url: str = "",
    detail: str = "",
    document_id: int | None = None,
    run_id: int | None = None,
    at: datetime | None = None,
) -> bool:
    """Note the event; return whether it is new. An open one counts up: one alarm for one event."""
    moment = at or now()
    same = (events.c.kind == kind, events.c.source_id.is_not_distinct_from(source_id), events.c.url == url)
    seen = {"last_at": moment, "detail": detail[:MAX_DETAIL], "times": events.c.times + 1}
    again = connection.execute(update(events).where(*same, events.c.resolved_at.is_(None)).values(seen))
    if again.rowcount:
        return False
    values = {"kind": kind, "source_id": source_id, "url": url, "detail": detail[:MAX_DETAIL]}
    about = {"document_id": document_id, "run_id": run_id, "first_at": moment, "last_at": moment}
    connection.execute(insert(events).values(values | about))
    return True


def listed(
    connection: Connection,
    *,
    source_id: str | None = None,
    kinds: Collection[EventKind] = (),
    unresolved: bool = True,
    before: int | None = None,
    limit: int = 200,
) -> list[Event]:
    """Return events, the newest first; `before` is the id of the last one seen."""
    query = select(events).order_by(events.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(events.c.id < before)
    if kinds:
        query = query.where(events.c.kind.in_(kinds))
    if source_id is not None:
        query = query.where(events.c.source_id == source_id)
    if unresolved:
        query = query.where(events.c.resolved_at.is_(None))
    return [Event(**row) for row in connection.execute(query).mappings()]


def get(connection: Connection, event_id: int) -> Event:
    """Return the event.

    Raises: NotFound.
    """
    row = connection.execute(select(events).where(events.c.id == event_id)).mappings().first()
    if row is None:
        raise NotFound(f"There is no event {event_id}.")
    return Event(**row)


def resolve(
    connection: Connection, event_id: int, note: str, by: int | None = None, at: datetime | None = None
) -> bool:
    """Close the event with a note; return whether it was open. `by` is the person, None the machine."""
    values = {"resolved_at": at or now(), "resolved_by": by, "note": note[:MAX_DETAIL]}
    still = update(events).where(events.c.id == event_id, events.c.resolved_at.is_(None))
    return bool(connection.execute(still.values(values)).rowcount)


def looked_at(
    connection: Connection, kinds: Collection[EventKind], since: datetime
) -> dict[tuple[str | None, EventKind], datetime]:
    """Return when a person last resolved an event of each source and kind since then."""
    columns = (events.c.source_id, events.c.kind)
    query = select(*columns, func.max(events.c.resolved_at)).group_by(*columns)
    done = (events.c.kind.in_(kinds), events.c.resolved_by.is_not(None), events.c.resolved_at >= since)
    return {(row[0], row[1]): row[2] for row in connection.execute(query.where(*done))}
