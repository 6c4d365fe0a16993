"""Refuses a write that another site's page sends with a person's cookie; no tokens in forms are needed."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request

from core.errors import Forbidden

_SAFE = {"GET", "HEAD", "OPTIONS"}


class CrossSite(Forbidden):
    """This request came from another site and was refused."""

    code = "cross_site"


def check_origin(request: Request) -> None:
    """Do nothing for reads, for programs without browser headers, and for Suar's own pages.

    Raises: CrossSite.
    """
    if request.method in _SAFE:
        return
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise CrossSite()
        return
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise CrossSite()
