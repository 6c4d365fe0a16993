"""What the newsroom answers to one request, before it becomes HTTP."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import NamedTuple

HTML = "text/html; charset=utf-8"


class Answer(NamedTuple):
    """Status, body and the headers that matter; `cut` breaks the connection in the middle of the body."""

    status: int
    body: bytes = b""
    content_type: str = HTML
    modified: datetime | None = None
    location: str | None = None
    cut: bool = False

    @property
    def etag(self) -> str:
        """The strong validator of the body."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


def html(text: str, modified: datetime | None = None) -> Answer:
    """Return a page."""
    return Answer(200, text.encode(), modified=modified)


def xml(text: str, content_type: str, modified: datetime | None = None) -> Answer:
    """Return a feed or a sitemap."""
    return Answer(200, text.encode(), f"{content_type}; charset=utf-8", modified)


def moved(location: str) -> Answer:
    """Return a permanent redirect."""
    return Answer(301, b"<p>Pindah.</p>", location=location)
