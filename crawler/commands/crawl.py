"""`suar crawl`: which sources, the summary, the exit code."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.db.engine import Database
from core.errors import BadInput
from core.schemas.source import Source
from core.sites import load_rules
from core.store import sources as source_store
from core.store.sources import MANUAL
from crawler.commands.output import Progress, describe, opened, say
from crawler.crawl import Job, Summary, crawl
from crawler.sources import choose, load_sources, owner_of


def run(
    named: list[str],
    url: str | None,
    folders: list[Path],
    demo: bool,
    limit: int | None,
    as_json: bool,
    data: Path | None,
    due: bool = False,
) -> int:
    """Crawl and print the sums; return the exit code.

    Raises: SuarError of every kind that a crawl can end with.
    """
    if url is not None and named:
        raise BadInput("Give either --url or --source, not both.")
    settings, database = opened(data)
    known, rules = load_sources(folders), load_rules(folders)
    job = _job_for_url(known, url, demo) if url is not None else _job(database, known, named, demo, limit, due)
    if not job.sources:
        sys.stderr.write("No source is enabled. `suar sources list` shows them, `suar sources enable ID` starts one.\n")
        _say(Summary(0, "done", {}), as_json)
        return 0
    progress = Progress("crawl")
    summary = crawl(settings, database, replace(job, rules=rules), progress)
    progress.end(summary.counts)
    if summary.pause:
        sys.stderr.write(f"Collecting is paused: {summary.pause}\n")
    if url is not None and not summary.pause:
        return _say_page(summary)
    _say(summary, as_json)
    return {"interrupted": 130, "paused": 3}.get(summary.state, 0)


def _job(
    database: Database, known: dict[str, Source], named: list[str], demo: bool, limit: int | None, due: bool
) -> Job:
    if named:
        chosen = [choose(known, source_id) for source_id in named]
        wrong = [source.id for source in chosen if source.fictional is not demo]
        if wrong:
            with_or_without = "without --demo" if demo else "with --demo"
            raise BadInput(f"Source {wrong[0]} can only be read {with_or_without}.")
        return Job(tuple(chosen), demo, limit, named=True)
    with database.write(lock="ingest") as connection:
        source_store.sync(connection, known.values())
        states = source_store.states(connection)
    read = {one.id for one in states.values() if one.enabled and one.paused_at is None}
    enabled = [source for source in known.values() if source.id in read and source.fictional is demo]
    return Job(tuple(enabled), demo, limit, due=due)


def _job_for_url(known: dict[str, Source], url: str, demo: bool) -> Job:
    """A page that a person points at: of a known outlet if it lies on its hosts, else from outside."""
    return Job((owner_of(known, url) or MANUAL,), demo, url=url)


def _say(summary: Summary, as_json: bool) -> None:
    if as_json:
        answer: dict[str, Any] = {
            "run": summary.run_id,
            "state": summary.state,
            "total": sum(summary.counts.values()),
            "outcomes": summary.counts,
            "sources": summary.by_source,
            "busy": summary.busy,
        }
        say(json.dumps(answer, ensure_ascii=False))
        return
    for source_id, counts in sorted(summary.by_source.items()):
        say(f"{source_id}: {describe(counts)}")
    for source_id in summary.busy:
        say(f"{source_id}: another crawl is reading it, left out")
    say(f"run {summary.run_id} {summary.state}: {sum(summary.counts.values())} URLs: {describe(summary.counts)}")


def _say_page(summary: Summary) -> int:
    """Print what became of the one page; redirects on the way are not it."""
    last = summary.last
    answer = {
        "url": last.url if last else None,
        "outcome": last.label if last else "failed:interrupted",
        "document_id": last.document_id if last else None,
        "detail": last.detail if last else "",
        "run": summary.run_id,
    }
    say(json.dumps(answer, ensure_ascii=False))
    return 0 if answer["document_id"] is not None else 3
