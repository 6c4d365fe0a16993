"""The audit log: who did what, newest first, within the person's region."""

from __future__ import annotations

import json
from typing import NamedTuple

from fastapi import APIRouter
from fastapi.responses import Response

from api.security.blind import audit_rows_for
from api.ui import labels
from api.ui.desk import At, Desk
from core.permissions import require
from core.schemas.incoming import clean
from core.store import audit_rows
from core.store.audit_rows import AuditRow

router = APIRouter()

PAGE = 60
#: Longest detail that the table shows, in characters.
_DETAIL = 300


class Line(NamedTuple):
    """One act."""

    row: AuditRow
    act: str
    thing: str
    href: str
    detail: str


@router.get("/jejak")
def log(at: At) -> Response:
    """Show the acts, of one thing if `objek` names it, older than `sebelum` if that is given."""
    require(at.actor, "audit.read")
    query = at.request.query_params
    thing, before = clean(query.get("objek", ""))[:80] or None, query.get("sebelum", "")
    last = int(before[:15]) if before.isascii() and before.isdigit() else None
    with at.running.database.read() as connection:
        rows = audit_rows.newest(connection, at.actor.scope, thing=thing, before=last, limit=PAGE)
        lines = [_line(at, row) for row in audit_rows_for(connection, at.actor, rows)]
    further = lines[-1].row.id if len(lines) == PAGE else 0
    named = labels.thing(at.words, thing or "")
    return at.page("audit.html", "audit", lines=lines, thing=thing or "", thing_name=named, further=further)


def _line(at: Desk, row: AuditRow) -> Line:
    kind, _colon, number = row.object.partition(":")
    pages = {"signal": "/antrean/", "report": "/laporan/"}
    href = f"{pages[kind]}{number}" if kind in pages and number.isdigit() else ""
    return Line(
        row, labels.act(at.words, row.action), labels.thing(at.words, row.object), href, _detail(at, row.detail)
    )


def _detail(at: Desk, detail: str) -> str:
    values = json.loads(detail)
    if values.get("hidden"):
        return at.words("hidden until the second verdict is given")
    text = " · ".join(
        labels.audit_detail(at.words, name, value) for name, value in values.items() if _tells(name, value)
    )
    return text if len(text) <= _DETAIL else text[: _DETAIL - 1] + "…"


def _tells(name: str, value: object) -> bool:
    return value is not False and value not in ("", None, []) and name not in ("token", "until")
