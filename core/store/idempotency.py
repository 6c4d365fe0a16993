"""Remembers the answer to a write by its key, so that a repeated request gives the same answer once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select

from core.clock import now
from core.db.tables import idempotency_keys


def recall(connection: Connection, user_id: int, key: str) -> tuple[str, Any] | None:
    """Return the hash of the request that used the key, and its answer."""
    query = select(idempotency_keys.c.request_hash, idempotency_keys.c.answer).where(
        idempotency_keys.c.user_id == user_id, idempotency_keys.c.key == key
    )
    row = connection.execute(query).first()
    return (row.request_hash, row.answer) if row else None


def remember(connection: Connection, user_id: int, key: str, request_hash: str, answer: Any) -> None:
    """Keep the answer under the key, in the caller's transaction."""
    values = {"user_id": user_id, "key": key, "request_hash": request_hash, "answer": answer, "at": now()}
    connection.execute(insert(idempotency_keys).values(values))
