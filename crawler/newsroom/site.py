"""One outlet as a site: which addresses it has and what each answers. Pure: no sockets, no clock of its own."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from crawler.newsroom import answer, feeds
from crawler.newsroom.answer import Answer
from crawler.newsroom.breakage import DISALLOWED, SECOND_FEED, Broken, serve_feed, serve_page
from crawler.newsroom.content import Article, Outlet, Section, Style, paragraphs
from crawler.newsroom.dates import instant
from crawler.newsroom.feeds import Entry
from crawler.newsroom.markup import SECTIONS, Link, Page, list_page
from crawler.newsroom.styles import render

#: Addresses of articles, one shape a style; the number is made from the slug, so it never changes.
_PATHS: dict[Style, str] = {
    "tabloid": "/{section}/{slug}",
    "agency": "/berita/{number}/{slug}",
    "longread": "/read/{number}/{slug}",
    "network": "/{section}/{number}/{slug}",
    "blog": "/{slug}/",
    "portal": "/{section}/d-{number}/{slug}",
}
FEED_PATHS = {"rss": "/feed", "atom": "/atom.xml", "news_sitemap": "/news-sitemap.xml", "sitemap_index": "/sitemap.xml"}
_PARTS = 2  # sitemaps behind the sitemap index

_DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><rect width="16" height="9" fill="#ddd"/>'
    b'<text x="8" y="5" font-size="1.6" text-anchor="middle">ilustrasi rekaan</text></svg>'
)


class Item(NamedTuple):
    """One listed address of the outlet: a sound article, or a broken page."""

    path: str
    title: str
    section: Section
    published: datetime
    made_of: Article | Broken


class Site:
    """The addresses of one outlet. `corrected_at` is when the corrected versions replaced the first ones."""

    def __init__(
        self, outlet: Outlet, articles: Sequence[Article], broken: Sequence[Broken], port: int, anchor: datetime
    ) -> None:
        self.outlet = outlet
        self.base = base_url(outlet, port)
        self.corrected_at: datetime | None = None
        self._anchor = anchor
        self._second_feed = next((thing for thing in broken if thing.is_feed), None)
        pages: list[Article | Broken] = [*articles, *(thing for thing in broken if not thing.is_feed)]
        items = [self._item(thing) for thing in pages]
        self.items = tuple(sorted(items, key=lambda item: item.published, reverse=True))
        self._routes = self._fixed_routes()
        self._routes |= {item.path: lambda item=item: self._page(item) for item in self.items}  # type: ignore[misc]

    def answer(self, target: str) -> Answer:
        """Return what the outlet answers to a GET of this path."""
        path = target.partition("?")[0]
        route = self._routes.get(path) or self._routes.get(path.rstrip("/")) or self._routes.get(path + "/")
        if route is not None:
            return route()
        if path.endswith("/amp") and (canonical := self._near(path.removesuffix("/amp"))):
            return answer.moved(self.base + canonical)
        if path.startswith(("/tag/", "/laman/")):
            return self._list(self.items[:5], self.outlet.name)
        return Answer(404, list_page(self.outlet, self.base, "Laman tidak ditemukan", []).encode())

    def _fixed_routes(self) -> dict[str, Callable[[], Answer]]:
        routes: dict[str, Callable[[], Answer]] = {
            "/": lambda: self._list(self.items, f"{self.outlet.name} - {self.outlet.tagline}"),
            "/robots.txt": self._robots,
            "/gambar.svg": lambda: Answer(200, _DRAWING, "image/svg+xml"),
            FEED_PATHS["rss"]: lambda: self._feed(
                feeds.rss(self.outlet, self.base, self._entries()), "application/rss+xml"
            ),
            FEED_PATHS["atom"]: lambda: self._feed(
                feeds.atom(self.outlet, self.base, self._entries()), "application/atom+xml"
            ),
            FEED_PATHS["news_sitemap"]: lambda: self._feed(feeds.news_sitemap(self.outlet, self._entries())),
            FEED_PATHS["sitemap_index"]: lambda: self._feed(self._index()),
        }
        for part in range(_PARTS):
            routes[f"/sitemap-berita-{part + 1}.xml"] = (
                lambda part=part: self._feed(  # type: ignore[misc]
                    feeds.sitemap(self.outlet, self._entries()[part::_PARTS])
                )
            )
        for section, name in SECTIONS.items():
            routes[f"/{section}"] = lambda section=section, name=name: self._list(  # type: ignore[misc]
                [item for item in self.items if item.section == section], f"{name} - {self.outlet.name}"
            )
        if self._second_feed is not None:
            second = self._second_feed
            routes[SECOND_FEED] = lambda: serve_feed(second, self._as_page(self.items[0], ""))
        return routes

    def _item(self, thing: Article | Broken) -> Item:
        published = instant(thing.days, thing.time, self.outlet.zone, self._anchor)
        return Item(path_of(self.outlet, thing), thing.title, thing.section, published, thing)

    def _page(self, item: Item) -> Answer:
        thing = item.made_of
        if isinstance(thing, Broken):
            target = next((other.path for other in self.items if _slug(other) == thing.target), None)
            return serve_page(thing, self._as_page(item, thing.body), self.base + target if target else None)
        return answer.html(render(self._as_page(item, self._body(thing))), self._updated(item))

    def _body(self, article: Article) -> str:
        return article.later if article.later and self.corrected_at else article.body

    def _updated(self, item: Item) -> datetime:
        edited = isinstance(item.made_of, Article) and item.made_of.later is not None
        return self.corrected_at if edited and self.corrected_at else item.published

    def _as_page(self, item: Item, body: str) -> Page:
        updated = self._updated(item)
        others = [other for other in self.items if other is not item and isinstance(other.made_of, Article)]
        alike = [other for other in others if other.section == item.section] or others
        popular = sorted(others, key=lambda other: zlib.crc32(other.path.encode()))
        return Page(
            outlet=self.outlet,
            base=self.base,
            url=self.base + item.path,
            title=item.title,
            section=item.section,
            paragraphs=paragraphs(body),
            published=item.published,
            modified=updated if updated != item.published else None,
            tags=(item.section, self.outlet.tagline.split()[-1].lower(), "berita-hari-ini"),
            related=tuple(Link(self.base + other.path, other.title) for other in alike[:4]),
            popular=tuple(Link(self.base + other.path, other.title) for other in popular[:5]),
        )

    def _entries(self) -> list[Entry]:
        return [
            Entry(
                self.base + item.path,
                item.title,
                " ".join((paragraphs(item.made_of.body) or (item.title,))[0].split()[:25]),
                item.section,
                item.published,
                self._updated(item),
            )
            for item in self.items
        ]

    def _feed(self, text: str, content_type: str = "application/xml") -> Answer:
        return answer.xml(text, content_type, self._newest())

    def _index(self) -> str:
        parts = [(f"{self.base}/sitemap-berita-{part + 1}.xml", self._newest()) for part in range(_PARTS)]
        return feeds.sitemap_index(self.outlet, parts)

    def _list(self, items: Sequence[Item], title: str) -> Answer:
        links = [Link(self.base + item.path, item.title) for item in items]
        return answer.html(list_page(self.outlet, self.base, title, links), self._newest())

    def _newest(self) -> datetime:
        return max((self._updated(item) for item in self.items), default=self._anchor)

    def _near(self, path: str) -> str | None:
        return next((item.path for item in self.items if item.path.rstrip("/") == path), None)

    def _robots(self) -> Answer:
        text = f"User-agent: *\nDisallow: {DISALLOWED}\nDisallow: /cari\nSitemap: {self.base}/sitemap.xml\n"
        return Answer(200, text.encode(), "text/plain; charset=utf-8")


def base_url(outlet: Outlet, port: int) -> str:
    """Return the address of the outlet without a trailing slash."""
    return f"http://{outlet.address}:{port}"


def path_of(outlet: Outlet, thing: Article | Broken) -> str:
    """Return the path under which the outlet lists an article or a broken page."""
    if isinstance(thing, Broken):
        if thing.is_feed:
            return SECOND_FEED
        if thing.kind == "disallowed":
            return DISALLOWED + thing.slug
        if thing.kind == "redirect":
            return f"/r/{thing.slug}"
    number = 1_000_000 + zlib.crc32(thing.slug.encode()) % 9_000_000
    return _PATHS[outlet.style].format(section=thing.section, number=number, slug=thing.slug)


def _slug(item: Item) -> str:
    return item.made_of.slug
