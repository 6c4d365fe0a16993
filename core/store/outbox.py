"""What is to leave Suar or to be indexed: written in the transaction of its cause, delivered later."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, insert, select

from core.clock import now
from core.db.tables import outbox


def put(connection: Connection, topic: str, thing: str, payload: dict[str, Any]) -> None:
    """Add a message in the caller's transaction."""
    values = {"topic": topic, "object": thing, "payload": payload, "created_at": now()}
    connection.execute(insert(outbox).values(values))


def waiting(connection: Connection) -> int:
    """Return how many messages have not been delivered."""
    query = select(func.count()).select_from(outbox).where(outbox.c.delivered_at.is_(None))
    return int(connection.execute(query).scalar_one())
