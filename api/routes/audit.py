"""The audit log as the reader may see it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from api.deps import Running, allowed
from api.routes.paging import Page, decode, page
from api.routes.values import Cursor, Limit
from api.security.blind import audit_rows_for
from core.schemas.user import Actor
from core.store import audit_rows
from core.store.audit_rows import AuditRow

router = APIRouter(tags=["audit"])


class AuditItem(BaseModel):
    """One act. The detail of a verdict is hidden from those who may still give the second one."""

    id: int
    at: datetime
    user: str
    action: str
    object: str
    region: str
    detail: dict[str, Any]
    hash: str


@router.get("/audit")
def list_audit(
    running: Running,
    actor: Annotated[Actor, Depends(allowed("audit.read"))],
    thing: Annotated[str | None, Query(alias="object", max_length=60, description="e.g. signal:7")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[AuditItem]:
    """List what people did in your region, newest first. `suar audit verify` checks the chain of hashes."""
    filters = ["audit", thing]
    position = decode(cursor, filters, 1)
    with running.database.read() as connection:
        before = position[0] if position else None
        rows = audit_rows.newest(connection, actor.scope, thing=thing, before=before, limit=limit + 1)
        shown = [_item(row) for row in audit_rows_for(connection, actor, rows)]
    return page(shown, limit, filters, [shown[:limit][-1].id] if shown else [])


def _item(row: AuditRow) -> AuditItem:
    same = row.model_dump(include={"id", "at", "action", "object", "region", "hash"})
    return AuditItem(**same, user=row.user_name, detail=json.loads(row.detail))
