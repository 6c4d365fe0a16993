"""Reads news sitemaps, plain sitemaps and sitemap indexes, with every XML feature that reaches outside switched off."""

from __future__ import annotations

from typing import Any

from lxml import etree

from crawler.discover.found import Found, Link
from crawler.discover.urls import canonical
from crawler.discover.xml_guard import declares_entities, looks_like_html, unzipped

#: Sitemaps followed from one index, newest first; big sites list one a day since the beginning.
MAX_CHILDREN = 10
MAX_BYTES = 10_000_000
_DATES = ("publication_date", "lastmod")


def read_sitemap(body: bytes, url: str, max_entries: int) -> Found:
    """Return the articles or further sitemaps of a sitemap, newest first. Raises: nothing."""
    plain = unzipped(body, MAX_BYTES)
    if plain is None:
        return Found(problem="too_large")
    if declares_entities(plain):
        return Found(problem="xml_dtd")
    if looks_like_html(plain):
        return Found(problem="not_a_sitemap")
    root = _root(plain)
    if root is None or _name(root) not in ("urlset", "sitemapindex"):
        return Found(problem="not_a_sitemap")
    entries = sorted(_entries(root, url), key=lambda link: link.published_raw, reverse=True)
    if not entries:
        return Found(problem="empty_sitemap")
    if _name(root) == "sitemapindex":
        return Found(sitemaps=tuple(link.url for link in entries[:MAX_CHILDREN]), total=len(entries))
    return Found(links=tuple(entries[:max_entries]), total=len(entries))


def _root(body: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _entries(root: Any, base: str) -> list[Link]:
    found = []
    for node in root:
        fields = {_name(child): (child.text or "").strip() for child in node.iter() if len(child) == 0}
        address = canonical(fields.get("loc", ""), base)
        if address is not None:
            raw = next((fields[name] for name in _DATES if fields.get(name)), "")
            found.append(Link(url=address, title=fields.get("title", "")[:500], published_raw=raw[:100]))
    return found


def _name(node: Any) -> str:
    return str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""
