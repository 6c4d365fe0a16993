"""`suar import documents`: a file of texts into the store, one named outcome for each line."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError
from sqlalchemy import Connection

from core import crash
from core.db.engine import Database
from core.errors import BadInput
from core.schemas.document import Kind
from core.schemas.incoming import Incoming
from core.schemas.source import ID_PATTERN, Source
from core.store import documents, ledger, runs
from core.store import sources as source_store
from core.store.ledger import Entry
from core.store.sources import IMPORT
from crawler.commands.output import Progress, describe, opened, say
from crawler.discover.urls import canonical
from crawler.provenance import importer

#: Lines in one transaction: an interrupted import has stored whole batches.
BATCH = 200
MAX_LINE = 2_000_000


class _Line(BaseModel):
    """A line of the file. Author fields and whatever else it carries are not even read."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    kind: Kind = "news"
    title: str = ""
    text: str
    published_at: str | None = None
    source_region: str | None = None
    url: str | None = None
    source: str | None = None


class _Moment(BaseModel):
    at: AwareDatetime


class _Rejected(Exception):
    """The line cannot be used; the text is the reason."""


def run(file: Path, source: str, as_json: bool, data: Path | None) -> int:
    """Store the file's lines and print the summary; 3 when lines were refused.

    Raises: BadInput when the file cannot be read or the source id is none; StorageError.
    """
    if not re.match(ID_PATTERN, source):
        raise BadInput(f"'{source[:60]}' is no source id: small letters, digits and hyphens.")
    _, database = opened(data)
    progress = Progress("import")
    with _lines(file) as lines:
        run_id, items, state = _store_all(database, file, lines, source, progress)
    counts = Counter(str(item["outcome"]) for item in items)
    progress.end(dict(counts))
    if as_json:
        answer = {"run": run_id, "state": state, "lines": len(items), "outcomes": dict(counts), "items": items}
        say(json.dumps(answer, ensure_ascii=False))
    else:
        for item in items:
            if item["outcome"].startswith("rejected"):
                say(f"line {item['line']}: {item['outcome']} {item['detail']}")
        say(f"run {run_id} {state}: {len(items)} lines: {describe(dict(counts))}")
    if state == "interrupted":
        return 130
    return 3 if any(label.startswith("rejected") for label in counts) else 0


@contextmanager
def _lines(file: Path) -> Iterator[BinaryIO]:
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    try:
        opened_file = file.open("rb")
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.") from None
    with opened_file:
        yield opened_file


def _store_all(
    database: Database, file: Path, lines: Iterable[bytes], source: str, progress: Progress
) -> tuple[int, list[dict[str, Any]], str]:
    with database.write(lock="ingest") as connection:
        runs.abandon_dead(connection)
        run_id = runs.start(connection, "import", source)
    crash.point("import.started")
    items: list[dict[str, Any]] = []
    numbered = enumerate(lines, 1)
    state = "failed"
    try:
        while batch := list(islice(numbered, BATCH)):
            items += _store_batch(database, run_id, file, batch, source)
            crash.point("import.committed")
            progress(dict(Counter(str(item["outcome"]) for item in items)))
        state = "done"
    except KeyboardInterrupt:
        state = "interrupted"
    finally:
        crash.point("import.finished")
        with database.write(lock="ingest") as connection:
            runs.finish(connection, run_id, state, dict(Counter(str(item["outcome"]) for item in items)))
    return run_id, items, state


def _store_batch(
    database: Database, run_id: int, file: Path, batch: list[tuple[int, bytes]], source: str
) -> list[dict[str, Any]]:
    items, entries = [], []
    with database.write(lock="ingest") as connection:
        for number, raw in batch:
            if not raw.strip():
                continue
            entry, item = _store_line(connection, f"{file.name}:{number}", raw, source)
            entries.append(entry)
            items.append({"line": number, **item})
            crash.point("import.stored")
        ledger.record(connection, run_id, entries)
    return items


def _store_line(connection: Connection, place: str, raw: bytes, source: str) -> tuple[Entry, dict[str, Any]]:
    given = None
    try:
        values = _values(raw)
        given = values["id"] if isinstance(values.get("id"), str | int) else None
        incoming = _read(values, source)
        source_store.ensure(connection, IMPORT if incoming.source_id == "import" else _unknown(incoming.source_id))
        stored = documents.store(connection, incoming)
    except _Rejected as error:
        reason, _, detail = str(error).partition(": ")
        refused = Entry(source_id=source, url=place, kind="line", outcome="rejected", reason=reason, detail=detail)
        return refused, {"id": given, "outcome": refused.label, "document_id": None, "detail": detail}
    entry = Entry(
        source_id=incoming.source_id,
        url=place,
        kind="line",
        outcome=stored.outcome,
        document_id=stored.document_id,
    )
    return entry, {"id": given, "outcome": entry.label, "document_id": stored.document_id, "detail": ""}


def _unknown(source_id: str) -> Source:
    """A source that only the file names: it is added, off, so that its documents can point at it."""
    return Source(id=source_id, name=source_id, kind="import")


def _values(raw: bytes) -> dict[str, Any]:
    if len(raw) > MAX_LINE:
        raise _Rejected(f"too_large: the line has {len(raw)} bytes")
    try:
        values = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise _Rejected(f"not_json: {error}"[:200]) from None
    if not isinstance(values, dict):
        raise _Rejected("not_an_object: a line is a JSON object")
    return values


def _read(values: dict[str, Any], source: str) -> Incoming:
    """Return the text of a line; the line's own id is answered and not kept."""
    try:
        line = _Line.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        raise _Rejected(f"bad_field: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    return _incoming(line, source)


def _incoming(line: _Line, source: str) -> Incoming:
    source_id = line.source or source
    if not re.match(ID_PATTERN, source_id):
        raise _Rejected("bad_field: source: small letters, digits and hyphens")
    if line.source_region and not re.match(r"^\d\d(\.\d\d(\.\d\d)?)?$", line.source_region):
        raise _Rejected("bad_field: source_region: a code such as 73 or 73.71")
    url = canonical(line.url) if line.url else None
    if line.url and url is None:
        raise _Rejected("bad_field: url: not an http address")
    try:
        published = _Moment.model_validate({"at": line.published_at}).at if line.published_at else None
    except ValidationError:
        raise _Rejected("bad_field: published_at: not an instant with a time zone") from None
    return Incoming(
        kind=line.kind,
        source_id=source_id,
        origin="import",
        url=url,
        title=line.title,
        text=line.text,
        published_at=published,
        published_raw=line.published_at or "",
        source_region=line.source_region or None,
        extractor=importer(),
    )
