"""Whether Suar works."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.deps import Running
from core import __version__
from core.db import schema

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """That Suar answers, and with which versions."""

    status: str
    version: str
    schema_version: str = Field(serialization_alias="schema")


@router.get("/health")
def health(running: Running) -> Health:
    """Tell that Suar answers and which schema its database has. Needs no sign-in."""
    return Health(status="ok", version=__version__, schema_version=schema.current(running.database) or "")
