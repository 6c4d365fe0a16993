"""The ledger of machine runs: what ran, when, how it ended and what it counted."""

from __future__ import annotations

import os
import socket
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from core.clock import now
from core.db.tables import runs
from core.schemas.document import Frozen
from core.store import ledger


class Run(Frozen):
    """One run of a job."""

    id: int
    job: str
    target: str
    state: str
    host: str
    pid: int | None
    started_at: datetime
    ended_at: datetime | None
    counts: dict[str, Any]
    message: str


def start(connection: Connection, job: str, target: str = "") -> int:
    """Record that a run of the job begins in this process; return its id."""
    values = {
        "job": job,
        "target": target,
        "state": "running",
        "host": _host(),
        "pid": os.getpid(),
        "started_at": now(),
        "counts": {},
    }
    return int(connection.execute(insert(runs).values(values).returning(runs.c.id)).scalar_one())


def finish(connection: Connection, run_id: int, state: str, counts: dict[str, Any], message: str = "") -> None:
    """Record how a run ended: `done`, `failed`, `interrupted` or `paused`."""
    begun = connection.execute(select(runs.c.started_at).where(runs.c.id == run_id)).scalar_one()
    ended = max(now(), begun)  # no run ends before it began, though the clock was set back meanwhile
    values = {"state": state, "counts": counts, "message": message, "ended_at": ended}
    connection.execute(update(runs).where(runs.c.id == run_id).values(values))


def pause(connection: Connection, job: str, message: str) -> None:
    """Record that the job does not run at present, and why: one row from the first time to the last."""
    newest = select(runs.c.id, runs.c.state).where(runs.c.job == job).order_by(runs.c.id.desc()).limit(1)
    known = connection.execute(newest).first()
    run_id = known.id if known is not None and known.state == "paused" else start(connection, job)
    finish(connection, run_id, "paused", {}, message)


def abandon_dead(connection: Connection) -> int:
    """Mark runs of this host whose process is gone as interrupted; return how many there were."""
    mine = (runs.c.state == "running", runs.c.host == _host())
    rows = connection.execute(select(runs.c.id, runs.c.pid).where(*mine)).all()
    dead = [row.id for row in rows if row.pid is None or not _alive(row.pid)]
    for run_id in dead:
        finish(
            connection, run_id, "interrupted", ledger.counts(connection, run_id), "The process ended without a word."
        )
    return len(dead)


def last_done(connection: Connection, job: str) -> Run | None:
    """Return the newest run of the job that came to its end."""
    query = select(runs).where(runs.c.job == job, runs.c.state == "done").order_by(runs.c.id.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    return None if row is None else Run(**row)


def latest(connection: Connection, limit: int = 50) -> list[Run]:
    """Return the newest runs, newest first."""
    rows = connection.execute(select(runs).order_by(runs.c.id.desc()).limit(limit)).mappings()
    return [Run(**row) for row in rows]


def _host() -> str:
    return socket.gethostname()[:80]


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
