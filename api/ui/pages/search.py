"""Search over the documents: words and phrases, with the marks that the engine gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from fastapi import APIRouter
from fastapi.responses import Response

from api.ui.choice import CATEGORIES
from api.ui.desk import At, Desk
from api.ui.listing import PLACES, headline
from api.ui.problems import in_words
from core.errors import BadInput, SearchUnavailable
from core.permissions import require
from core.regions.tree import load_tree
from core.search.engine import Hit, SearchFilters, search
from core.search.highlight import Highlight
from core.store import copies
from core.store.copies import NOWHERE, Spread

router = APIRouter()

PAGE = 30
#: The spans of time that the form offers, in days.
SPANS = {"7": 7, "30": 30, "365": 365}


class Found(NamedTuple):
    """One document of the answer; the pieces are plain texts with whether the query met them."""

    hit: Hit
    title: list[tuple[str, bool]]
    excerpt: list[tuple[str, bool]]
    spread: Spread


@router.get("/cari")
def find(at: At) -> Response:
    """Show what a query finds, or in words why it finds nothing."""
    require(at.actor, "document.read")
    query = at.request.query_params
    text = query.get("q", "").strip()
    total, found, problem, status = 0, [], "", 200
    if text:
        try:
            results = search(at.running.database, text, _filters(at, query), PAGE)
            with at.running.database.read() as connection:
                spread = copies.elsewhere(connection, [hit.id for hit in results.items], each=PLACES)
            total, found = results.total, [_found(hit, spread.get(hit.id, NOWHERE)) for hit in results.items]
        except (BadInput, SearchUnavailable) as error:
            problem, status = in_words(at.words, error), error.status
    tree = load_tree()
    chosen = {name: query.get(name, "") for name in ("kategori", "wilayah", "hari")}
    return at.page(
        "search.html",
        "search",
        status=status,
        query=text,
        total=total,
        found=found,
        problem=problem,
        chosen=chosen,
        spans=SPANS,
        provinces=[(one.code, tree.display(one.code)) for one in tree.provinces()],
    )


def cut(text: str, marks: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Return the text in pieces, each with whether it is marked; marks outside the text or overlapping are left out."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(marks):
        if at <= start < end <= len(text):
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def _filters(at: Desk, query: Mapping[str, str]) -> SearchFilters:
    category, region, days = query.get("kategori", ""), query.get("wilayah", ""), SPANS.get(query.get("hari", ""))
    return SearchFilters(
        region=region if region in load_tree() else None,
        category=next((one for one in CATEGORIES if one == category), None),
        since=at.moments.present - timedelta(days=days) if days else None,
    )


def _found(hit: Hit, spread: Spread) -> Found:
    title = headline(hit.title, hit.excerpt.text)
    in_title = _spans(hit.highlights, "title", 0) if title == hit.title else []
    excerpt = cut(hit.excerpt.text, _spans(hit.highlights, "text", hit.excerpt.start))
    return Found(hit, cut(title, in_title), excerpt, spread)


def _spans(marks: list[Highlight], field: str, begin: int) -> list[tuple[int, int]]:
    return [(mark.start - begin, mark.end - begin) for mark in marks if mark.field == field]
