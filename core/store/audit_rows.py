"""The rows of the audit log: append, read in order, list newest first. What they mean is core.audit's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from core.db.tables import audit_log
from core.regions.scope import Scope, within
from core.schemas.document import Frozen


class AuditRow(Frozen):
    """One act of a person, or of Suar itself."""

    id: int
    at: datetime
    user_id: int | None
    user_name: str
    action: str
    object: str
    region: str
    detail: str
    previous: str
    hash: str


def last(connection: Connection) -> AuditRow | None:
    """Return the newest row."""
    row = connection.execute(select(audit_log).order_by(audit_log.c.id.desc()).limit(1)).mappings().first()
    return AuditRow(**row) if row else None


def insert_row(connection: Connection, row: dict[str, Any]) -> None:
    """Write a row that core.audit has made."""
    connection.execute(insert(audit_log).values(row))


def every(connection: Connection) -> Iterator[dict[str, Any]]:
    """Yield all rows in order."""
    for row in connection.execute(select(audit_log).order_by(audit_log.c.id)).mappings():
        yield dict(row)


def newest(
    connection: Connection, scope: Scope, *, thing: str | None = None, before: int | None = None, limit: int = 50
) -> list[AuditRow]:
    """Return rows within the scope, newest first, of one object if named."""
    query = select(audit_log).where(within(audit_log.c.region, scope))
    if thing is not None:
        query = query.where(audit_log.c.object == thing)
    if before is not None:
        query = query.where(audit_log.c.id < before)
    rows = connection.execute(query.order_by(audit_log.c.id.desc()).limit(limit)).mappings()
    return [AuditRow(**row) for row in rows]
