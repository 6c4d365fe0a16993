"""Writes down an act on a signal: its audit row and its outbox row, in the act's own transaction."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from core import audit
from core.schemas.signal import Signal
from core.schemas.user import Actor
from core.store import outbox


def record(connection: Connection, actor: Actor | None, action: str, signal: Signal, detail: dict[str, Any]) -> None:
    """Add the audit row and the outbox row of an act on the signal."""
    record_thing(connection, actor, action, f"signal:{signal.id}", signal.owner, detail)


def record_thing(
    connection: Connection, actor: Actor | None, action: str, thing: str, region: str, detail: dict[str, Any]
) -> None:
    """Add the audit row and the outbox row of an act on anything."""
    number = audit.append(connection, actor, action, thing, region, detail)
    outbox.put(connection, action, thing, {"audit": number, "region": region, **detail})
