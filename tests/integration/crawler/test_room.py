"""The disk gets full, or the analysis falls behind: collecting stops in time and with words, and goes on by itself."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text, update

from core.db.engine import Database
from core.db.tables import documents
from core.db.url import sqlite_url
from core.store import runs
from core.work.capacity import least_free
from tests.integration.crawler import invariants
from tests.integration.crawler.outlet import Outlet, article_html, rss
from tests.integration.crawler.test_crash import prepare
from tests.integration.crawler.zygote import Zygote

COUNT = 40


@pytest.fixture(scope="module")
def heavy() -> Iterator[Outlet]:
    """An outlet with pages that do not get much smaller in the archive: 40 of 60 kB."""
    outlet = Outlet("127.0.1.232")
    chosen = random.Random(3)
    for number in range(COUNT):
        outlet.page(f"/a{number}.html", article_html(number) + f"<!-- {chosen.randbytes(30_000).hex()} -->")
    outlet.page("/rss.xml", rss([f"{outlet.home}/a{number}.html" for number in range(COUNT)]), kind="text/xml")
    yield outlet
    outlet.close()


class Office:
    """A data directory, and `suar` on it."""

    def __init__(self, zygote: Zygote, folder: Path) -> None:
        self.zygote, self.folder = zygote, folder
        self.output = folder.parent / "output"

    def suar(self, *arguments: str, file_limit: int = 0, **settings: str) -> tuple[int, list[str]]:
        """Return the exit code and the lines that were written."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("SUAR_")}
        environment = {**clean, "SUAR_DATA": str(self.folder), "SUAR_CRAWL_MIN_FREE_PERCENT": "0", **settings}
        code = self.zygote.run(list(arguments), environment, self.output, file_limit)
        return code, self.output.read_text().splitlines()

    def crawl(self, file_limit: int = 0, **settings: str) -> tuple[int, list[str]]:
        arguments = ("crawl", "--demo", "--sources", str(self.folder / "sources"))
        return self.suar(*arguments, file_limit=file_limit, **settings)

    def stored(self) -> int:
        """Check every invariant and return the number of documents."""
        code, lines = self.suar("check", str(self.folder))
        assert code == 0, lines
        return int(lines[-1])


@pytest.fixture
def office(heavy: Outlet, sqlite_database: Database, tmp_path: Path) -> Iterator[Office]:
    """A data directory on the disk of the machine."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copyfile(tmp_path / "suar.db", folder / "suar.db")
    prepare(folder, heavy)
    zygote = Zygote()
    yield Office(zygote, folder)
    zygote.close()


@pytest.fixture
def small_disk(heavy: Outlet, sqlite_database: Database, tmp_path: Path) -> Iterator[Office]:
    """A data directory on a disk of its own with 900 kB to spare, in a mount namespace that only the forks see."""
    folder = tmp_path / "data"
    folder.mkdir()
    if os.geteuid() != 0 or shutil.which("unshare") is None:
        pytest.skip("a disk of its own needs root and unshare")
    zygote = Zygote("unshare", "-m")
    size = (tmp_path / "suar.db").stat().st_size + 900_000
    if zygote.call("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)):
        zygote.close()
        pytest.skip("tmpfs cannot be mounted here")
    template = tmp_path / "template"
    template.mkdir()
    shutil.copyfile(tmp_path / "suar.db", template / "suar.db")
    prepare(template, heavy)
    assert zygote.call("cp", "-r", f"{template}/.", str(folder)) == 0
    yield Office(zygote, folder)
    zygote.close()


def test_full_disk_stops_the_crawl_with_one_line_and_space_lets_it_go_on(small_disk: Office) -> None:
    code, lines = small_disk.crawl()
    assert (code, len(lines)) == (6, 1), lines
    assert lines[0].startswith("suar: ")
    assert "full" in lines[0]

    assert small_disk.zygote.call("mount", "-o", "remount,size=50m", str(small_disk.folder)) == 0
    code, lines = small_disk.crawl()
    assert code == 0, lines
    assert small_disk.stored() == COUNT


def test_crawl_pauses_before_the_disk_is_full(small_disk: Office) -> None:
    source = small_disk.folder / "sources" / "luwu-pagi.toml"
    assert small_disk.zygote.call("sed", "-i", "s/spacing = 0/spacing = 0.08/", str(source)) == 0  # not all in a batch
    assert small_disk.zygote.call("mount", "-o", "remount,size=6m", str(small_disk.folder)) == 0
    code, lines = small_disk.crawl(SUAR_CRAWL_MIN_FREE_PERCENT="75")
    assert code == 3, lines
    assert any(line.startswith("Collecting is paused: ") and "free on the disk" in line for line in lines)
    assert 0 < small_disk.stored() < COUNT  # what was fetched is recorded

    assert small_disk.zygote.call("mount", "-o", "remount,size=50m", str(small_disk.folder)) == 0
    assert small_disk.crawl(SUAR_CRAWL_MIN_FREE_PERCENT="75")[0] == 0
    assert small_disk.stored() == COUNT


def test_archive_that_cannot_grow_stops_the_crawl_and_leaves_no_half_record(office: Office) -> None:
    """The same without root: no file may grow beyond a limit that the database stays below."""
    size = (office.folder / "suar.db").stat().st_size
    code, lines = office.crawl(file_limit=max(size * 2, 600_000))
    assert (code, len(lines)) == (6, 1), lines
    assert lines[0].startswith("suar: ")
    office.stored()
    assert office.crawl()[0] == 0
    assert office.stored() == COUNT


def test_crawl_pauses_while_too_much_waits_for_its_analysis(office: Office) -> None:
    code, lines = office.crawl(SUAR_CRAWL_MAX_UNANALYSED="5")
    assert code == 3, lines
    assert any("documents wait for their analysis, more than 5" in line for line in lines)
    assert office.stored() > 5
    code, lines = office.crawl(SUAR_CRAWL_MAX_UNANALYSED="5")
    assert (code, any("more than 5" in line for line in lines)) == (3, True)  # nothing is asked for meanwhile

    database = Database(sqlite_url(office.folder / "suar.db"))
    with database.write() as connection:
        known = runs.latest(connection)
        connection.execute(update(documents).values(analysed_revision=text("revision")))
    assert {run.state for run in known} == {"paused"}
    assert all("more than 5" in run.message for run in known)
    assert office.crawl(SUAR_CRAWL_MAX_UNANALYSED="100")[0] == 0
    assert office.stored() == COUNT
    invariants.check(database, office.folder / "archive")
    database.dispose()


@pytest.mark.parametrize(
    ("megabytes", "percent", "disk", "least"),
    [
        (2000, 10, 100_000_000_000, 2_000_000_000),
        (2000, 10, 8_000_000_000, 800_000_000),
        (0, 10, 8_000_000_000, 0),
    ],
)
def test_smaller_of_the_two_limits_counts(megabytes: int, percent: float, disk: int, least: int) -> None:
    from core.settings import Settings

    chosen = Settings(crawl_min_free_mb=megabytes, crawl_min_free_percent=percent)
    assert least_free(chosen, disk) == least
