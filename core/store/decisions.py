"""What people add to a signal: verdicts, notes and assignments. Rows are only ever added."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select

from core.clock import now
from core.db.tables import assignments, notes, users, verdicts
from core.schemas.signal import Assignment, Note, Verdict


def add_verdict(connection: Connection, values: dict[str, Any]) -> int:
    """Add a verdict; return its id."""
    row = {"at": now(), **values}
    return int(connection.execute(insert(verdicts).values(row).returning(verdicts.c.id)).scalar_one())


def verdicts_of(connection: Connection, signal_id: int) -> list[Verdict]:
    """Return every verdict on the signal, in order. The caller has checked the scope."""
    query = select(verdicts, users.c.name.label("user_name")).join(users, users.c.id == verdicts.c.user_id)
    rows = connection.execute(query.where(verdicts.c.signal_id == signal_id).order_by(verdicts.c.id)).mappings()
    return [Verdict(**row) for row in rows]


def add_note(connection: Connection, signal_id: int, user_id: int | None, kind: str, text: str) -> int:
    """Add a note; return its id."""
    values = {"signal_id": signal_id, "user_id": user_id, "kind": kind, "text": text, "at": now()}
    return int(connection.execute(insert(notes).values(values).returning(notes.c.id)).scalar_one())


def notes_of(connection: Connection, signal_id: int) -> list[Note]:
    """Return the notes on the signal, in order. The caller has checked the scope."""
    query = (
        select(notes.c.id, notes.c.signal_id, users.c.name.label("user_name"), notes.c.kind, notes.c.text, notes.c.at)
        .join(users, users.c.id == notes.c.user_id, isouter=True)
        .where(notes.c.signal_id == signal_id)
        .order_by(notes.c.id)
    )
    return [Note(**row) for row in connection.execute(query).mappings()]


def add_assignment(
    connection: Connection, signal_id: int, by_user_id: int, to_user_id: int, task: str, due_on: date | None
) -> int:
    """Add an assignment; return its id."""
    values = {
        "signal_id": signal_id,
        "by_user_id": by_user_id,
        "to_user_id": to_user_id,
        "task": task,
        "due_on": due_on,
        "at": now(),
    }
    return int(connection.execute(insert(assignments).values(values).returning(assignments.c.id)).scalar_one())


def assignments_of(connection: Connection, signal_id: int) -> list[Assignment]:
    """Return the assignments of the signal, in order. The caller has checked the scope."""
    giver, taker = users.alias("giver"), users.alias("taker")
    columns = (assignments.c.id, assignments.c.signal_id, assignments.c.task, assignments.c.due_on, assignments.c.at)
    query = (
        select(*columns, giver.c.name.label("by_name"), taker.c.name.label("to_name"))
        .join(giver, giver.c.id == assignments.c.by_user_id)
        .join(taker, taker.c.id == assignments.c.to_user_id)
        .where(assignments.c.signal_id == signal_id)
        .order_by(assignments.c.id)
    )
    return [Assignment(**row) for row in connection.execute(query).mappings()]
