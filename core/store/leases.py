"""Named leases: one owner at a time, until a time. For the scheduler's leadership and for the crawl of one source.

A lease whose owner was a process of this host that is gone (kill -9) is free at once; elsewhere only time tells. One
that would last longer than any is given for was taken before the clock was set back: it is shortened to a whole term.
"""

from __future__ import annotations

import os
import socket
from datetime import timedelta

from sqlalchemy import Connection, delete, insert, select, update

from core.clock import now
from core.db.tables import leases


def owner(tag: str = "") -> str:
    """Return what this process calls itself as an owner; a tag tells several owners in one process apart."""
    name = f"{socket.gethostname()[:80]}:{os.getpid()}"
    return f"{name}:{tag}" if tag else name


def acquire(connection: Connection, name: str, holder: str, seconds: float) -> bool:
    """Take or prolong the lease; tell whether the holder has it now. Needs a write transaction."""
    moment = now()
    until = moment + timedelta(seconds=seconds)
    values = {"owner": holder, "expires_at": until}
    row = connection.execute(select(leases).where(leases.c.name == name).with_for_update()).first()
    if row is None:
        connection.execute(insert(leases).values(name=name, **values))
        return True
    if row.owner != holder and row.expires_at > moment and not _is_dead(row.owner):
        if row.expires_at > until:
            connection.execute(update(leases).where(leases.c.name == name).values(expires_at=until))
        return False
    connection.execute(update(leases).where(leases.c.name == name).values(values))
    return True


def release(connection: Connection, name: str, holder: str) -> None:
    """Give the lease up if it is the holder's."""
    connection.execute(delete(leases).where(leases.c.name == name, leases.c.owner == holder))


def owner_of(connection: Connection, name: str) -> str | None:
    """Return who holds the lease now."""
    query = select(leases.c.owner).where(leases.c.name == name, leases.c.expires_at > now())
    found = connection.execute(query).scalar()
    return None if found is None else str(found)


def _is_dead(holder: str) -> bool:
    host, _, rest = holder.partition(":")
    pid = rest.partition(":")[0]
    if host != socket.gethostname()[:80] or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False
