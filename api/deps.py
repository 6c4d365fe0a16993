"""What every route may ask for: the running services, who is asking, and the checks that belong to both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.security.origin import check_origin
from core.db.engine import Database
from core.errors import SuarError
from core.schemas.user import Actor
from core.settings import Settings
from core.store import sessions

#: `__Host-` would need TLS; Suar itself serves loopback and a proxy adds TLS before it.
COOKIE = "suar_session"


class SignInNeeded(SuarError):
    """Sign in first: open a login link, or send an API token."""

    status, code = 401, "sign_in"


@dataclass(frozen=True)
class Services:
    """What the application works with; stands in `app.state.services`."""

    settings: Settings
    database: Database
    demo: bool = False


def services(request: Request) -> Services:
    """Return the running services."""
    found: Services = request.app.state.services
    return found


def session_secret(request: Request) -> str | None:
    """Return the secret that the request carries: a bearer token, else the session cookie."""
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and secret:
        return secret.strip()
    return request.cookies.get(COOKIE)


def current_actor(request: Request, running: Annotated[Services, Depends(services)]) -> Actor:
    """Return who is asking; refuses writes from other sites.

    Raises: SignInNeeded; CrossSite.
    """
    check_origin(request)
    secret = session_secret(request)
    if not secret:
        raise SignInNeeded()
    with running.database.read() as connection:
        found = sessions.actor_of(connection, secret, running.settings.session_idle_minutes)
    if found is None:
        raise SignInNeeded()
    actor, touch = found
    if touch:
        with running.database.write() as connection:
            sessions.touch(connection, secret)
    return actor


Running = Annotated[Services, Depends(services)]
Who = Annotated[Actor, Depends(current_actor)]
