"""Sources: what is read and how it fares."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from api.deps import Running, allowed
from core.store import sources
from core.store.sources import SourceHealth

router = APIRouter(tags=["sources"], dependencies=[Depends(allowed("source.read"))])


class Sources(BaseModel):
    """Every source."""

    items: list[SourceHealth]


@router.get("/sources")
def list_sources(running: Running) -> Sources:
    """List every source with its state and what it has brought."""
    with running.database.read() as connection:
        return Sources(items=sources.health(connection))
