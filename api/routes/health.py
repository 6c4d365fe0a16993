"""Whether Suar works."""

from __future__ import annotations

from fastapi import APIRouter

from api.deps import Running
from core import __version__
from core.db import schema

router = APIRouter(tags=["health"])


@router.get("/health")
def health(running: Running) -> dict[str, str]:
    """Tell that Suar answers and which schema its database has. Needs no sign-in."""
    return {"status": "ok", "version": __version__, "schema": schema.current(running.database) or ""}
