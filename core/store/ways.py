"""Where sources that name only a home page list their articles, as the crawl found out. The only SQL on ways."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from core.clock import now
from core.db.tables import ways
from core.schemas.source import Way

_MAX_HOW = 120


def of(connection: Connection, source_id: str) -> list[Way]:
    """Return the ways of the source, in the order they were found."""
    columns = (ways.c.url, ways.c.kind, ways.c.how, ways.c.pattern)
    query = select(*columns).where(ways.c.source_id == source_id).order_by(ways.c.found_at, ways.c.url)
    return [Way(**row) for row in connection.execute(query).mappings()]


def remember(connection: Connection, source_id: str, way: Way) -> None:
    """Note that the source can be read this way."""
    connection.execute(delete(ways).where(ways.c.source_id == source_id, ways.c.url == way.url))
    values = {"url": way.url, "kind": way.kind, "how": way.how[:_MAX_HOW], "pattern": way.pattern}
    connection.execute(insert(ways).values(source_id=source_id, found_at=now(), **values))


def forget(connection: Connection, source_id: str) -> None:
    """Forget every way of the source: it is looked at anew."""
    connection.execute(delete(ways).where(ways.c.source_id == source_id))
