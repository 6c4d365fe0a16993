"""Refuses request bodies that are too large before anything reads them into memory."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem

#: Largest request body in bytes: a pasted text of 100,000 characters fits several times.
MAX_BODY = 1_000_000


class TooLarge(HTTPException):
    """The request is too large. An HTTPException, since the framework turns any other one into a 400."""

    code = "too_large"

    def __init__(self) -> None:
        message = f"The request is too large: at most {MAX_BODY} bytes."
        super().__init__(413, message, {"Connection": "close"})


class BodyLimit:
    """Answers 413 to a body over the limit, announced or not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on while its body stays within the limit."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or len(length) > 12 or int(length) > MAX_BODY:
            error = TooLarge()
            refusal = problem(error.status_code, error.code, error.detail, {}, error.headers or {})
            await refusal(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > MAX_BODY:
                raise TooLarge
            return message

        await self._app(scope, counted, send)
