"""The one shape of an error: RFC 9457 problem details for programs, a page in words for people."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from core.errors import SuarError

_LOG = logging.getLogger("suar.api")
#: Renders an error as a page; set by api.ui.
PageRenderer = Callable[[Request, int, str, str], Awaitable[Response]]


def install(app: FastAPI, render_page: PageRenderer | None = None) -> None:
    """Answer every kind of error in the one shape."""

    async def answer(request: Request, status: int, code: str, title: str, extra: dict[str, Any]) -> Response:
        if render_page is not None and not request.url.path.startswith(("/api/", "/openapi")):
            return await render_page(request, status, code, title)
        body = {"type": "about:blank", "title": title, "status": status, "code": code, **extra}
        return JSONResponse(body, status, media_type="application/problem+json")

    async def on_suar_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, SuarError)
        return await answer(request, error.status, error.code, error.message, error.detail)

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return await answer(request, error.status_code, f"http_{error.status_code}", str(error.detail), {})

    async def on_invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        places = [{"where": ".".join(str(p) for p in e["loc"]), "what": e["msg"]} for e in error.errors()[:20]]
        return await answer(request, 422, "invalid", "The request cannot be used.", {"errors": places})

    async def on_defect(request: Request, error: Exception) -> Response:
        reference = secrets.token_hex(4)
        _LOG.error("defect %s at %s %s", reference, request.method, request.url.path, exc_info=error)
        title = f"Something went wrong in Suar. Reference: {reference}"
        return await answer(request, 500, "internal", title, {"reference": reference})

    app.add_exception_handler(SuarError, on_suar_error)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(Exception, on_defect)
