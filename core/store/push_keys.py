"""Keys with which partner systems and tiplines push texts in: only their hashes are kept. The only SQL on tokens."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from core.clock import now
from core.db.tables import tokens
from core.errors import NotFound
from core.schemas.document import Frozen

#: What every key begins with, so that one that was published by mistake is found by searching for it.
MARK = "suarpush_"
#: Letters of a key that are shown to tell keys apart; the other 40 still carry 240 bits.
_SHOWN = len(MARK) + 3
#: The last use is written at most this often.
_TOUCH_EVERY = timedelta(minutes=1)


class PushKey(Frozen):
    """A key without its secret."""

    id: int
    name: str
    source_id: str
    prefix: str
    created_by: int | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None

    @property
    def state(self) -> str:
        """`active`, `expired` or `revoked`."""
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and self.expires_at <= now() else "active"


def add(
    connection: Connection, name: str, source_id: str, created_by: int | None, expires_at: datetime
) -> tuple[int, str]:
    """Make a key for the source; return its number and the key itself, which nobody can look up later."""
    secret = MARK + secrets.token_urlsafe(32)
    values = {
        "name": name,
        "source_id": source_id,
        "token_sha256": _hash(secret),
        "prefix": secret[:_SHOWN],
        "created_by": created_by,
        "created_at": now(),
        "expires_at": expires_at,
    }
    return int(connection.execute(insert(tokens).values(values).returning(tokens.c.id)).scalar_one()), secret


def find(connection: Connection, secret: str) -> PushKey | None:
    """Return the key if it may be used now."""
    row = connection.execute(_keys().where(tokens.c.token_sha256 == _hash(secret))).mappings().first()
    key = None if row is None else PushKey(**row)
    return key if key is not None and key.state == "active" else None


def touch(connection: Connection, key: PushKey) -> None:
    """Note that the key was used now."""
    if key.last_used_at is None or key.last_used_at < now() - _TOUCH_EVERY:
        connection.execute(update(tokens).where(tokens.c.id == key.id).values(last_used_at=now()))


def get(connection: Connection, key_id: int) -> PushKey:
    """Return the key with this number, whatever its state.

    Raises: NotFound.
    """
    row = connection.execute(_keys().where(tokens.c.id == key_id)).mappings().first()
    if row is None:
        raise NotFound(f"There is no push key {key_id}. `suar token list` shows them.")
    return PushKey(**row)


def listed(connection: Connection) -> list[PushKey]:
    """Return every key, oldest first."""
    return [PushKey(**row) for row in connection.execute(_keys().order_by(tokens.c.id)).mappings()]


def revoke(connection: Connection, key_id: int) -> bool:
    """End the key at once; return whether it was not ended before.

    Raises: NotFound.
    """
    key = get(connection, key_id)
    if key.revoked_at is None:
        connection.execute(update(tokens).where(tokens.c.id == key_id).values(revoked_at=now()))
    return key.revoked_at is None


def _keys() -> Select[Any]:
    return select(*(tokens.c[name] for name in PushKey.model_fields))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
