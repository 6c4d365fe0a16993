"""Reads news sitemaps, plain sitemaps and sitemap indexes, with every XML feature that reaches outside switched off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from lxml import etree

from core.schemas.incoming import clean
from crawler.discover.found import Found, Link
from crawler.discover.urls import canonical
from crawler.discover.xml_guard import declares_entities, looks_like_html, unzipped

#: Sitemaps followed from one index, newest first; big sites list one a day since the beginning.
MAX_CHILDREN = 10
MAX_BYTES = 10_000_000
#: The most that a sitemap may hold by its standard; more are not looked at.
MAX_URLS = 50_000
#: Sitemaps that publishing programs make of everything but articles.
_OTHERS = "(?:categor|kategori|tag|author|penulis|page|image|video)"
_WITHOUT_ARTICLES = re.compile(rf"{_OTHERS}[\w-]{{0,80}}[-_]sitemap|sitemap[-_]{_OTHERS}")
_DATES = ("publication_date", "lastmod")


class _Entry(NamedTuple):
    address: str
    date: str
    title: str


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
    entries = sorted(islice(_entries(root), MAX_URLS), key=lambda entry: entry.date, reverse=True)
    if _name(root) == "sitemapindex":
        with_articles = [entry for entry in entries if not _WITHOUT_ARTICLES.search(entry.address)] or entries
        links = tuple(islice(_links(with_articles, url), MAX_CHILDREN))
        found = Found(sitemaps=tuple(link.url for link in links), total=len(entries))
    else:
        links = tuple(islice(_links(entries, url), max_entries))
        found = Found(links=links, total=len(entries))
    return found if links else Found(problem="empty_sitemap")


def _root(body: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _entries(root: Any) -> Iterator[_Entry]:
    for node in root:
        fields = {_name(child): (child.text or "").strip() for child in node.iter() if len(child) == 0}
        if fields.get("loc"):
            raw = next((fields[name] for name in _DATES if fields.get(name)), "")
            yield _Entry(fields["loc"], raw[:100], fields.get("title", "")[:500])


def _links(entries: list[_Entry], base: str) -> Iterator[Link]:
    for entry in entries:
        address = canonical(entry.address, base)
        if address is not None:
            yield Link(url=address, title=clean(entry.title), published_raw=entry.date)


def _name(node: Any) -> str:
    return str(node.tag).rpartition("}")[2] if isinstance(node.tag, str) else ""
