"""`suar sources try URL`: the whole way from an address to what would be stored, step by step. Writes nothing."""

from __future__ import annotations

import secrets
from concurrent.futures import Future
from pathlib import Path
from urllib.parse import urlsplit

from core.clock import iso
from core.errors import BadInput, SuarError
from core.schemas.factcheck import FactCheck
from core.schemas.incoming import Incoming
from core.schemas.source import Source
from core.settings import load
from core.store.sources import MANUAL
from crawler.commands.output import say
from crawler.crawl import DEMO_SPACING
from crawler.discover.urls import canonical
from crawler.engine import Engine
from crawler.fetch.guard import Guard
from crawler.politeness.hosts import HostBook
from crawler.posts.platforms import channel_at, recognise
from crawler.readers import Readers
from crawler.sources import load_sources, owner_of
from crawler.spider import Plan
from crawler.visits import Target, TargetKind, Visit

#: Links of a discovery page that are shown; the first one is fetched too.
SHOWN_LINKS = 10
#: Posts of a channel that are shown.
SHOWN_POSTS = 5


class Screen:
    """A sink that shows visits instead of storing them."""

    def __init__(self) -> None:
        self.error: SuarError | None = None
        self.worked = False

    def add(self, visit: Visit) -> Future[list[str]]:
        """Show the visit and ask for its first link."""
        outcome = visit.outcome or "would be stored"
        say(f"{visit.target.kind}: {visit.target.url}")
        say(f"  outcome    {outcome}{':' + visit.reason if visit.reason else ''}  {visit.detail}".rstrip())
        if visit.etag or visit.last_modified:
            say(f"  validators {visit.etag} {visit.last_modified}".rstrip())
        for link in visit.links[:SHOWN_LINKS]:
            say(f"  link       {link}")
        for post in visit.posts[:SHOWN_POSTS]:
            say("  post       would be stored")
            _show_text(post)
        if len(visit.posts) > SHOWN_POSTS:
            say(f"  …          {len(visit.posts) - SHOWN_POSTS} more posts")
        if visit.older:
            say(f"  older      {visit.older}")
        if visit.incoming is not None:
            _show_text(visit.incoming)
        for check in visit.fact_checks[:SHOWN_LINKS]:
            _show_check(check)
        self.worked = self.worked or bool(visit.incoming or visit.posts or visit.fact_checks)
        answer: Future[list[str]] = Future()
        answer.set_result(list(visit.links[:1]))
        return answer


def run(url: str, folders: list[Path], demo: bool) -> int:
    """Show the way; 0 when an article or fact-check would be stored at its end, else 3.

    Raises: BadInput for an address that cannot be fetched; ConfigError.
    """
    address = canonical(url)
    if address is None:
        raise BadInput(f"'{url[:200]}' is not an address of a web page (http:// or https://).")
    settings = load()
    guard, screen = Guard(demo=demo), Screen()
    problem = guard.url_problem(address)
    source, target = _target(load_sources(folders), address, url, MANUAL if problem else _unknown(address, demo))
    say(f"address: {address}")
    say(f"  source     {source.id} ({source.name}), zone {source.zone}, region {source.home_region or '—'}")
    say(f"  guard      {'refused: ' + problem if problem else 'passed; robots.txt is asked next'}")
    # Nothing is stored, so the marks in place of names need not be the same another time.
    readers = Readers(1, settings.crawl_max_entries, secret=secrets.token_bytes(32))
    try:
        spacing = DEMO_SPACING if demo else settings.crawl_spacing
        engine = Engine(settings, [source], guard, HostBook({}, settings.crawl_daily_requests), spacing, lambda: None)
        engine.run(Plan([target], limit=2), screen, readers)
    finally:
        readers.close()
    return 0 if screen.worked else 3


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


def _show_check(check: FactCheck) -> None:
    say(f"  fact-check {check.verdict} (“{check.verdict_raw}”), {check.publisher}, {check.published_on or 'no date'}")
    say(f"  title      {check.title}")
    say(f"  claim      {' '.join(check.claim[:300].split())}")


def _show_text(incoming: Incoming) -> None:
    when = "none" if incoming.published_at is None else iso(incoming.published_at)
    say(f"  address    {incoming.url}")
    say(f"  title      {incoming.title}")
    say(f"  published  {when}  (from “{incoming.published_raw}”)")
    say(f"  text       {len(incoming.text)} characters, language of the page: {incoming.language or '—'}")
    say(f"             {' '.join(incoming.text[:300].split())}…")
