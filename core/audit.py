"""The hash chain over everything that people did: each row carries the hash of the one before it.

A row is written in the transaction of the act itself; if it cannot be written the act does not happen.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from core.clock import iso, now
from core.schemas.user import Actor
from core.store import audit_rows

_FIRST = "0" * 64


def append(
    connection: Connection, actor: Actor | None, action: str, thing: str, region: str, detail: dict[str, Any]
) -> int:
    """Add a row to the chain, in the caller's transaction; return its number."""
    last = audit_rows.last(connection)
    row: dict[str, Any] = {
        "id": last.id + 1 if last else 1,
        "at": now(),
        "user_id": actor.id if actor else None,
        "user_name": actor.name if actor else "suar",
        "action": action,
        "object": thing,
        "region": region,
        "detail": json.dumps(detail, sort_keys=True, ensure_ascii=False, separators=(",", ":")),
        "previous": last.hash if last else _FIRST,
    }
    row["hash"] = _hash(row)
    audit_rows.insert_row(connection, row)
    return int(row["id"])


def verify(connection: Connection) -> tuple[int, str]:
    """Check the whole chain; return the number of rows and what is wrong with the first bad one, or ''.

    Rows cut off at the end leave a whole, shorter chain: only the number of rows, noted elsewhere, shows that.
    """
    previous, expected, count = _FIRST, 1, 0
    for row in audit_rows.every(connection):
        if row["id"] != expected:
            return count, f"row {expected} is missing"
        if row["previous"] != previous:
            return count, f"row {expected} does not continue row {expected - 1}"
        if row["hash"] != _hash(row):
            return count, f"row {expected} was changed"
        previous, expected, count = row["hash"], expected + 1, count + 1
    return count, ""


def _hash(row: dict[str, Any]) -> str:
    at: datetime = row["at"]
    parts = [row["id"], iso(at), row["user_id"], row["user_name"], row["action"], row["object"], row["region"]]
    canonical = json.dumps([*parts, row["detail"], row["previous"]], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
