"""Making and ending of push keys, each with its audit row in the same transaction."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import Connection

from core import audit
from core.clock import iso, now
from core.errors import BadInput, NotFound
from core.permissions import require
from core.regions.tree import load_tree
from core.schemas.source import FILLED_KINDS, ID_PATTERN, Source
from core.schemas.user import Actor
from core.store import people, push_keys, sources
from core.store.push_keys import PushKey

_MAX_NAME = 120


def make(
    connection: Connection, by: str | None, name: str, source_id: str, tipline: bool, region: str, days: int
) -> tuple[PushKey, str]:
    """Make a key and return it with its secret; its source is made if there is none.

    Raises: BadInput for a name, source or region that cannot be used; Forbidden and NotFound for `by`.
    """
    actor = _administrator(connection, by)
    if not (name.strip() and len(name) <= _MAX_NAME and name.isprintable()):
        raise BadInput(f"A name has 1 to {_MAX_NAME} characters, all of them visible.")
    _ensure_source(connection, source_id, name, tipline, region)
    until = now() + timedelta(days=days)
    key_id, secret = push_keys.add(connection, name, source_id, actor.id if actor else None, until)
    key = push_keys.get(connection, key_id)
    detail = {"name": name, "source": source_id, "prefix": key.prefix, "until": iso(until)}
    audit.append(connection, actor, "token.add", f"token:{key_id}", actor.region if actor else "", detail)
    return key, secret


def end(connection: Connection, by: str | None, key_id: int) -> bool:
    """Revoke the key; return whether it was not revoked before.

    Raises: NotFound; Forbidden for `by`.
    """
    actor = _administrator(connection, by)
    ended = push_keys.revoke(connection, key_id)
    if ended:
        audit.append(connection, actor, "token.revoke", f"token:{key_id}", actor.region if actor else "", {})
    return ended


def _administrator(connection: Connection, name: str | None) -> Actor | None:
    if name is None:
        return None
    actor = people.actor_by_name(connection, name)
    require(actor, "user.write")
    return actor


def _ensure_source(connection: Connection, source_id: str, name: str, tipline: bool, region: str) -> None:
    if not re.fullmatch(ID_PATTERN, source_id):
        raise BadInput(f"'{source_id[:60]}' is no source id: small letters, digits and hyphens.")
    if region and region not in load_tree():
        raise BadInput(f"There is no region '{region[:20]}'. Codes look like 73 or 73.71.")
    if source_id == sources.MANUAL.id:
        raise BadInput(f"Source {source_id} is filled by the offices. Name a source of the key's own.")
    try:
        known = sources.get(connection, source_id)
    except NotFound:
        kind = "manual" if tipline else "import"
        sources.ensure(connection, Source(id=source_id, name=name, kind=kind, home_region=region or None))
        return
    if known.kind not in FILLED_KINDS:  # the crawler fills it, and a key must not mix with that
        raise BadInput(f"Source {source_id} is filled by the crawler. Name a source of the key's own.")
    if tipline is not (known.kind == "manual"):
        what = "a tipline" if known.kind == "manual" else "no tipline"
        raise BadInput(f"Source {source_id} is {what} already. Name another source, or leave --tipline as it was.")
