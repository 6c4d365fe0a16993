"""`suar import factchecks` and `suar factchecks list|show`: fact-checks from a file, and what is stored of them."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection

from core.clock import now
from core.db.engine import Database
from core.errors import BadInput
from core.factchecks.lines import BadLine
from core.schemas.factcheck import FactCheck
from core.schemas.source import ID_PATTERN, Source
from core.store import factchecks, ledger, runs
from core.store import sources as source_store
from core.store.factchecks import FactCheckFilter
from core.store.ledger import Entry
from core.store.sources import IMPORT
from crawler.commands.input import open_binary
from crawler.commands.output import Progress, describe, opened, say
from crawler.factchecks.claimreview import Setting
from crawler.factchecks.file import Numbered, read_file

#: Records in one transaction: an interrupted import has stored whole batches.
BATCH = 500
_MOST_NAMES = 50


def run(file: Path, source: str, as_json: bool, data: Path | None) -> int:
    """Store the file's fact-checks and print the summary; 3 when some were refused.

    Raises: BadInput when the file cannot be read or the source id is none; StorageError.
    """
    if not re.fullmatch(ID_PATTERN, source):
        raise BadInput(f"'{source[:60]}' is no source id: small letters, digits and hyphens.")
    _, database = opened(data)
    progress = Progress("import")
    with _binary(file) as binary:
        once = _Once()
        run_id, items, state = _store_all(database, file, binary, source, progress, once)
    counts = Counter(str(item["outcome"]) for item in items)
    progress.end(dict(counts))
    if as_json:
        answer = {"run": run_id, "state": state, "lines": len(items), "outcomes": dict(counts), "items": items}
        answer["not_read"] = once.unread
        say(json.dumps(answer, ensure_ascii=False))
    else:
        for item in items:
            if item["outcome"].startswith("rejected"):
                say(f"line {item['line']}: {item['outcome']} {item['detail']}")
        if once.unread:
            say(f"not read: {', '.join(once.unread)}")
        say(f"run {run_id} {state}: {len(items)} fact-checks: {describe(dict(counts))}")
    if state == "interrupted":
        return 130
    return 3 if any(label.startswith("rejected") for label in counts) else 0


def show_all(chosen: FactCheckFilter, limit: int, as_json: bool, data: Path | None) -> int:
    """Print the newest fact-checks that fit. Raises: StorageError."""
    _, database = opened(data)
    with database.read() as connection:
        found = factchecks.recent(connection, chosen, limit=limit)
    for one in found:
        if as_json:
            say(one.model_dump_json())
        else:
            said = f"{one.verdict} “{one.verdict_raw[:30]}”" if one.verdict_raw else one.verdict
            say(f"{one.id:>7}  {one.published_on or '—':10}  {said:30}  {one.publisher[:24]:24}  {one.title[:90]}")
    if not found and not as_json:
        say("no fact-checks")
    return 0


def show_one(fact_check_id: int, as_json: bool, data: Path | None) -> int:
    """Print one fact-check with its older states. Raises: NotFound; StorageError."""
    _, database = opened(data)
    with database.read() as connection:
        one = factchecks.get(connection, fact_check_id)
        older = factchecks.revisions_of(connection, fact_check_id)
    if as_json:
        answer = one.model_dump(mode="json") | {"revisions": [state.model_dump(mode="json") for state in older]}
        say(json.dumps(answer, ensure_ascii=False))
        return 0
    say(f"fact-check {one.id}, version {one.revision}, from {one.source_id} ({one.origin})")
    for name in ("title", "claim", "verdict", "verdict_raw", "conclusion", "publisher", "published_on", "url"):
        say(f"{name:13}{getattr(one, name) or '—'}")
    say(f"{'explanation':13}{one.explanation[:1000]}{'…' if len(one.explanation) > 1000 else ''}")
    for state in older:
        say(f"version {state.number}: {state.record.verdict} “{state.record.verdict_raw}” {state.record.title}")
    return 0


@contextmanager
def _binary(file: Path) -> Iterator[BinaryIO]:
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    with open_binary(file) as opened_file:
        yield opened_file


def _store_all(
    database: Database, file: Path, binary: BinaryIO, source: str, progress: Progress, once: _Once
) -> tuple[int, list[dict[str, Any]], str]:
    with database.write(lock="ingest") as connection:
        runs.abandon_dead(connection)
        run_id = runs.start(connection, "import", source)
    items: list[dict[str, Any]] = []
    state = "failed"
    try:
        records = read_file(binary, file.name, Setting("", now()))
        while batch := list(islice(records, BATCH)):
            items += _store_batch(database, run_id, file, batch, source, once)
            progress(dict(Counter(str(item["outcome"]) for item in items)))
        state = "done"
    except KeyboardInterrupt:
        state = "interrupted"
    except BadLine as problem:
        raise BadInput(f"{file} cannot be read: {problem.detail}.") from None
    finally:
        with database.write(lock="ingest") as connection:
            runs.finish(connection, run_id, state, dict(Counter(str(item["outcome"]) for item in items)))
    return run_id, items, state


class _Once:
    """The addresses and ids of a file's records: what comes twice would be a revision of itself, at every import."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}
        #: Names of fields that no record's reading knows, as they came up.
        self.unread: list[str] = []

    def note_unread(self, names: tuple[str, ...]) -> None:
        """Keep the names to tell them once, those that can be shown and not more than fifty."""
        for name in names:
            shown = "".join(char for char in name[:60] if char.isprintable())
            if shown and shown not in self.unread and len(self.unread) < _MOST_NAMES:
                self.unread.append(shown)

    def before(self, check: FactCheck, line: int) -> int | None:
        """Return the line that had the same fact-check, also this one, or note it as the first."""
        key = check.url or (check.external_id and f"id {check.publisher} {check.external_id}")
        if key in self._lines:
            return self._lines[key]
        if key:
            self._lines[key] = line
        return None


