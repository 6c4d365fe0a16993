"""Reads a home page for where the site lists its articles: declared and visible feeds, indexes, its own links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from core.schemas.source import Way
from crawler.discover.article_links import ARTICLE_PATTERN, MIN_LINKS
from crawler.discover.found import Found
from crawler.discover.tree_links import base_of
from crawler.discover.urls import canonical
from crawler.extract.tree import parse_html

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_FEED_ADDRESS = re.compile(
    r"^https?://(?:rss|feeds?)\.|/(?:rss|feeds?|atom)(?:[/.?]|$)|[/.](?:rss|atom|rdf)(?:\.xml)?$|[?&]feed=",
    re.IGNORECASE,
)
#: Feeds of what readers write.
_COMMENTS = re.compile(r"comments?|komentar", re.IGNORECASE)
_INDEX_ADDRESS = re.compile(r"/(?:indeks?|index)(?:-?berita)?/?$|^https?://indeks\.[^/]+/?$", re.IGNORECASE)
#: Feeds of one kind that are tried; sites declare one for each tag.
MAX_FEEDS = 5
#: Where publishing programs put feeds and sitemaps; asked for when a site names none.
COMMON_FEEDS = ("/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml")
COMMON_SITEMAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_index.xml", "/sitemap.xml")


def read_home(body: bytes, url: str) -> Found:
    """Return the ways that a home page hints at, best first, the usual places last. Raises: nothing."""
    tree = parse_html(body, "")
    if tree is None:
        return Found(problem="not_html")
    base = base_of(tree, url)
    anchors = [(found, one) for one in tree.iter("a") if (found := canonical(one.get("href") or "", base))]
    lists = [*_indexes(anchors), *_own_links(anchors, url)]
    named = [*_declared(tree, base), *_visible(anchors)]
    ways = [*named, Way(url=urljoin(url, "/robots.txt"), kind="robots", how="robots.txt"), *_guesses(url), *lists]
    unique = {way.url: way for way in reversed(ways)}
    return Found(ways=tuple(way for way in ways if unique[way.url] is way))


def _declared(tree: Any, base: str) -> list[Way]:
    found = []
    for link in tree.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        address = canonical(link.get("href") or "", base)
        about = f"{link.get('title') or ''} {link.get('href') or ''}"
        if address and "alternate" in relations and kind in _FEED_TYPES and not _COMMENTS.search(about):
            found.append(Way(url=address, kind="feed", how="declared by the home page", among_others=True))
    return found[:MAX_FEEDS]


def _visible(anchors: list[tuple[str, Any]]) -> list[Way]:
    found = {
        address: Way(url=address, kind="feed", how="linked on the home page")
        for address, anchor in anchors
        if (_FEED_ADDRESS.search(address) or _words(anchor) in ("rss", "rss feed", "feed", "atom"))
        and not _COMMENTS.search(address)
    }
    return list(found.values())[:MAX_FEEDS]


def _guesses(url: str) -> Iterator[Way]:
    for path in COMMON_FEEDS:
        yield Way(url=urljoin(url, path), kind="feed", how="usual place of feeds")
    for path in COMMON_SITEMAPS:
        yield Way(url=urljoin(url, path), kind="sitemap", how="usual place of sitemaps", pattern=ARTICLE_PATTERN)


def _indexes(anchors: list[tuple[str, Any]]) -> list[Way]:
    found = dict.fromkeys(address for address, _ in anchors if _INDEX_ADDRESS.search(address))
    how = "index linked on the home page"
    return [Way(url=address, kind="section", how=how, pattern=ARTICLE_PATTERN) for address in list(found)[:2]]


def _own_links(anchors: list[tuple[str, Any]], url: str) -> list[Way]:
    """Return the home page itself when it lists articles."""
    wanted, host = re.compile(ARTICLE_PATTERN), _bare(url)
    articles = {address for address, _ in anchors if _bare(address) == host and wanted.search(address)}
    if len(articles) < MIN_LINKS:
        return []
    return [Way(url=url, kind="section", how="links of the home page", pattern=ARTICLE_PATTERN)]


def _bare(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _words(anchor: Any) -> str:
    return " ".join(str(anchor.text_content())[:100].split()).lower()
