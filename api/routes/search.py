"""Search over the documents."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.deps import Running, allowed
from api.routes.values import Moment, RegionCode, known_region
from core.schemas.signal import Category
from core.search import engine
from core.search.engine import Results, SearchFilters

router = APIRouter(tags=["search"], dependencies=[Depends(allowed("document.read"))])


@router.get("/search")
def search(
    running: Running,
    q: Annotated[str, Query(max_length=2000, description='Words and "phrases"; all must occur, -word must not.')],
    region: Annotated[RegionCode | None, Query(description="About this region's subtree.")] = None,
    category: Annotated[Category | None, Query(description="Judged yes for it.")] = None,
    since: Annotated[Moment | None, Query(description="Published at this moment or later.")] = None,
    until: Annotated[Moment | None, Query(description="Published before this moment.")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Results:
    """Find documents by words, best first. On a database without full-text search: 503 `search_unavailable`."""
    filters = SearchFilters(region=known_region(region), category=category, since=since, until=until)
    return engine.search(running.database, q, filters, limit)
