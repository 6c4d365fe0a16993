"""Composes the application; holds no behaviour of its own."""

from __future__ import annotations

from fastapi import Depends, FastAPI

from api import problems, routes
from api.deps import Services
from api.security.bodies import BodyLimit
from api.security.headers import SecurityHeaders
from api.security.hosts import HostCheck, allowed_hosts
from api.security.origin import check_origin
from api.ui import errors, mount_static, pages
from core import __version__

_ABOUT = """Signals with evidence, and the decisions of people. The guide is docs/api.md.

Sign in with an API token (`Authorization: Bearer …`, made by `suar user token NAME`) or in a browser. Every list and
every id is restricted to the region of your office; what lies outside answers 404.
"""


def create_app(running: Services) -> FastAPI:
    """Return the web application over the running services."""
    app = FastAPI(
        title="Suar",
        version=__version__,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        redirect_slashes=False,
        dependencies=[Depends(check_origin)],
    )
    app.state.services = running
    # The middleware of problems stays the innermost, so that every answer passes the ones below.
    problems.install(app, errors.render_page)
    app.include_router(routes.router())
    app.include_router(pages.router())
    mount_static(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(HostCheck, allowed=allowed_hosts(running.settings))
    app.add_middleware(SecurityHeaders)
    return app
