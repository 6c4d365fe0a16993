"""The pages, one module a part of the desk. They call the same functions of core as the JSON interface."""

from __future__ import annotations

from fastapi import APIRouter

from api.ui.pages import (
    acts,
    audit,
    corrections,
    documents,
    fact_checks,
    manual,
    queue,
    reports,
    search,
    sign_in,
    sources,
)


def router() -> APIRouter:
    """Return every page and form."""
    pages = APIRouter(include_in_schema=False)
    for module in (sign_in, queue, acts, manual, documents, fact_checks, corrections, search, sources, reports, audit):
        pages.include_router(module.router)
    return pages
