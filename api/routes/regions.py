"""The tree of regions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from api.deps import allowed
from api.routes.values import RegionCode, Words, known_region
from core.errors import BadInput
from core.regions.tree import load_tree
from core.schemas.document import Document, Kind
from core.schemas.region import Region
from nlp.regions.explain import Explanation, explain

router = APIRouter(prefix="/regions", tags=["regions"], dependencies=[Depends(allowed("document.read"))])


class Regions(BaseModel):
    """Regions in the order of their codes, or the best match first."""

    items: list[Region]


class RegionRead(BaseModel):
    """A region with those above it, nearest first, and those directly below."""

    region: Region
    ancestors: list[Region]
    children: list[Region]


@router.get("")
def list_regions(
    q: Annotated[str | None, Query(min_length=1, max_length=120, description="A name or a code.")] = None,
    parent: Annotated[RegionCode | None, Query(description="Only those directly below.")] = None,
) -> Regions:
    """List the provinces, the children of a region, or what a name means."""
    if q is not None and parent is not None:
        raise BadInput("Give either q or parent, not both.")
    tree = load_tree()
    found = tree.find(q) if q is not None else tree.children(known_region(parent))
    return Regions(items=list(found))


@router.get("/resolve")
def resolve(
    text: Annotated[Words, Query(min_length=1, max_length=4000)],
    title: Annotated[Words, Query(max_length=400)] = "",
    kind: Annotated[Kind, Query()] = "post",
    source: Annotated[RegionCode | None, Query(description="Home region of the source.")] = None,
) -> Explanation:
    """Link a short text to regions and say what decided; keeps nothing."""
    return explain(Document(id="asked", kind=kind, title=title, text=text, source_region=known_region(source)))


@router.get("/{code}")
def read_region(code: RegionCode) -> RegionRead:
    """Read one region with those above and below it."""
    tree = load_tree()
    return RegionRead(region=tree.get(code), ancestors=list(tree.ancestors(code)), children=list(tree.children(code)))
