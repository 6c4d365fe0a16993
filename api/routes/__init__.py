"""The JSON interface under /api/v1, one module a resource. docs/api.md lists every route."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends

from api.problems import MEDIA_TYPE, Problem
from api.routes import (
    audit,
    bursts,
    corrections,
    decisions,
    documents,
    fact_checks,
    health,
    issues,
    leases,
    push,
    regions,
    reports,
    search,
    session,
    signals,
    sources,
)
from api.security.queries import check_query

_MEANINGS = {
    400: "The request cannot be read, or names another host.",
    401: "Sign in first.",
    403: "Your role does not allow this, or another site sent it.",
    404: "There is no such thing, or it lies outside your region.",
    409: "The state has changed: a stale or foreign hold (`holder` names who has it), or a used idempotency key.",
    413: "The request is too large.",
    422: "A value cannot be used; `errors` says which.",
    429: "Too often; `Retry-After` says how many seconds to wait.",
    500: "A defect; `reference` finds it in the log.",
    503: "Not available now: search on this database, or the storage.",
}


def router() -> APIRouter:
    """Return every route of the JSON interface."""
    api = APIRouter(prefix="/api/v1", dependencies=[Depends(check_query)], responses=_problems())
    modules = (
        health,
        session,
        documents,
        fact_checks,
        corrections,
        search,
        issues,
        bursts,
        signals,
        leases,
        decisions,
        reports,
        sources,
        regions,
        audit,
        push,
    )
    for module in modules:
        api.include_router(module.router)
    return api


def _problems() -> dict[int | str, dict[str, Any]]:
    content = {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}
    return {status: {"description": meaning, "content": content} for status, meaning in _MEANINGS.items()}
