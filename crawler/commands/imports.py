"""`suar import documents`: a file of texts into the store, one named outcome for each row, however long the file."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, get_args

from sqlalchemy import Connection

from core import crash
from core.clock import now
from core.db.engine import Database
from core.errors import BadInput
from core.schemas.document import Kind
from core.schemas.source import ID_PATTERN, Source, Zone
from core.store import documents, ledger, runs
from core.store import sources as source_store
from core.store.ledger import Entry
from core.store.sources import IMPORT
from crawler.commands.input import open_binary
from crawler.commands.output import Progress, describe, opened, say
from crawler.importers.encoding import ENCODINGS, detect
from crawler.importers.rows import Rejected, Row, json_rows
from crawler.importers.table import DELIMITERS, KNOWN, Columns, read_columns, table_rows
from crawler.importers.texts import Defaults, read_text

#: Rows in one transaction: an interrupted import has stored whole batches.
BATCH = 200
_TABLES = (".csv", ".tsv")


@dataclass(frozen=True)
class How:
    """What the command line says about the file."""

    file: Path
    #: `jsonl`, `csv`, or empty: by the file's name.
    form: str = ""
    encoding: str = ""
    delimiter: str = ""
    #: `field=header`, for tables.
    columns: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def is_table(self) -> bool:
        """Whether the file is a table and not JSON Lines."""
        return self.form == "csv" or (not self.form and self.file.suffix.lower() in _TABLES)


class _Read(NamedTuple):
    rows: Iterator[Row]
    #: What the file was found to be, for the person who hands it in.
    said: dict[str, Any]


@dataclass
class _Sums:
    lines: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)


def defaults(source: str, kind: str, zone: str, how: How) -> Defaults:
    """Return what holds for rows that do not say it.

    Raises: BadInput.
    """
    if kind not in get_args(Kind):
        raise BadInput(f"'{kind[:20]}' is no kind: news or post.")
    if zone and zone not in get_args(Zone):
        raise BadInput(f"'{zone[:20]}' is no zone: WIB, WITA or WIT.")
    return Defaults.model_validate({"source": source, "kind": kind, "zone": zone or None, "loose_dates": how.is_table})


def run(how: How, given: Defaults, as_json: bool, data: Path | None) -> int:
    """Store the file's rows and print the summary; 3 when rows were refused.

    Raises: BadInput when the file cannot be read as what it is said to be, or an option cannot be used; StorageError.
    """
    _check(how, given)
    _, database = opened(data)
    with _opened(how.file) as binary, _read(binary, how) as read:
        if not as_json:
            sys.stderr.write(f"{how.file.name}: {_in_words(read.said)}\n")
        told = _Told(as_json)
        try:
            run_id, state = _store_all(database, how, given, read.rows, told)
        except Exception:
            told.end({"run": None, "state": "failed", "dry_run": how.dry_run, **read.said})
            raise
    told.end({"run": run_id, "state": state, "dry_run": how.dry_run, **read.said})
    if state == "interrupted":
        return 130
    return 3 if any(label.startswith("rejected") for label in told.sums.outcomes) else 0


class _Told:
    """Says what became of each row as soon as it is stored, and keeps only sums."""

    def __init__(self, as_json: bool) -> None:
        self.sums = _Sums()
        self._as_json, self._progress = as_json, Progress("import")
        if as_json:
            sys.stdout.write('{"items": [')

    def rows(self, items: list[dict[str, Any]]) -> None:
        """Tell what became of these rows."""
        for item in items:
            if self._as_json:
                sys.stdout.write(f"{', ' if self.sums.lines else ''}{json.dumps(item, ensure_ascii=False)}")
            elif item["outcome"].startswith("rejected"):
                say(f"line {item['line']}: {item['outcome']} {item['detail']}")
            self.sums.lines += 1
            self.sums.outcomes[item["outcome"]] += 1
        self._progress(dict(self.sums.outcomes))

    def end(self, summary: dict[str, Any]) -> None:
        """Tell the sums."""
        self._progress.end(dict(self.sums.outcomes))
        counted = {"lines": self.sums.lines, "outcomes": dict(self.sums.outcomes)}
        if self._as_json:
            sys.stdout.write(f"], {json.dumps(summary | counted, ensure_ascii=False)[1:]}\n")
            return
        name = "dry run" if summary["dry_run"] else f"run {summary['run']}"
        say(f"{name} {summary['state']}: {self.sums.lines} lines: {describe(dict(self.sums.outcomes))}")


def _check(how: How, given: Defaults) -> None:
    if not re.fullmatch(ID_PATTERN, given.source):
        raise BadInput(f"'{given.source[:60]}' is no source id: small letters, digits and hyphens.")
    if how.encoding and how.encoding not in ENCODINGS:
        raise BadInput(f"'{how.encoding[:40]}' is no encoding that is read. Encodings: {', '.join(ENCODINGS)}.")
    if how.form not in ("", "csv", "jsonl"):
        raise BadInput(f"'{how.form[:40]}' is no format. Formats: jsonl, csv.")
    if (how.columns or how.delimiter) and not how.is_table:
        raise BadInput("--map and --delimiter are for tables. Name a file .csv, or say --format csv.")


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    """Give the file so that it can be read twice; what comes through a pipe is laid on disk for that."""
    if str(file) == "-":
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
            copy.seek(0)
            yield copy
        return
    with open_binary(file) as opened_file:
        yield opened_file


@contextmanager
def _read(binary: BinaryIO, how: How) -> Iterator[_Read]:
    encoding = how.encoding or detect(binary, how.file.name, whole=how.is_table)
    text = io.TextIOWrapper(binary, encoding, errors="surrogateescape", newline="")
    try:
        if not how.is_table:
            yield _Read(json_rows(text), {"format": "jsonl", "encoding": encoding})
            return
        tab = "\t" if how.file.suffix.lower() == ".tsv" else None
        columns = read_columns(text, how.file.name, _delimiter(how.delimiter) or tab, _named(how.columns))
        yield _Read(table_rows(text, columns), {"format": "csv", "encoding": encoding, **_told_columns(columns)})
    finally:
        text.detach()


def _delimiter(given: str) -> str | None:
    chosen = {"tab": "\t", "\\t": "\t"}.get(given, given)
    if chosen and chosen not in DELIMITERS:
        raise BadInput(f"'{given[:10]}' is no delimiter that is read: , ; | or tab.")
    return chosen or None


def _named(pairs: tuple[str, ...]) -> dict[str, str]:
    named: dict[str, str] = {}
    for pair in pairs:
        name, sign, header = pair.partition("=")
        if not sign or name not in KNOWN:
            raise BadInput(f"--map {pair[:60]}: write FIELD=HEADER. Fields: {', '.join(KNOWN)}.")
        named[name] = header
    return named


def _told_columns(columns: Columns) -> dict[str, Any]:
    read = {name: columns.headers[place] for name, place in columns.places.items()}
    return {"delimiter": columns.delimiter, "columns": read, "not_read": columns.unread}


def _in_words(said: dict[str, Any]) -> str:
    words = f"{said['format']}, {said['encoding']}"
    if "columns" in said:
        read = ", ".join(f"{name} from '{header}'" for name, header in said["columns"].items())
        words += f", delimiter {said['delimiter']!r}; {read}"
        words += f"; not read: {', '.join(said['not_read'])}" if said["not_read"] else ""
    return words[:1000]


def _store_all(
    database: Database, how: How, given: Defaults, rows: Iterator[Row], told: _Told
) -> tuple[int | None, str]:
    run_id = None
    if not how.dry_run:
        with database.write(lock="ingest") as connection:
            runs.abandon_dead(connection)
            run_id = runs.start(connection, "import", given.source)
        crash.point("import.started")
    state = "failed"
    try:
        while batch := list(islice(rows, BATCH)):
            items = _store_batch(database, run_id, how.file, batch, given)
            crash.point("import.committed")
            told.rows(items)
        state = "done"
    except KeyboardInterrupt:
        state = "interrupted"
    finally:
        crash.point("import.finished")
        if run_id is not None:
            with database.write(lock="ingest") as connection:
                runs.finish(connection, run_id, state, dict(told.sums.outcomes))
    return run_id, state


def _store_batch(
    database: Database, run_id: int | None, file: Path, batch: list[Row], given: Defaults
) -> list[dict[str, Any]]:
    """Store the rows of a batch in one transaction, or say what would become of them."""
    if run_id is None:
        with database.read() as connection:
            return [_item(row, _entry(connection, file, row, given, dry_run=True)) for row in batch]
    with database.write(lock="ingest") as connection:
        entries = [_entry(connection, file, row, given, dry_run=False) for row in batch]
        ledger.record(connection, run_id, entries)
    return [_item(row, entry) for row, entry in zip(batch, entries, strict=True)]


def _item(row: Row, entry: Entry) -> dict[str, Any]:
    own = row.values.get("id")
    return {
        "line": row.number,
        "id": own if isinstance(own, str | int) else None,
        "outcome": entry.label,
        "document_id": entry.document_id,
        "detail": entry.detail,
    }


def _entry(connection: Connection, file: Path, row: Row, given: Defaults, *, dry_run: bool) -> Entry:
    place = f"{file.name}:{row.number}"
    try:
        if row.refusal is not None:
            raise row.refusal
        incoming = read_text(row.values, given, now())
    except Rejected as error:
        reason, detail = error.reason, error.detail
        return Entry(source_id=given.source, url=place, kind="line", outcome="rejected", reason=reason, detail=detail)
    known = {"source_id": incoming.source_id, "url": place, "kind": "line"}
    if dry_run:
        return Entry(**known, outcome=documents.foresee(connection, incoming))
    source_store.ensure(connection, IMPORT if incoming.source_id == "import" else _unknown(incoming.source_id))
    stored = documents.store(connection, incoming)
    crash.point("import.stored")
    return Entry(**known, outcome=stored.outcome, document_id=stored.document_id)


def _unknown(source_id: str) -> Source:
    """A source that only the file names: it is added, off, so that its documents can point at it."""
    return Source(id=source_id, name=source_id, kind="import")
