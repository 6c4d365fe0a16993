"""Reads JSON Feed (jsonfeed.org, versions 1 and 1.1). Every field is hostile and may have any type."""

from __future__ import annotations

import json
from typing import Any

from core.schemas.incoming import clean
from crawler.discover.found import Found, Link
from crawler.discover.urls import canonical

_VERSION = "jsonfeed.org/version/"
_MAX_FIELD = 500


def looks_like_json(body: bytes) -> bool:
    """Return whether the body is a JSON object rather than markup."""
    return body[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read_json_feed(body: bytes, url: str, max_entries: int) -> Found:
    """Return the items of a JSON feed, in its order. Raises: nothing."""
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return Found(problem="not_a_feed")
    items = feed.get("items")
    if _VERSION not in _text(feed, "version") or not isinstance(items, list):
        return Found(problem="not_a_feed")
    links = tuple(link for item in items[:max_entries] if (link := _link(item, url)))
    return Found(links=links, total=len(items)) if links else Found(problem="empty_feed")


def _link(item: object, base: str) -> Link | None:
    if not isinstance(item, dict):
        return None
    named = (_text(item, name) for name in ("url", "external_url", "id"))
    address = next((found for one in named if one and (found := canonical(one, base))), None)
    if address is None:
        return None
    title = " ".join(_text(item, "title").split())
    raw = _text(item, "date_published") or _text(item, "date_modified")
    return Link(url=address, title=title, published_raw=raw, guid=_text(item, "id"))


def _text(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return clean(str(value)[:_MAX_FIELD])
