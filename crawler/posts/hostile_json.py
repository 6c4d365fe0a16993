"""JSON of strangers: parsed strictly, and read so that a value of the wrong kind is an empty one."""

from __future__ import annotations

import json
from typing import Any

from core.schemas.incoming import MAX_TEXT, clean

#: Markup of one post that is parsed; of a longer one the tags are stripped. Platforms allow 500 to 40,000 characters,
#: and a page has 40 posts: with all of them one tag of attributes, lxml needs the square of this (2026-11-28).
MAX_MARKUP = 32_768


class NotJson(ValueError):
    """The body is no JSON that can be used."""


def load(body: bytes) -> Any:
    """Return what the body says.

    Raises: NotJson when it is no JSON, nested deeper than Python goes, or names a key twice in one object: two
    readers would then see two different posts.
    """
    try:
        return json.loads(body, object_pairs_hook=_object, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise NotJson(f"{type(error).__name__}"[:60]) from None


def record(value: Any) -> dict[str, Any]:
    """Return the object, or an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def rows(value: Any) -> list[Any]:
    """Return the list, or an empty one in place of anything else."""
    return value if isinstance(value, list) else []


def words(value: Any) -> str:
    """Return the text without characters that no text carries, or an empty one in place of anything else."""
    return clean(value[:MAX_TEXT]) if isinstance(value, str) else ""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotJson("a key stands twice")
    return found


def _no_number(_: str) -> None:
    """NaN and Infinity are no JSON and stand for nothing."""
