"""Named locks with an owner and an end, e.g. one crawl a source: a crash frees them by itself."""

from __future__ import annotations

import os
import socket
from datetime import timedelta

from sqlalchemy import Connection, delete, insert, select, update

from core.clock import now
from core.db.tables import leases


def owner() -> str:
    """Return what this process calls itself as the owner of locks."""
    return f"{socket.gethostname()[:80]}:{os.getpid()}"


def acquire(connection: Connection, name: str, holder: str, seconds: float) -> bool:
    """Take or renew the lock; return whether the holder has it now. Needs a write transaction."""
    moment = now()
    values = {"owner": holder, "expires_at": moment + timedelta(seconds=seconds)}
    row = connection.execute(select(leases).where(leases.c.name == name).with_for_update()).first()
    if row is None:
        connection.execute(insert(leases).values(name=name, **values))
        return True
    if row.owner != holder and row.expires_at > moment and not _is_dead(row.owner):
        return False
    connection.execute(update(leases).where(leases.c.name == name).values(values))
    return True


def release(connection: Connection, name: str, holder: str) -> None:
    """Give the lock back if the holder has it."""
    connection.execute(delete(leases).where(leases.c.name == name, leases.c.owner == holder))


def _is_dead(holder: str) -> bool:
    """Return whether the holder was a process of this host that is gone (kill -9); elsewhere only time tells."""
    host, _, pid = holder.rpartition(":")
    if host != socket.gethostname()[:80] or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False
