"""Alarms of bursts in your region, with the documents behind them."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from api.deps import Running, allowed
from api.routes.paging import Page, decode, page
from api.routes.values import Cursor, Limit, Moment, Number
from core.clock import now
from core.schemas.burst import Burst, Counted
from core.schemas.user import Actor
from core.store import bursts, copies, hours
from core.store.copies import NOWHERE

router = APIRouter(prefix="/bursts", tags=["bursts"])
Reader = Annotated[Actor, Depends(allowed("signal.read"))]
#: Hours before the rise that are shown with it, and documents in one answer.
_BEFORE, _DOCUMENTS = timedelta(hours=48), 200


class Behind(BaseModel):
    """A document behind an alarm."""

    document_id: int
    title: str
    source_id: str
    url: str | None
    issue_id: int | None
    copies: int = Field(description="How often its text stands elsewhere; copies of the time of the alarm count too.")


class BurstRead(BaseModel):
    """An alarm with its hours and documents."""

    burst: Burst
    hours: list[Counted] = Field(description="From two days before the rise on; an hour without a text is left out.")
    documents: list[Behind] = Field(description="The newest 200 of its region, category and time.")


@router.get("")
def list_bursts(
    running: Running,
    actor: Reader,
    active: Annotated[bool, Query(description="Only those that last.")] = False,
    since: Annotated[Moment | None, Query(description="Raised at this moment or later, or lasting.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[Burst]:
    """List the alarms of your region, the last noticed first: `count` texts in `hours` hours, `usual` are expected."""
    filters = ["bursts", active, since]
    position = decode(cursor, filters, 1)
    before = position[0] if position else None
    with running.database.read() as connection:
        found = bursts.listed(connection, actor.scope, active=active, since=since, before=before, limit=limit + 1)
    return page(found, limit, filters, [found[:limit][-1].id] if found else [])


@router.get("/{burst_id}")
def read_burst(running: Running, actor: Reader, burst_id: Number) -> BurstRead:
    """Read one alarm."""
    with running.database.read() as connection:
        burst = bursts.get(connection, actor.scope, burst_id)
        until = burst.ended_at or now()
        behind = bursts.behind(connection, burst, until, _DOCUMENTS)
        spread = copies.elsewhere(connection, [one.id for one, _ in behind], each=1)
        return BurstRead(
            burst=burst,
            hours=hours.of_series(connection, burst.region, burst.category, burst.started_at - _BEFORE, until),
            documents=[
                Behind(
                    document_id=one.id,
                    title=one.title,
                    source_id=one.source_id,
                    url=one.url,
                    issue_id=issue_id,
                    copies=spread.get(one.id, NOWHERE).total,
                )
                for one, issue_id in behind
            ],
        )
