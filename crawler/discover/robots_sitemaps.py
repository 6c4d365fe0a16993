"""Reads the sitemaps that robots.txt names. The rules themselves are the gate's (crawler.fetch.gate)."""

from __future__ import annotations

from core.schemas.source import Way
from crawler.discover.article_links import ARTICLE_PATTERN
from crawler.discover.found import Found
from crawler.discover.urls import canonical

#: Sitemaps that are tried, those with news in their address first.
MAX_SITEMAPS = 5
_MAX_BYTES = 512_000


def read_robots(body: bytes, url: str) -> Found:
    """Return the sitemaps of a robots.txt as ways, those of news first. Raises: nothing."""
    found = {}
    for line in body[:_MAX_BYTES].decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        address = canonical(value, url) if name.strip().lower().lstrip("\ufeff") == "sitemap" else None
        if address is not None:
            found[address] = Way(url=address, kind="sitemap", how="named by robots.txt", pattern=ARTICLE_PATTERN)
    ways = sorted(found.values(), key=lambda way: "news" not in way.url.lower() and "berita" not in way.url.lower())
    return Found(ways=tuple(ways[:MAX_SITEMAPS])) if ways else Found(problem="no_sitemaps")
