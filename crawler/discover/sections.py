"""Reads section pages: the links that match the source's article pattern, in the order of the page."""

from __future__ import annotations

import re

from crawler.discover.found import Found, Link
from crawler.discover.tree_links import base_of
from crawler.discover.urls import canonical
from crawler.extract.tree import parse_html


def read_section(body: bytes, url: str, pattern: str, max_entries: int) -> Found:
    """Return the articles that a section page links to. Raises: nothing for a pattern that was checked when loaded."""
    tree = parse_html(body, "")
    if tree is None:
        return Found(problem="not_html")
    wanted, base = re.compile(pattern), base_of(tree, url)
    links: dict[str, Link] = {}
    for anchor in tree.iter("a"):
        address = canonical(anchor.get("href") or "", base)
        if address is not None and address not in links and wanted.search(address):
            links[address] = Link(url=address, title=" ".join(anchor.text_content().split())[:500])
    if not links:
        return Found(problem="empty_section")
    return Found(links=tuple(links.values())[:max_entries], total=len(links))
