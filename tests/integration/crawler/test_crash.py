"""The process dies at every named point, and at random: the next run goes on, loses nothing and doubles nothing."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from core import crash
from core.db.engine import Database
from core.db.tables import documents
from core.db.url import sqlite_url
from core.store import runs
from tests.integration.crawler import invariants
from tests.integration.crawler.invariants import State
from tests.integration.crawler.outlet import Outlet, article_html
from tests.integration.crawler.zygote import Zygote

CRAWLED = [name for name in crash.POINTS if not name.startswith("import.")]
IMPORTED = [name for name in crash.POINTS if name.startswith("import.")]


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    """One for the module."""
    made = Zygote()
    yield made
    made.close()


@pytest.fixture(scope="module")
def press() -> Iterator[Outlet]:
    """An outlet with three articles; `edit` changes it."""
    outlet = Outlet("127.0.1.231")
    yield outlet
    outlet.close()


class Place:
    """A data directory that may crash."""

    def __init__(self, zygote: Zygote, folder: Path, database_url: str = "") -> None:
        self.folder, self._zygote = folder, zygote
        self.database = Database(database_url or sqlite_url(folder / "suar.db"))
        self._more = {"SUAR_DATABASE_URL": database_url} if database_url else {}

    def environment(self, crash_at: str) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("SUAR_")}
        return {**clean, "SUAR_DATA": str(self.folder), **self._more, "SUAR_CRASH_AT": crash_at}

    def crawl(self, crash_at: str = "") -> int:
        return self._zygote.run(self.command(), self.environment(crash_at), self.output)

    def start(self) -> int:
        return self._zygote.start(self.command(), self.environment(""), self.output)

    def load(self, file: Path, crash_at: str = "") -> int:
        arguments = ["import", "documents", str(file), "--source", "tipline"]
        return self._zygote.run(arguments, self.environment(crash_at), self.output)

    def command(self) -> list[str]:
        return ["crawl", "--demo", "--sources", str(self.folder / "sources")]

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def check(self) -> State:
        invariants.check(self.database, self.folder / "archive")
        return invariants.state(self.database)

    def count(self) -> int:
        with self.database.read() as connection:
            return int(connection.execute(select(func.count()).select_from(documents)).scalar_one())


def first_issue(outlet: Outlet) -> None:
    """Three articles."""
    outlet.paths.clear()
    for number in range(3):
        outlet.article(f"/a{number}.html", number, etag=True)
    outlet.feed([f"/a{number}.html" for number in range(3)])


def second_issue(outlet: Outlet) -> None:
    """One article changed, two more, a copy of one of them, and a page that is gone."""
    outlet.page("/a0.html", article_html(0).replace("tertib", "ricuh"))
    outlet.article("/a3.html", 3)
    outlet.article("/a4.html", 4)
    outlet.page("/copy.html", article_html(4), wait=0.8)
    outlet.feed([f"/{name}.html" for name in ("a3", "a4", "copy", "gone", "a0", "a1", "a2")])


def prepare(folder: Path, outlet: Outlet) -> None:
    (folder / "sources").mkdir()
    (folder / crash.MARKER).touch()
    source = {
        "id": "luwu-pagi",
        "name": "Luwu Pagi",
        "home_url": f"{outlet.home}/",
        "feeds": [f"{outlet.home}/rss.xml"],
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in source.items()]
    lines += ["spacing = 0", "enabled = true", "fictional = true"]
    (folder / "sources" / "luwu-pagi.toml").write_text("\n".join(lines))


@pytest.fixture(scope="module")
def crawled_once(
    zygote: Zygote, press: Outlet, _migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, State]:
    """A data directory after the first issue, and what the second one makes of it without a crash."""
    folder = tmp_path_factory.mktemp("crawled")
    shutil.copyfile(_migrated_file, folder / "suar.db")
    prepare(folder, press)
    first_issue(press)
    place = Place(zygote, folder)
    assert place.crawl() == 0, place.output.read_text()
    place.database.dispose()
    whole = tmp_path_factory.mktemp("whole") / "data"
    shutil.copytree(folder, whole)
    second_issue(press)
    expected = Place(zygote, whole)
    assert expected.crawl() == 0, expected.output.read_text()
    found = expected.check()
    expected.database.dispose()
    assert [len(part) for part in found] == [5, 1, 1, 6, 0]
    return folder, found


@pytest.mark.parametrize("name", CRAWLED)
def test_next_crawl_goes_on_after_a_crash(
    zygote: Zygote, press: Outlet, crawled_once: tuple[Path, State], tmp_path: Path, name: str
) -> None:
    before, expected = crawled_once
    shutil.copytree(before, tmp_path / "data")
    place = Place(zygote, tmp_path / "data")

    assert place.crawl(name) == crash.EXIT_CODE, place.output.read_text()
    assert place.crawl() == 0, place.output.read_text()

    assert place.check() == expected
    with place.database.read() as connection:
        known = runs.latest(connection)
    if name not in ("crawl.locked", "crawl.finished", "crawl.released"):
        assert [run.state for run in known[:2]] == ["done", "interrupted"]
    place.database.dispose()


@pytest.mark.postgres
@pytest.mark.parametrize("name", ["revision.kept", "record.committed"])
def test_next_crawl_goes_on_after_a_crash_on_postgresql(
    zygote: Zygote,
    press: Outlet,
    crawled_once: tuple[Path, State],
    tmp_path: Path,
    postgres_database: Database,
    name: str,
) -> None:
    prepare(tmp_path, press)
    place = Place(zygote, tmp_path, postgres_database.url)
    second = dict(press.paths)
    first_issue(press)
    try:
        assert place.crawl() == 0, place.output.read_text()
    finally:
        press.paths.update(second)

    assert place.crawl(name) == crash.EXIT_CODE, place.output.read_text()
    assert place.crawl() == 0, place.output.read_text()

    assert place.check() == crawled_once[1]
    place.database.dispose()


def test_crawls_killed_at_random_lose_and_double_nothing(
    zygote: Zygote, press: Outlet, crawled_once: tuple[Path, State], tmp_path: Path
) -> None:
    before, expected = crawled_once
    shutil.copytree(before, tmp_path / "data")
    place = Place(zygote, tmp_path / "data")
    for _ in range(6):
        pid = place.start()
        time.sleep(random.uniform(0.05, 1.6))
        os.kill(pid, signal.SIGKILL)
        zygote.wait(pid)
    assert place.crawl() == 0, place.output.read_text()
    assert place.check() == expected
    place.database.dispose()


def lines(count: int) -> str:
    rows: list[dict[str, Any]] = [
        {
            "text": f"Warga menanyakan kabar nomor {number}.",
            "url": f"https://warga.example/{number}" if number % 2 else None,
        }
        for number in range(count)
    ]
    return "".join(json.dumps(row) + "\n" for row in [*rows, {"no": "text"}])


@pytest.mark.parametrize("name", [*IMPORTED, "import.committed:2", "import.stored:250"])
def test_import_can_be_repeated_after_a_crash(
    zygote: Zygote, sqlite_database: Database, tmp_path: Path, name: str
) -> None:
    (tmp_path / crash.MARKER).touch()
    file = tmp_path / "lines.jsonl"
    file.write_text(lines(410))
    place = Place(zygote, tmp_path)

    assert place.load(file, name) == crash.EXIT_CODE, place.output.read_text()
    assert place.load(file) == 3, place.output.read_text()

    assert place.count() == 410
    invariants.check(place.database, tmp_path / "archive")
    with place.database.read() as connection:
        assert [run.state for run in runs.latest(connection)] == ["done", "interrupted"]
    place.database.dispose()


def test_no_crash_point_is_reached_outside_tests(zygote: Zygote, sqlite_database: Database, tmp_path: Path) -> None:
    place = Place(zygote, tmp_path)
    assert place.load(tmp_path / "none", "import.started") == 4
    assert place.output.read_text().startswith("suar: SUAR_CRASH_AT is for tests only")
    (tmp_path / crash.MARKER).touch()
    assert place.load(tmp_path / "none", "import.nowhere") == 4
    assert "names no point 'import.nowhere'" in place.output.read_text()
