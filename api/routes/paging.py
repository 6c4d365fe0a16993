"""Pages of a list: the items and an opaque cursor to the next page, which is bound to its filters."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, Field

from core.errors import BadInput

Item = TypeVar("Item")
_MAX = 2**63 - 1


class Page(BaseModel, Generic[Item]):
    """A page of a list."""

    items: list[Item]
    next: str | None = Field(None, description="Cursor of the next page; null on the last one.")


def page(items: Sequence[Item], limit: int, filters: Any, position: Sequence[int]) -> Page[Item]:
    """Return the page of at most `limit` of the items; there is a next one when one more was found.

    `position` is that of the last item that the page shows.
    """
    more = len(items) > limit
    return Page[Any](items=list(items[:limit]), next=encode(filters, position) if more else None)


def encode(filters: Any, position: Sequence[int]) -> str:
    """Return the cursor behind this position. It carries no right: the reader's scope is applied to every page."""
    text = json.dumps([_digest(filters), *position], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: str | None, filters: Any, length: int) -> tuple[int, ...] | None:
    """Return the position in the cursor, None for the first page.

    Raises: BadInput when it is no cursor of this list with these filters.
    """
    if cursor is None:
        return None
    try:
        digest, *position = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError, RecursionError):
        raise _not_ours() from None
    sound = all(type(part) is int and -_MAX <= part <= _MAX for part in position)
    if digest != _digest(filters) or len(position) != length or not sound:
        raise _not_ours()
    return tuple(position)


def _not_ours() -> BadInput:
    return BadInput("This cursor is not of this list with these filters. Begin with the first page.")


def _digest(filters: Any) -> str:
    return hashlib.sha256(json.dumps(filters, sort_keys=True, default=str).encode()).hexdigest()[:12]
