"""`suar sources try URL`: the whole way from an address to what would be stored, step by step. Writes nothing."""

from __future__ import annotations

import secrets
from pathlib import Path
from urllib.parse import urlsplit

from core.db.engine import Database
from core.errors import BadInput, SuarError
from core.schemas.source import Source
from core.settings import Settings, load
from core.setup import current_database
from core.sites import load_rules
from core.store.sources import MANUAL
from crawler.commands.trial_screen import Screen, Watching
from crawler.crawl import DEMO_SPACING
from crawler.discover.urls import canonical
from crawler.engine import Engine
from crawler.fetch.guard import Guard
from crawler.politeness.hosts import HostBook
from crawler.posts.platforms import address_of, channel_at, recognise
from crawler.sources import load_sources, owner_of
from crawler.spider import Plan
from crawler.visits import Target, TargetKind


def run(url: str, folders: list[Path], demo: bool, as_json: bool = False) -> int:
    """Show the way; 0 when an article, post or fact-check would be stored at its end, else 3.

    Raises: BadInput for an address that cannot be fetched; ConfigError.
    """
    known = load_sources(folders)
    url = _first_place(known[url]) if url in known else url
    address = canonical(url)
    if address is None:
        raise BadInput(
            f"'{url[:200]}' is not an address of a web page (http:// or https://), and no id of `suar sources list`."
        )
    settings, rules = load(), load_rules(folders)
    guard, screen = Guard(demo=demo), Screen(_store(settings), as_json)
    problem = guard.url_problem(address)
    source, target = _target(known, address, url, MANUAL if problem else _unknown(address, demo))
    screen.begin(address, source, problem, rules.of(address))
    # Nothing is stored, so the marks in place of names need not be the same another time.
    agent = settings.crawl_user_agent
    readers = Watching(screen, agent, address, settings.crawl_max_entries, secrets.token_bytes(32), rules)
    try:
        spacing = DEMO_SPACING if demo else settings.crawl_spacing
        engine = Engine(settings, [source], guard, HostBook({}, settings.crawl_daily_requests), spacing, lambda: None)
        # A home page is looked through together with its robots.txt; a channel is no address of the site.
        first = [_robots(source, address)] if target.kind not in ("home", "channel") else []
        engine.run(Plan([*first, target], limit=2 + len(first)), screen, readers)
    finally:
        readers.close()
    screen.end()
    return 0 if screen.worked else 3


def _first_place(source: Source) -> str:
    """Return where the crawl of the source begins."""
    channels = (address_of(channel) for channel in source.channels[:1])
    sections = (section.url for section in source.sections[:1])
    return next(iter((*source.feeds, *source.sitemaps, *sections, *source.claim_feeds, *channels)), source.home_url)


def _robots(source: Source, address: str) -> Target:
    parts = urlsplit(address)
    return Target(source, f"{parts.scheme}://{parts.netloc}/robots.txt")


def _store(settings: Settings) -> Database | None:
    """Return the database to compare with, if there is one: a source can be tried before `suar init`."""
    try:
        return current_database(settings)
    except SuarError:
        return None


def _target(known: dict[str, Source], address: str, given: str, unknown: Source) -> tuple[Source, Target]:
    """Return the source that the address belongs to, and what it is: a channel, a section page, or to be found out."""
    for one in known.values():
        channel = channel_at(one, given)
        if channel is not None:
            return one, Target(one, given, "channel", channel=channel)
    channel = recognise(given)
    if channel is not None:
        return MANUAL, Target(MANUAL, given, "channel", channel=channel)
    source = owner_of(known, address) or unknown
    pattern = next((one.article_pattern for one in source.sections if canonical(one.url) == address), "")
    return source, Target(source, address, _kind(address, pattern), pattern)


def _unknown(address: str, demo: bool) -> Source:
    """Return the site of an address that belongs to no source, as a file with its home page alone would name it."""
    parts = urlsplit(address)
    return Source(id=MANUAL.id, name=parts.hostname or "", home_url=f"{parts.scheme}://{parts.netloc}/", fictional=demo)


def _kind(address: str, pattern: str) -> TargetKind:
    """Return what the address is taken for; a home page is looked through for where the site lists its articles."""
    if pattern:
        return "section"
    parts = urlsplit(address)
    return "home" if parts.path == "/" and not parts.query else "any"
