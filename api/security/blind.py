"""Keeps the second person blind: the audit log does not tell what the first one decided while the second may still."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from core.errors import NotFound
from core.permissions import may
from core.regions.scope import EVERYTHING
from core.schemas.user import Actor
from core.store import signals
from core.store.audit_rows import AuditRow

#: Stands in place of the detail.
HIDDEN = '{"hidden":"second_review"}'


def audit_rows_for(connection: Connection, actor: Actor, rows: Sequence[AuditRow]) -> list[AuditRow]:
    """Return the rows as the person may see them. Hashes of hidden rows go too: few details could be behind one."""
    if not may(actor, "signal.decide"):
        return list(rows)
    secret: dict[str, bool] = {}
    shown = []
    for row in rows:
        if row.action == "signal.verdict" and row.user_id != actor.id:
            if row.object not in secret:
                secret[row.object] = _undecided(connection, row.object)
            if secret[row.object]:
                row = row.model_copy(update={"detail": HIDDEN})
        shown.append(row.model_copy(update={"hash": "", "previous": ""}))
    return shown


def _undecided(connection: Connection, thing: str) -> bool:
    """Tell whether the signal waits for its second person. The reader's scope does not matter: this only hides."""
    try:
        signal = signals.get(connection, EVERYTHING, int(thing.removeprefix("signal:")))
    except (NotFound, ValueError):
        return False
    return signal.state == "second_review" and not signal.needs_supervisor
