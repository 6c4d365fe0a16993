"""One-time login links, browser sessions and API tokens: only hashes of the secrets are stored."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Literal

from sqlalchemy import Connection, insert, select, update

from core.clock import now
from core.db.tables import login_links, sessions
from core.errors import NotFound
from core.schemas.user import Actor
from core.store import people

#: A session's last use is written at most this often, so that reading a page rarely writes.
_TOUCH_EVERY = timedelta(minutes=1)


def create_login_link(connection: Connection, user_id: int, hours: int) -> str:
    """Return a new one-time login secret for the user."""
    secret = secrets.token_urlsafe(32)
    values = {
        "token_hash": _hash(secret),
        "user_id": user_id,
        "created_at": now(),
        "expires_at": now() + timedelta(hours=hours),
    }
    connection.execute(insert(login_links).values(values))
    return secret


def use_login_link(connection: Connection, secret: str) -> int:
    """Use the link up and return its user's id.

    Raises: NotFound when it is unknown, used or too old.
    """
    spent = (
        update(login_links)
        .where(
            login_links.c.token_hash == _hash(secret),
            login_links.c.used_at.is_(None),
            login_links.c.expires_at > now(),
        )
        .values(used_at=now())
        .returning(login_links.c.user_id)
    )
    user_id = connection.execute(spent).scalar()
    if user_id is None:
        raise NotFound("This login link is used up or too old. Ask for a new one: suar user link NAME.")
    return int(user_id)


def open_session(
    connection: Connection, user_id: int, kind: Literal["browser", "token"], hours: int, label: str = ""
) -> str:
    """Return the secret of a new session for the user."""
    secret = secrets.token_urlsafe(32)
    values = {
        "secret_hash": _hash(secret),
        "kind": kind,
        "user_id": user_id,
        "label": label,
        "created_at": now(),
        "last_seen_at": now(),
        "expires_at": now() + timedelta(hours=hours),
    }
    connection.execute(insert(sessions).values(values))
    return secret


def actor_of(connection: Connection, secret: str, idle_minutes: int) -> tuple[Actor, bool] | None:
    """Return who the session's secret stands for and whether its last use should be written; None when it has ended."""
    moment = now()
    row = connection.execute(
        select(sessions).where(
            sessions.c.secret_hash == _hash(secret),
            sessions.c.revoked_at.is_(None),
            sessions.c.expires_at > moment,
        )
    ).first()
    if row is None or (row.kind == "browser" and row.last_seen_at < moment - timedelta(minutes=idle_minutes)):
        return None
    try:
        actor = people.actor_by_id(connection, row.user_id)
    except NotFound:
        return None
    return actor, row.last_seen_at < moment - _TOUCH_EVERY


def touch(connection: Connection, secret: str) -> None:
    """Record that the session was used now."""
    connection.execute(update(sessions).where(sessions.c.secret_hash == _hash(secret)).values(last_seen_at=now()))


def revoke(connection: Connection, secret: str) -> None:
    """End the session at once."""
    connection.execute(update(sessions).where(sessions.c.secret_hash == _hash(secret)).values(revoked_at=now()))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
