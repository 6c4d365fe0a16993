"""Composes the application; holds no behaviour of its own."""

from __future__ import annotations

from fastapi import FastAPI

from api import problems, routes
from api.deps import Services
from api.security.bodies import BodyLimit
from api.security.headers import SecurityHeaders
from core import __version__


def create_app(running: Services) -> FastAPI:
    """Return the web application over the running services."""
    app = FastAPI(title="Suar", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    app.state.services = running
    problems.install(app)
    app.include_router(routes.router())
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders)
    return app
