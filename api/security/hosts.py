"""Answers only under the names that are Suar's own: a foreign name that points here (DNS rebinding) gets nothing."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.problems import problem
from core.settings import Settings

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class HostCheck:
    """Answers 400 to a request for another host."""

    def __init__(self, app: ASGIApp, allowed: frozenset[str]) -> None:
        self._app, self._allowed = app, allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what names one of the allowed hosts."""
        if scope["type"] == "http" and host_of(Request(scope).headers.get("host", "")) not in self._allowed:
            title = "This address is not Suar's own. The operator can name it with the setting public_url."
            await problem(400, "wrong_host", title, {}, {})(scope, receive, send)
            return
        await self._app(scope, receive, send)


def allowed_hosts(settings: Settings) -> frozenset[str]:
    """Return the names under which Suar answers: loopback, the address it listens on, and that of its links."""
    return _LOOPBACK | {settings.host.lower(), urlsplit(settings.base_url).hostname or ""} - {"", "0.0.0.0", "::"}  # noqa: S104 (left out, not bound)


def host_of(header: str) -> str:
    """Return the host of a Host header without its port, in lower case; empty when it is none."""
    try:
        return urlsplit(f"//{header}").hostname or "" if not set(header) & set("/@?#\\") else ""
    except ValueError:
        return ""
