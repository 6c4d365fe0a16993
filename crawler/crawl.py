"""One crawl from plan to summary: locks the sources, runs the engine, keeps the run row. Called by the command line."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import urlsplit

from sqlalchemy import Connection

from core import crash
from core.clock import now
from core.db.engine import Database
from core.errors import AlreadyRunning, BadInput
from core.schemas.source import Source
from core.settings import Settings, secret
from core.sites import SiteRules
from core.store import captures, events, frontier, hosts, leases, ledger, polls, runs, ways
from core.store import sources as source_store
from core.store.frontier import Visited
from core.store.ledger import Entry
from core.work.capacity import Capacity, disk_problem
from crawler.archive.writer import Archive
from crawler.discover.urls import canonical
from crawler.engine import Engine
from crawler.fetch.guard import Guard
from crawler.politeness.hosts import HostBook
from crawler.posts.platforms import address_of, channel_at, hosts_of
from crawler.readers import Readers
from crawler.recorder import LOCK_SECONDS, Recorder, note_sources
from crawler.spider import Plan
from crawler.visits import Target

#: URLs that wait from before or are looked at again, for one source in one run.
MAX_WAITING = 2_000
#: The scheduler comes every two minutes; an article is looked at again this long after the last look at the soonest.
RECHECK_GAP = timedelta(minutes=30)
DEMO_SPACING = 0.2
#: How the frontier calls a discovery page that was read.
_READ = ("discovery:read", "discovery:unchanged")


@dataclass(frozen=True)
class Job:
    """What to crawl and how."""

    sources: tuple[Source, ...]
    demo: bool = False
    limit: int | None = None
    #: Fetch this one page instead of the sources' discovery pages.
    url: str | None = None
    #: The sources were named by a person: that another crawl has them is an error then, else they are left out.
    named: bool = False
    #: Ask only for discovery pages whose time has come, as the scheduler does; a person reads at once.
    due: bool = False
    #: How the pages of some hosts are read.
    rules: SiteRules = field(default_factory=SiteRules)


@dataclass
class Summary:
    """How a crawl ended."""

    run_id: int
    state: str
    counts: dict[str, int]
    by_source: dict[str, dict[str, int]] = field(default_factory=dict)
    busy: list[str] = field(default_factory=list)
    last: Entry | None = None
    #: Why the state is `paused`.
    pause: str = ""


Progress = Callable[[dict[str, int]], None]


def crawl(settings: Settings, database: Database, job: Job, progress: Progress) -> Summary:
    """Crawl the job's sources and return the sums of outcomes.

    Raises: AlreadyRunning when a named source is being crawled; StorageError; ConfigError; BadInput for a bad URL.
    """
    wanted = _single_url(job)
    capacity = Capacity(settings, database)
    problem = disk_problem(settings) if job.url else capacity.problem()
    if problem:
        with database.write(lock="ingest") as connection:
            runs.pause(connection, "crawl", problem)
        return Summary(0, "paused", {}, pause=problem)
    with database.write(lock="ingest") as connection:
        runs.abandon_dead(connection)
        source_store.sync(connection, job.sources)
    held = [] if job.url else _lock(database, job)
    crash.point("crawl.locked")
    mine = job.sources if job.url else tuple(source for source in job.sources if source.id in held)
    try:
        targets = wanted or _targets(database, mine, job.due)
        if job.due and not targets:
            return Summary(0, "done", {})
        plan = Plan(targets, job.limit)
        summary = _run(settings, database, job, mine, plan, progress, capacity)
    finally:
        crash.point("crawl.released")
        with database.write(lock="ingest") as connection:
            for source_id in held:
                leases.release(connection, _lock_name(source_id), leases.owner())
    summary.busy = [source.id for source in job.sources if source not in mine]
    return summary


def _run(
    settings: Settings,
    database: Database,
    job: Job,
    mine: tuple[Source, ...],
    plan: Plan,
    progress: Progress,
    capacity: Capacity,
) -> Summary:
    key = secret(settings) if any(source.channels for source in mine) else b""
    with database.write(lock="ingest") as connection:
        run_id = runs.start(connection, "crawl", mine[0].id if len(mine) == 1 else "")
        _tell_exceptions_over(connection, mine, run_id)
    crash.point("crawl.started")
    guard = Guard(demo=job.demo)
    with database.read() as connection:
        book = HostBook(hosts.states(connection), settings.crawl_daily_requests, _budgets(mine))
        archive = Archive(settings.data / "archive", captures.ends(connection)) if settings.archive else None
    locks = [] if job.url else [_lock_name(source.id) for source in mine]
    recorder = Recorder(database, run_id, locks, archive, book, None if job.url else capacity)
    size = min(2, os.cpu_count() or 1)
    readers = Readers(size, settings.crawl_max_entries, "manual" if job.url else "crawl", key, job.rules)
    spacing = DEMO_SPACING if job.demo else settings.crawl_spacing
    engine = None
    try:
        engine = Engine(
            settings,
            list(mine),
            guard,
            book,
            spacing,
            lambda: progress(dict(recorder.recorded.labels)),
            lambda: recorder.error is not None or bool(recorder.pause),
        )
        if plan.targets:
            engine.run(plan, recorder, readers)
    finally:
        readers.close()
        recorder.close()
        crash.point("crawl.fetched")
        state = _state(engine, recorder)
        _finish(database, recorder, run_id, state, plan)
        crash.point("crawl.finished")
        _tell_spent(database, book, mine, run_id)
    if recorder.error is not None:
        raise recorder.error
    with database.read() as connection:
        counts, by_source = ledger.counts(connection, run_id), ledger.counts_by_source(connection, run_id)
    return Summary(run_id, state, counts, by_source, last=recorder.recorded.last, pause=recorder.pause)


def _state(engine: Engine | None, recorder: Recorder) -> str:
    if recorder.error or engine is None:
        return "failed"
    if engine.interrupted:
        return "interrupted"
    return "paused" if recorder.pause else "done"


def _finish(database: Database, recorder: Recorder, run_id: int, state: str, plan: Plan) -> None:
    message = recorder.error.message if recorder.error is not None else recorder.pause
    with database.write(lock="ingest") as connection:
        runs.finish(connection, run_id, state, ledger.counts(connection, run_id), message)
        note_sources(connection, plan.sources)


def _tell_spent(database: Database, book: HostBook, mine: tuple[Source, ...], run_id: int) -> None:
    """Save what the book still holds, and tell a person of every source whose host has no requests left today."""
    with database.write(lock="ingest") as connection:
        hosts.save(connection, book.changed())
        for source in mine:
            for host in sorted(book.spent):
                if source.owns(f"https://{host}/") or host in hosts_of(source):
                    events.notice(connection, "budget_spent", source.id, "", host, run_id=run_id)


def _tell_exceptions_over(connection: Connection, mine: tuple[Source, ...], run_id: int) -> None:
    """Tell a person of every source whose certificates are checked again, though its file still says otherwise."""
    for source in mine:
        granted = source.tls_exception
        if granted is not None and now().date() > granted.until:
            detail = f"{granted.until}: {granted.reason}"
            events.notice(connection, "tls_exception_over", source.id, "", detail, run_id=run_id)


def _budgets(sources: tuple[Source, ...]) -> dict[str, int]:
    """Return the requests a day of the hosts whose source names its own number."""
    return {
        host: source.daily_requests
        for source in sources
        if source.daily_requests is not None
        for bare in source.site_hosts | hosts_of(source)
        for host in (bare, f"www.{bare}")
    }


def _single_url(job: Job) -> list[Target]:
    if job.url is None:
        return []
    url = canonical(job.url)
    if url is None or not urlsplit(url).hostname:
        raise BadInput(f"'{job.url[:200]}' is not an address of a web page (http:// or https://).")
    return [Target(job.sources[0], url)]


def _targets(database: Database, mine: tuple[Source, ...], due: bool) -> list[Target]:
    targets: list[Target] = []
    with database.read() as connection:
        for source in mine:
            pages = [Target(source, url, "feed") for url in source.feeds]
            pages += [Target(source, url, "sitemap") for url in source.sitemaps]
            pages += [Target(source, url, "claims") for url in source.claim_feeds]
            pages += [Target(source, one.url, "section", one.article_pattern) for one in source.sections]
            pages += [Target(source, address_of(one), "channel", channel=one) for one in source.channels]
            if source.names_only_its_home:
                pages = _found_ways(connection, source)
            if due:
                times = polls.states(connection, [page.url for page in pages])
                pages = [page for page in pages if polls.is_due(times.get(page.url))]
            known = frontier.visited(connection, [page.url for page in pages])
            for page in pages:
                seen = known.get(page.url)
                valid = seen is not None and seen.outcome.startswith(_READ) and page.kind != "home"
                etag, modified = (seen.etag, seen.last_modified) if seen is not None and valid else ("", "")
                targets.append(replace(page, etag=etag, last_modified=modified, known=valid))
            for one in frontier.waiting(connection, source.id, MAX_WAITING, RECHECK_GAP if due else timedelta()):
                targets.append(_waiting(source, one))
    return targets


def _waiting(source: Source, one: Visited) -> Target:
    """Return the target of an address that waits: an article, or a page of older posts that a crawl did not get to."""
    channel = channel_at(source, one.url)
    if channel is not None:
        return Target(source, one.url, "channel", hops=1, channel=channel, known=True)
    if any(_page(one.url) == _page(feed) for feed in source.claim_feeds):
        return Target(source, one.url, "claims", hops=1, known=True)
    return Target(source, one.url, etag=one.etag, last_modified=one.last_modified)


def _found_ways(connection: Connection, source: Source) -> list[Target]:
    """Return where the source's articles were found to be listed; its home page while nothing of that works."""
    known = ways.of(connection, source.id)
    seen = frontier.visited(connection, [way.url for way in known])
    if not any(way.url in seen and seen[way.url].outcome.startswith(_READ) for way in known):
        return [Target(source, source.home_url, "home")]
    return [Target(source, way.url, way.kind, way.pattern) for way in known]


def _page(url: str) -> tuple[str, str]:
    """Return host and path: the pages of a feed differ in their query."""
    parts = urlsplit(url)
    return parts.netloc, parts.path


def _lock(database: Database, job: Job) -> list[str]:
    """Lock every source that no other crawl has; return the locked ones."""
    with database.write(lock="ingest") as connection:
        held = [
            one.id
            for one in job.sources
            if leases.acquire(connection, _lock_name(one.id), leases.owner(), LOCK_SECONDS)
        ]
    busy = [source.id for source in job.sources if source.id not in held]
    if busy and (job.named or not held):
        raise AlreadyRunning(f"Another crawl is reading {', '.join(busy[:5])} now. Wait for it to end, then try again.")
    return held


def _lock_name(source_id: str) -> str:
    return f"crawl:{source_id}"
