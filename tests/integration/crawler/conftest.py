"""Outlets on loopback, and `suar` as a subprocess with a data directory of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from core.db.engine import Database
from core.db.url import sqlite_url
from core.store import ledger, runs
from tests.integration.crawler.outlet import Outlet

SUAR = str(Path(sys.executable).parent / "suar")
_addresses = count(1)


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    """An outlet of the test's own."""
    served = Outlet(f"127.0.1.{next(_addresses) % 200 + 1}")
    yield served
    served.close()


class Desk:
    """A data directory, a folder of sources, and the command line on both."""

    def __init__(self, folder: Path) -> None:
        self.data, self.sources = folder, folder / "sources"
        self.sources.mkdir()
        self.database = Database(sqlite_url(folder / "suar.db"))
        self.started: list[subprocess.Popen[str]] = []

    def environment(self, **settings: str) -> dict[str, str]:
        """The environment of a subprocess."""
        return {**os.environ, "SUAR_DATA": str(self.data), "SUAR_CRAWL_TIMEOUT": "3", **settings}

    def source(self, name: str, home: str, **keys: Any) -> None:
        """Write a source file."""
        values = {"id": name, "name": name, "home_url": f"{home}/", "spacing": 0, "enabled": True, "fictional": True}
        tables, granted = ("sections", "channels"), keys.pop("tls_exception", {})
        lines = [f"{key} = {json.dumps(value)}" for key, value in {**values, **keys}.items() if key not in tables]
        for table in tables:
            for one in keys.get(table, []):
                lines += [f"[[{table}]]", *(f"{key} = {json.dumps(value)}" for key, value in one.items())]
        lines += (
            ["[tls_exception]", *(f"{key} = {json.dumps(value)}" for key, value in granted.items())] if granted else []
        )
        (self.sources / f"{name}.toml").write_text("\n".join(lines) + "\n")

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        """Start `suar crawl` and return the process."""
        command = [SUAR, "crawl", "--demo", "--json", "--sources", str(self.sources), *arguments]
        process = subprocess.Popen(
            command,
            env=self.environment(**settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def suar(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run any command to its end."""
        command = [SUAR, *arguments]
        return subprocess.run(
            command, env=self.environment(**settings), capture_output=True, text=True, timeout=120, check=False
        )

    def crawl(self, *arguments: str, **settings: str) -> dict[str, Any]:
        """Run `suar crawl` to its end and return its summary."""
        done = self.suar("crawl", "--demo", "--json", "--sources", str(self.sources), *arguments, **settings)
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def outcomes(self, run_id: int) -> dict[str, str]:
        """Return URL → outcome of a run, and fail when a URL has two rows."""
        with self.database.read() as connection:
            rows = ledger.entries(connection, run_id, limit=20_000)
        found = {row.url: row.label for row in rows}
        assert len(found) == len(rows), "a URL ended in two outcomes"
        return found

    def last_run(self) -> runs.Run:
        """Return the newest run."""
        with self.database.read() as connection:
            return runs.latest(connection, 1)[0]


@pytest.fixture
def desk(sqlite_database: Database, tmp_path: Path) -> Iterator[Desk]:
    """A data directory with an empty store."""
    assert sqlite_database.url.endswith(str(tmp_path / "suar.db"))
    made = Desk(tmp_path)
    yield made
    for process in made.started:
        if process.poll() is None:
            process.kill()
        process.communicate()
    made.database.dispose()


@pytest.fixture
def wait_until() -> Callable[[Callable[[], bool]], None]:
    """Wait until something is true, at most 30 seconds."""
    import time

    def wait(condition: Callable[[], bool]) -> None:
        end = time.monotonic() + 30
        while not condition():
            assert time.monotonic() < end, "waited in vain"
            time.sleep(0.05)

    return wait
