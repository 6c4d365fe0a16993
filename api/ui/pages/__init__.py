"""The pages, one module a part of the desk. They call the same functions of core as the JSON interface."""

from __future__ import annotations

from fastapi import APIRouter

from api.ui.pages import (
    acts,
    audit,
    bursts,
    corrections,
    documents,
    fact_checks,
    issue_edits,
    issues,
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
    reading = (documents, fact_checks, corrections, search, issues, issue_edits, bursts)
    for module in (sign_in, queue, acts, manual, *reading, sources, reports, audit):
        pages.include_router(module.router)
    return pages
