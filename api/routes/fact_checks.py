"""Published fact-checks: public material, the same for every office."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import AfterValidator, BaseModel

from api.deps import Running, allowed
from api.routes.paging import Page, decode, page
from api.routes.values import Cursor, Limit, Number, Words
from core.factchecks.dates import read_date
from core.schemas.factcheck import Verdict
from core.store import captures, factchecks
from core.store.captures import Capture
from core.store.factchecks import FactCheckFilter, FactCheckRevision, StoredFactCheck

router = APIRouter(prefix="/fact-checks", tags=["fact-checks"], dependencies=[Depends(allowed("document.read"))])


def _day(text: str) -> str:
    on = read_date(text).on
    if not on or on != text:
        raise ValueError("a day looks like 2026-11-28, a month like 2026-11, a year like 2026")
    return on


Day = Annotated[str, Query(max_length=10), AfterValidator(_day)]


class FactCheckRead(BaseModel):
    """A fact-check with its older states and the archived pages it was read from."""

    fact_check: StoredFactCheck
    revisions: list[FactCheckRevision]
    captures: list[Capture]


@router.get("")
def list_fact_checks(
    running: Running,
    q: Annotated[Words, Query(max_length=400, description="Words that all stand in title, claim or conclusion.")] = "",
    publisher: Annotated[Words | None, Query(max_length=160)] = None,
    source: Annotated[Words | None, Query(max_length=60)] = None,
    verdict: Annotated[Verdict | None, Query()] = None,
    since: Annotated[Day | None, Query(description="Published on this day, month or year, or later.")] = None,
    until: Annotated[Day | None, Query(description="Published on this day, month or year, or before.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[StoredFactCheck]:
    """List fact-checks, the latest stored first. One without a known date is in no span of time."""
    chosen = FactCheckFilter(words=q, publisher=publisher, source_id=source, verdict=verdict, since=since, until=until)
    filters = ["fact-checks", chosen.model_dump(mode="json")]
    position = decode(cursor, filters, 1)
    with running.database.read() as connection:
        found = factchecks.recent(connection, chosen, before=position[0] if position else None, limit=limit + 1)
    return page(found, limit, filters, [found[:limit][-1].id] if found else [])


@router.get("/{fact_check_id}")
def read_fact_check(running: Running, fact_check_id: Number) -> FactCheckRead:
    """Read one fact-check with its older states."""
    with running.database.read() as connection:
        return FactCheckRead(
            fact_check=factchecks.get(connection, fact_check_id),
            revisions=factchecks.revisions_of(connection, fact_check_id),
            captures=captures.of_fact_check(connection, fact_check_id),
        )