def _store_batch(
    database: Database, run_id: int, file: Path, batch: list[Numbered], source: str, once: _Once
) -> list[dict[str, Any]]:
    items, entries = [], []
    with database.write(lock="ingest") as connection:
        source_store.ensure(connection, IMPORT if source == "import" else _unknown(source))
        for record in batch:
            once.note_unread(record.unread)
            for entry, check_id in _store(connection, f"{file.name}:{record.number}", record, source, once):
                entries.append(entry)
                item = {"line": record.number, "id": record.id, "outcome": entry.label, "fact_check_id": check_id}
                items.append(item | {"detail": entry.detail if check_id is None else ""})
        ledger.record(connection, run_id, entries)
    return items


def _store(
    connection: Connection, place: str, record: Numbered, source: str, once: _Once
) -> Iterator[tuple[Entry, int | None]]:
    """Store what one record holds: a feed's record may name several publishers' reviews, each with its own outcome."""
    for number, one in enumerate(record.found, 1):
        own = place if number == 1 else f"{place}#{number}"
        entry = Entry(source_id=source, url=own, kind="line", outcome="rejected")
        if isinstance(one, BadLine):
            yield entry.model_copy(update={"reason": one.reason, "detail": one.detail}), None
        elif (line := once.before(one, record.number)) is not None:
            yield entry.model_copy(update={"outcome": "duplicate", "detail": f"the same as line {line}"}), None
        else:
            kept = factchecks.store(connection, source, "import", one)
            done = {"outcome": kept.outcome, "detail": f"fact-check {kept.fact_check_id}"}
            yield entry.model_copy(update=done), kept.fact_check_id


def _unknown(source_id: str) -> Source:
    """A source that only the command names: it is added, off, so that its fact-checks can point at it."""
    return Source(id=source_id, name=source_id, kind="import")
