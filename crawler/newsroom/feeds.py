"""The newsroom's feeds and sitemaps as XML. Knows entries and nothing of articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

from crawler.newsroom.content import Outlet
from crawler.newsroom.dates import local_iso, local_mail

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


class Entry(NamedTuple):
    """One item of a feed or sitemap."""

    url: str
    title: str
    summary: str
    section: str
    published: datetime
    updated: datetime


def rss(outlet: Outlet, base: str, entries: Sequence[Entry]) -> str:
    """Return an RSS 2.0 feed with excerpts, as blog engines write it."""
    items = "".join(
        f"<item>\n<title>{escape(entry.title)}</title>\n<link>{escape(entry.url)}</link>\n"
        f'<guid isPermaLink="true">{escape(entry.url)}</guid>\n'
        f"<pubDate>{local_mail(entry.published, outlet.zone)}</pubDate>\n"
        f"<atom:updated>{local_iso(entry.updated, outlet.zone)}</atom:updated>\n"
        f"<dc:creator>Redaksi {escape(outlet.name)}</dc:creator>\n<category>{escape(entry.section)}</category>\n"
        f"<description><![CDATA[<p>{escape(entry.summary)} [&#8230;]</p>]]></description>\n</item>\n"
        for entry in entries
    )
    return (
        f'{_XML}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">\n'
        f"<channel>\n<title>{escape(outlet.name)} (media rekaan)</title>\n<link>{base}/</link>\n"
        f"<description>{escape(outlet.tagline)}</description>\n<language>id-ID</language>\n{items}</channel>\n</rss>\n"
    )


def atom(outlet: Outlet, base: str, entries: Sequence[Entry]) -> str:
    """Return an Atom feed."""
    zone = outlet.zone
    newest = max((entry.updated for entry in entries), default=None)
    items = "".join(
        f"<entry>\n<id>{escape(entry.url)}</id>\n<title>{escape(entry.title)}</title>\n"
        f'<link href="{escape(entry.url)}"/>\n'
        f"<published>{local_iso(entry.published, zone)}</published>\n"
        f"<updated>{local_iso(entry.updated, zone)}</updated>\n"
        f"<summary>{escape(entry.summary)}</summary>\n</entry>\n"
        for entry in entries
    )
    updated = f"<updated>{local_iso(newest, zone)}</updated>\n" if newest else ""
    return (
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="id">\n<id>{base}/</id>\n'
        f"<title>{escape(outlet.name)} (media rekaan)</title>\n{updated}"
        f"<author><name>Redaksi {escape(outlet.name)}</name></author>\n{items}</feed>\n"
    )


def news_sitemap(outlet: Outlet, entries: Sequence[Entry]) -> str:
    """Return a news sitemap."""
    items = "".join(
        f"<url><loc>{escape(entry.url)}</loc><lastmod>{local_iso(entry.updated, outlet.zone)}</lastmod><news:news>"
        f"<news:publication><news:name>{escape(outlet.name)}</news:name><news:language>id</news:language>"
        f"</news:publication><news:publication_date>{local_iso(entry.published, outlet.zone)}</news:publication_date>"
        f"<news:title>{escape(entry.title)}</news:title></news:news></url>\n"
        for entry in entries
    )
    return f'{_XML}<urlset xmlns="{_SITEMAP}" xmlns:news="{_NEWS}">\n{items}</urlset>\n'


def sitemap(outlet: Outlet, entries: Sequence[Entry]) -> str:
    """Return a plain sitemap."""
    items = "".join(
        f"<url><loc>{escape(entry.url)}</loc><lastmod>{local_iso(entry.updated, outlet.zone)}</lastmod></url>\n"
        for entry in entries
    )
    return f'{_XML}<urlset xmlns="{_SITEMAP}">\n{items}</urlset>\n'


def sitemap_index(outlet: Outlet, parts: Sequence[tuple[str, datetime]]) -> str:
    """Return an index of sitemaps with the newest change of each."""
    items = "".join(
        f"<sitemap><loc>{escape(url)}</loc><lastmod>{local_iso(changed, outlet.zone)}</lastmod></sitemap>\n"
        for url, changed in parts
    )
    return f'{_XML}<sitemapindex xmlns="{_SITEMAP}">\n{items}</sitemapindex>\n'
