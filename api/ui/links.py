"""Addresses that come from outside: shown with their real host, and a link only if they are plain web addresses."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit


class Outside(NamedTuple):
    """An address of the web outside Suar and the host it really leads to."""

    href: str
    host: str


def outside(url: str | None) -> Outside | None:
    """Return the link for a crawled address, or None unless it is http(s) with a host and without credentials.

    The host is shown in its ASCII form, so that a look-alike letter shows as `xn--…`.
    """
    if not url or any(char <= " " or char == "\\" for char in url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:  # also UnicodeError: no such host can exist
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    return Outside(url, host)
