"""The one shape of an error: RFC 9457 problem details for programs, a page in words for people."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.errors import StorageError, SuarError

_LOG = logging.getLogger("suar.api")
MEDIA_TYPE = "application/problem+json"
#: Most complaints about one request that are listed, and the longest place name among them.
_MAX_ERRORS, _MAX_PLACE = 20, 120
_NOT_JSON = "The body is not JSON in UTF-8, or is nested too deeply. Check it, then send it again."
_UNLABELLED = "The body was not read as JSON: send JSON, with the header Content-Type: application/json."
#: Renders an error as a page; set by api.ui.
PageRenderer = Callable[[Request, int, str, str], Awaitable[Response]]
Answer = Callable[..., Awaitable[Response]]


class Problem(BaseModel):
    """What every error looks like; some carry more, such as `holder` of a signal or the `errors` of a request."""

    model_config = ConfigDict(extra="allow")

    type: str = "about:blank"
    title: str = Field(description="What happened and what to do, in one line.")
    status: int
    code: str = Field(description="Names the kind of the problem for programs.")


def problem(status: int, code: str, title: str, extra: Mapping[str, Any], headers: Mapping[str, str]) -> Response:
    """Return the problem as JSON."""
    body = {**extra, **Problem(title=_sound(title), status=status, code=code).model_dump()}
    return JSONResponse(body, status, headers=dict(headers), media_type=MEDIA_TYPE)


def install(app: FastAPI, render_page: PageRenderer | None = None) -> None:
    """Answer every kind of error in the one shape."""

    async def answer(
        request: Request,
        status: int,
        code: str,
        title: str,
        extra: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        if render_page is not None and not request.url.path.startswith("/api/"):
            page = await render_page(request, status, code, _sound(title))
            page.headers.update(headers or {})
            return page
        return problem(status, code, title, extra or {}, headers or {})

    async def on_suar_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, SuarError)
        title = error.message
        if isinstance(error, StorageError):  # it names files and hosts of this installation: for the log alone
            _LOG.error("%s at %s %s: %s", error.code, request.method, request.url.path, title)
            title = type(error)().message
        wait = error.detail.get("retry_after")
        headers = {"Retry-After": str(wait)} if wait else None
        return await answer(request, error.status, error.code, title, error.detail, headers)

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 400 and isinstance(error.__cause__, ValueError | RecursionError):
            return await answer(request, 400, "not_json", _NOT_JSON)  # the framework's words name no cure
        code = getattr(error, "code", None) or f"http_{error.status_code}"
        return await answer(request, error.status_code, code, str(error.detail), None, error.headers)

    async def on_invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        if _unlabelled(request, error):
            return await answer(request, 422, "invalid", _UNLABELLED)
        places = [_complaint(one) for one in error.errors()[:_MAX_ERRORS]]
        return await answer(request, 422, "invalid", "The request cannot be used.", {"errors": places})

    app.add_exception_handler(SuarError, on_suar_error)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_middleware(Defects, answer=answer)


class Defects:
    """Answers 500 with a reference to the log when Suar itself is at fault.

    A middleware and no exception handler: the framework runs that one outside every middleware, so its answer would
    lack the security headers.
    """

    def __init__(self, app: ASGIApp, answer: Answer) -> None:
        self._app, self._answer = app, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; log what nobody caught."""
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:  # the outermost boundary: nothing internal may reach the reader
            if started or scope["type"] != "http":
                raise
            reference = secrets.token_hex(4)
            request = Request(scope, receive)
            _LOG.error("defect %s at %s %s", reference, request.method, request.url.path, exc_info=error)
            title = f"Something went wrong in Suar. Reference: {reference}"
            response = await self._answer(request, 500, "internal", title, {"reference": reference})
            await response(scope, receive, send)


def _unlabelled(request: Request, error: RequestValidationError) -> bool:
    """Tell whether the body was not read as JSON, since its header says that it is something else."""
    label = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    as_json = label == "application/json" or (label.startswith("application/") and label.endswith("+json"))
    return (
        not as_json and request.url.path.startswith("/api/") and any(one["loc"] == ("body",) for one in error.errors())
    )


def _complaint(error: Mapping[str, Any]) -> dict[str, str]:
    """Say where and what, without the value: it may be secret, and it may be no text that JSON can carry."""
    where = ".".join(str(part) for part in error["loc"])
    return {"where": _sound(where)[:_MAX_PLACE], "what": _sound(str(error["msg"]))}


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
