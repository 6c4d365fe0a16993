"""ClaimReview that stands as microdata in the markup: `itemscope`, `itemtype`, `itemprop`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_ATTRIBUTES = ("content", "datetime", "href", "src")
_MOST_ELEMENTS = 5_000
_MOST_DEPTH = 6
_MOST_TEXT = 30_000


def claim_reviews(tree: Any) -> Iterator[dict[str, Any]]:
    """Give every ClaimReview of the page in the form of JSON-LD. Raises: nothing."""
    for node in tree.iterfind(".//*[@itemtype]"):
        if node.get("itemtype", "").strip().lower().endswith("/claimreview"):
            yield _item(node, 0)


def _item(scope: Any, depth: int) -> dict[str, Any]:
    """Return an item; its properties are those below it that belong to no item within."""
    found: dict[str, Any] = {"@type": scope.get("itemtype", "").strip()[:200].split(" ")[0]}
    waiting, seen = list(reversed(scope)), 0
    while waiting and seen < _MOST_ELEMENTS:
        node, seen = waiting.pop(), seen + 1
        inner = node.get("itemscope") is not None
        for name in (node.get("itemprop") or "").split()[:4]:
            if inner and depth < _MOST_DEPTH:
                found.setdefault(name, _item(node, depth + 1))
            elif not inner:
                found.setdefault(name, _value(node))
        if not inner:
            waiting += reversed(node)
    return found


def _value(node: Any) -> str:
    for name in _ATTRIBUTES:
        if node.get(name):
            return str(node.get(name))[:_MOST_TEXT]
    return " ".join("".join(node.itertext())[:_MOST_TEXT].split())
