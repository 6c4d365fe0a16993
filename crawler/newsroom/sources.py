"""The crawler's definitions of the fictional outlets, in the format of configs/sources/*.toml."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

from core.schemas.source import Section, Source
from crawler.newsroom.breakage import SECOND_FEED, Broken, load_broken
from crawler.newsroom.content import Content, Outlet, load_content
from crawler.newsroom.markup import SECTIONS
from crawler.newsroom.posts import SOURCE_ID, posts_file
from crawler.newsroom.server import DEFAULT_PORT, Newsroom
from crawler.newsroom.site import FEED_PATHS, base_url

#: Seconds between two requests to one outlet. Real outlets get 5; these run on the reader's own machine.
SPACING = 0.2

_WORDS = "|".join(SECTIONS)
#: How the addresses of articles look on the outlets that are found by section pages, by style.
_ARTICLES = {"portal": rf"/(?:{_WORDS})/d-[0-9]+/[a-z0-9-]+$", "blog": r"/[a-z0-9]+(?:-[a-z0-9]+){2,}/?$"}


def prepare(newsroom: Newsroom, folder: Path, anchor: datetime) -> None:
    """Write what the demo's crawl and import read: `sources/*.toml` and `posts.jsonl` in the folder.

    Raises: OSError when the folder cannot be written.
    """
    write_sources(folder / "sources", newsroom.port, newsroom.content, newsroom.broken)
    posts_file(folder / "posts.jsonl", newsroom.content.posts, anchor)


def write_sources(folder: Path, port: int, content: Content, broken: tuple[Broken, ...]) -> list[Path]:
    """Write one file a source and remove those of outlets that are no more; return the files.

    Raises: OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for source in sources(port, content, broken):
        path = folder / f"{source.id}.toml"
        path.write_text(as_toml(source), "utf-8")
        written.append(path)
    for old in set(folder.glob("*.toml")) - set(written):
        old.unlink()
    return written


def sources(
    port: int = DEFAULT_PORT, content: Content | None = None, broken: tuple[Broken, ...] | None = None
) -> tuple[Source, ...]:
    """Return the definitions of the outlets, and of the channel under which the posts are stored."""
    outlets = (content or load_content()).outlets
    things = load_broken() if broken is None else broken
    second = {thing.outlet for thing in things if thing.is_feed}
    posts = Source(id=SOURCE_ID, name="Kiriman publik (rekaan)", kind="import", fictional=True)
    return (*(_source(outlet, port, outlet.id in second) for outlet in outlets), posts)


def as_toml(source: Source) -> str:
    """Return the definition as TOML; only what differs from the defaults is written."""
    rows = source.model_dump(exclude_defaults=True)
    sections = rows.pop("sections", ())
    # JSON's strings, numbers, booleans and lists of strings are TOML as they stand.
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in rows.items()]
    for section in sections:
        lines += ["", "[[sections]]", *(f"{name} = {json.dumps(value)}" for name, value in section.items())]
    return "# Fictional: written by the demo newsroom.\n" + "\n".join(lines) + "\n"


def _source(outlet: Outlet, port: int, has_second_feed: bool) -> Source:
    base = base_url(outlet, port)
    means = outlet.discovery
    feeds = [base + FEED_PATHS[name] for name in ("rss", "atom") if name in means]
    sitemaps = [base + FEED_PATHS[name] for name in ("news_sitemap", "sitemap_index") if name in means]
    pattern = "^" + re.escape(base) + _ARTICLES.get(outlet.style, "/[a-z0-9/-]+$")
    sections = [Section(url=f"{base}/{name}", article_pattern=pattern) for name in SECTIONS if "sections" in means]
    return Source(
        id=outlet.id,
        name=f"{outlet.name} (rekaan)",
        home_url=f"{base}/",
        home_region=outlet.home_region,
        zone=outlet.zone,
        feeds=(*feeds, *([base + SECOND_FEED] if has_second_feed else [])),
        sitemaps=tuple(sitemaps),
        sections=tuple(sections),
        spacing=SPACING,
        enabled=True,
        verified=True,
        fictional=True,
    )
