"""Runs a write once, however often its request is repeated: the answer is kept under the idempotency key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection

from core.db.engine import Database
from core.errors import BadInput, IdempotencyMismatch
from core.schemas.user import Actor
from core.store import idempotency

_ANYTHING = TypeAdapter(Any)


def once(
    database: Database, actor: Actor, key: str | None, request: dict[str, Any], act: Callable[[Connection], Any]
) -> Any:
    """Run the act in one write transaction and return its answer as JSON data; a repeated key repeats the answer.

    Raises: IdempotencyMismatch when the key was used for another request; whatever the act raises.
    """
    if key is not None and not (8 <= len(key) <= 80 and key.isascii() and key.isprintable()):
        raise BadInput("An idempotency key has 8 to 80 characters of plain ASCII.")
    digest = hashlib.sha256(json.dumps(request, sort_keys=True, default=str).encode()).hexdigest()
    with database.write() as connection:
        known = idempotency.recall(connection, actor.id, key) if key else None
        if known is not None:
            if known[0] != digest:
                raise IdempotencyMismatch()
            return known[1]
        answer = _ANYTHING.dump_python(act(connection), mode="json")
        if key:
            idempotency.remember(connection, actor.id, key, digest, answer)
        return answer
