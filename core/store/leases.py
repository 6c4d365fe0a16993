"""Named leases: one owner at a time, until a time. Used for the scheduler's leadership and for crawling one source."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, delete, insert, or_, select, update

from core.clock import now
from core.db.tables import leases


def acquire(connection: Connection, name: str, owner: str, seconds: float) -> bool:
    """Take or prolong the lease for the owner; tell whether it is the owner's now."""
    moment = now()
    values = {"owner": owner, "expires_at": moment + timedelta(seconds=seconds)}
    mine_or_ended = or_(leases.c.owner == owner, leases.c.expires_at <= moment)
    query = update(leases).where(leases.c.name == name, mine_or_ended).values(values).returning(leases.c.name)
    if connection.execute(query).scalar() is not None:
        return True
    if connection.execute(select(leases.c.name).where(leases.c.name == name)).scalar() is not None:
        return False
    connection.execute(insert(leases).values(name=name, **values))
    return True


def release(connection: Connection, name: str, owner: str) -> None:
    """Give the lease up if it is the owner's."""
    connection.execute(delete(leases).where(leases.c.name == name, leases.c.owner == owner))


def owner_of(connection: Connection, name: str) -> str | None:
    """Return who holds the lease now."""
    query = select(leases.c.owner).where(leases.c.name == name, leases.c.expires_at > now())
    owner = connection.execute(query).scalar()
    return None if owner is None else str(owner)
