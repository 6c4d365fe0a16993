"""What every route may ask for: the running services, who is asking, and whether the role allows it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from core.db.engine import Database
from core.errors import StorageError, SuarError
from core.permissions import require
from core.schemas.user import Actor
from core.settings import Settings
from core.store import sessions

_LOG = logging.getLogger("suar.api")
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
    """Return who is asking.

    Raises: SignInNeeded.
    """
    secret = session_secret(request)
    if not secret:
        raise SignInNeeded()
    with running.database.read() as connection:
        found = sessions.actor_of(connection, secret, running.settings.session_idle_minutes)
    if found is None:
        raise SignInNeeded()
    actor, touch = found
    if touch:
        _touch(running, secret)
    return actor


def allowed(verb: str) -> Callable[..., Actor]:
    """Return the dependency that gives who is asking if the role has the verb.

    It raises SignInNeeded and Forbidden.
    """

    def actor_with_verb(actor: Annotated[Actor, Depends(current_actor)]) -> Actor:
        require(actor, verb)
        return actor

    actor_with_verb.verb = verb  # type: ignore[attr-defined]  # read by the test that compares routes and docs
    return actor_with_verb


def _touch(running: Services, secret: str) -> None:
    """Note the use. On a full disk people must still be able to read, so a failure is logged and no more."""
    try:
        with running.database.write("work") as connection:
            sessions.touch(connection, secret)
    except StorageError as error:
        _LOG.warning("the use of a session could not be noted: %s", error.message)


Running = Annotated[Services, Depends(services)]
Who = Annotated[Actor, Depends(current_actor)]
