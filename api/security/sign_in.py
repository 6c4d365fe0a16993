"""Signing in with a one-time link and out again: session, cookie, audit row, and a brake on guessing."""

from __future__ import annotations

import threading
import time
from collections import deque

from starlette.responses import Response

from api.deps import COOKIE, Services
from core import audit
from core.errors import NotFound, SuarError
from core.schemas.user import Actor
from core.store import people, sessions

#: Wrong links from one address within the span before it must wait. A secret has 256 bits and cannot be guessed;
#: the brake spares the database and the log, so it is generous to offices that share one address.
MAX_FAILURES = 10
SPAN = 300.0
#: Addresses remembered; more are forgotten oldest first, so that the brake itself cannot fill the memory.
MAX_ADDRESSES = 10_000


class TooManyAttempts(SuarError):
    """Too many wrong login links from your address: wait five minutes, then open the newest link."""

    status, code = 429, "too_many_attempts"


class Brake:
    """Counts failures by address."""

    def __init__(self) -> None:
        self._failures: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def check(self, address: str) -> None:
        """Do nothing for an address with few recent failures.

        Raises: TooManyAttempts.
        """
        with self._lock:
            recent = self._failures.get(address)
            while recent and recent[0] < time.monotonic() - SPAN:
                recent.popleft()
            if recent and len(recent) >= MAX_FAILURES:
                raise TooManyAttempts()

    def failed(self, address: str) -> None:
        """Count a failure."""
        with self._lock:
            recent = self._failures.pop(address, None) or deque(maxlen=MAX_FAILURES)
            recent.append(time.monotonic())
            self._failures[address] = recent
            while len(self._failures) > MAX_ADDRESSES:
                del self._failures[next(iter(self._failures))]


BRAKE = Brake()


def sign_in(
    running: Services, secret: str, address: str = "", previous: str | None = None, brake: Brake = BRAKE
) -> str:
    """Use the login link up and return the secret of a new browser session; the previous session ends.

    Raises: NotFound when the link is unknown, used or too old; TooManyAttempts.
    """
    brake.check(address)
    try:
        with running.database.write() as connection:
            user_id = sessions.use_login_link(connection, secret)
            actor = people.actor_by_id(connection, user_id)
            if previous:
                sessions.revoke(connection, previous)
            session = sessions.open_session(connection, user_id, "browser", running.settings.session_hours)
            audit.append(connection, actor, "session.begin", f"user:{actor.id}", actor.region, {"from": address[:60]})
    except NotFound:
        brake.failed(address)
        raise
    return session


def sign_out(running: Services, actor: Actor, secret: str) -> None:
    """End the session at once."""
    with running.database.write() as connection:
        sessions.revoke(connection, secret)
        audit.append(connection, actor, "session.end", f"user:{actor.id}", actor.region, {})


def set_session_cookie(response: Response, running: Services, secret: str) -> None:
    """Hand the session to the browser: out of reach of scripts and of other sites' writes."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=running.settings.session_hours * 3600,
        path="/",
        httponly=True,
        samesite="lax",
        secure=_over_tls(running),
    )


def clear_session_cookie(response: Response, running: Services) -> None:
    """Take the session from the browser."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax", secure=_over_tls(running))


def _over_tls(running: Services) -> bool:
    return running.settings.base_url.startswith("https:")
