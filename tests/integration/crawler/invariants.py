"""What must hold in a data directory after every crash: nothing lost, nothing twice, every text with its origin."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select, text

from core.db.engine import Database
from core.db.tables import captures, documents, fetch_state, ledger, revisions, runs, sightings
from core.db.url import sqlite_url
from core.schemas.incoming import content_hash
from core.store import captures as capture_store
from crawler.archive import reader


class State(NamedTuple):
    """What a crash may not change in the end, without ids and times."""

    documents: list[tuple[Any, ...]]
    revisions: list[tuple[Any, ...]]
    sightings: list[tuple[Any, ...]]
    captures: list[tuple[Any, ...]]
    frontier: list[tuple[Any, ...]]


def state(database: Database) -> State:
    """Return what is stored, in an order of its own."""
    joined = documents.join(captures, captures.c.document_id == documents.c.id)
    queries = (
        select(documents.c.url, documents.c.content_hash, documents.c.revision),
        select(documents.c.url, revisions.c.number, revisions.c.content_hash).join_from(documents, revisions),
        select(documents.c.url, sightings.c.url).join_from(documents, sightings),
        select(documents.c.url, captures.c.url, captures.c.revision, captures.c.payload_sha256).select_from(joined),
        select(fetch_state.c.url, fetch_state.c.outcome).where(fetch_state.c.outcome == "pending"),
    )
    with database.read() as connection:
        return State(*(sorted(tuple(row) for row in connection.execute(query)) for query in queries))


def check(database: Database, archive: Path) -> None:
    """Fail when an invariant does not hold."""
    with database.read() as connection:
        _one_outcome_each(connection)
        _stored_once(connection)
        _explained(connection)
        _indexed(connection, database)
        assert connection.execute(select(func.count()).where(runs.c.state == "running")).scalar_one() == 0
        for capture in capture_store.every(connection):
            assert reader.check(archive, capture).problem == "", capture
    _readable_elsewhere(archive)


def _one_outcome_each(connection: Connection) -> None:
    """I1: an address ends in exactly one outcome of each run."""
    rows = connection.execute(select(ledger.c.run_id, ledger.c.url).where(ledger.c.kind != "line"))
    assert [key for key, times in Counter(tuple(row) for row in rows).items() if times > 1] == []
    unexplained = ledger.c.outcome.in_(("rejected", "failed")), ledger.c.reason == ""
    assert connection.execute(select(func.count()).select_from(ledger).where(*unexplained)).scalar_one() == 0


def _stored_once(connection: Connection) -> None:
    """Each document was stored by exactly one row of the ledger, and each revision by one."""
    for outcome, table in (("stored", documents), ("revision", revisions)):
        query = select(ledger.c.document_id).where(ledger.c.outcome == outcome).order_by(ledger.c.document_id)
        found = [row[0] for row in connection.execute(query)]
        column = documents.c.id if table is documents else revisions.c.document_id
        assert found == [row[0] for row in connection.execute(select(column).order_by(column))], outcome


def _explained(connection: Connection) -> None:
    """I2: address, time of the fetch, hash, and the version of what read it."""
    for row in connection.execute(select(documents)).mappings():
        assert row["extractor"].startswith("suar "), row["url"]
        assert row["content_hash"] == content_hash(row["title"], row["text"])
        if row["origin"] != "crawl":
            continue
        assert row["url"]
        assert "trafilatura" in row["extractor"]
        kept = select(captures).where(captures.c.document_id == row["id"]).order_by(captures.c.revision)
        pages = connection.execute(kept).mappings().all()
        assert [page["revision"] for page in pages] == list(range(1, row["revision"] + 1))
        assert pages[0]["fetched_at"] <= row["ingested_at"]


def _indexed(connection: Connection, database: Database) -> None:
    """I8: what can be searched for is what is stored."""
    if database.is_sqlite:
        found = {row[0] for row in connection.execute(text("SELECT rowid FROM documents_fts"))}
        assert found == {row[0] for row in connection.execute(select(documents.c.id))}
        assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"


def _readable_elsewhere(archive: Path) -> None:
    """Another tool reads every file to its end and finds every digest true."""
    files = sorted(archive.glob("*.warc.gz"))
    if files:
        command = [sys.executable, "-m", "warcio.cli", "check", *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def main(folder: Path) -> None:
    """Check a data directory from the command line and print how many documents it has."""
    database = Database(sqlite_url(folder / "suar.db"))
    check(database, folder / "archive")
    with database.read() as connection:
        print(connection.execute(select(func.count()).select_from(documents)).scalar_one())  # noqa: T201
    database.dispose()
    sys.exit(0)
