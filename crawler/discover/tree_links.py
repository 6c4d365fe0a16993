"""What relative links of a page stand on."""

from __future__ import annotations

from typing import Any

from crawler.discover.urls import canonical


def base_of(tree: Any, url: str) -> str:
    """Return the address that relative links of the page are read against: its `<base href>`, else its own."""
    for node in tree.iter("base"):
        if node.get("href"):
            return canonical(node.get("href"), url) or url
    return url
