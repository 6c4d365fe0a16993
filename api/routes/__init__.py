"""The JSON interface under /api/v1, one module a resource."""

from __future__ import annotations

from fastapi import APIRouter

from api.routes import health


def router() -> APIRouter:
    """Return every route of the JSON interface."""
    api = APIRouter(prefix="/api/v1")
    for module in (health,):
        api.include_router(module.router)
    return api
