"""Who am I, and log out."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from api.deps import Running, Who, session_secret
from api.security.sign_in import clear_session_cookie, sign_out
from core.permissions import verbs
from core.schemas.user import Role

router = APIRouter(prefix="/session", tags=["session"])


class Me(BaseModel):
    """The person who asks, and what the role allows."""

    id: int
    name: str
    role: Role
    office: str
    region: str
    verbs: list[str]


@router.get("")
def read_session(actor: Who) -> Me:
    """Tell who you are."""
    return Me(
        id=actor.id,
        name=actor.name,
        role=actor.role,
        office=actor.office_name,
        region=actor.region,
        verbs=sorted(verbs()[actor.role]),
    )


@router.delete("", status_code=204)
def end_session(request: Request, running: Running, actor: Who) -> Response:
    """Log out: the session or token that this request carries ends at once."""
    sign_out(running, actor, session_secret(request) or "")
    response = Response(status_code=204)
    clear_session_cookie(response, running)
    return response
