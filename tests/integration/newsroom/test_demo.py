"""The demo end to end: served, crawled twice, imported, analysed, and compared with what was planted."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
import typer
from typer.testing import CliRunner

from core.clock import now
from core.db.engine import Database
from core.db.url import sqlite_url
from crawler.newsroom import cli
from crawler.newsroom.access import Access
from crawler.newsroom.check import Check, compare
from crawler.newsroom.found import read_found
from crawler.newsroom.planted import planted_table
from crawler.newsroom.server import Newsroom
from crawler.newsroom.sources import prepare

SUAR = str(Path(sys.executable).parent / "suar")


class Played(NamedTuple):
    """What the demo left behind."""

    data: Path
    check: Check
    log: tuple[Access, ...]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    data = tmp_path_factory.mktemp("demo")
    crawl = ("crawl", "--demo", "--sources", str(data / "demo" / "sources"))
    suar(data, "init")
    with Newsroom(port=0, edits="later") as newsroom:
        prepare(newsroom, data / "demo", now())
        suar(data, *crawl)
        log = newsroom.access_log
        newsroom.advance()
        suar(data, *crawl)
    suar(data, "import", "documents", str(data / "demo" / "posts.jsonl"), "--source", "demo-posts")
    suar(data, "analyse", "--pending")
    database = Database(sqlite_url(data / "suar.db"))
    with database.read() as connection:
        found = read_found(connection)
    database.dispose()
    return Played(data, compare(planted_table(), found), log)


def suar(data: Path, *arguments: str) -> None:
    environment = {**os.environ, "SUAR_DATA": str(data)}
    done = subprocess.run([SUAR, *arguments], env=environment, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr[-2000:]


def test_every_planted_text_is_stored_and_whole(played: Played) -> None:
    assert played.check.collected.share == 1.0, played.check.misses
    assert played.check.texts.share == 1.0
    assert played.check.analysed.share == 1.0


def test_every_broken_thing_ends_as_it_should(played: Played) -> None:
    assert played.check.broken.share == 1.0, [miss for miss in played.check.misses if miss.expected != "yes"]


def test_every_correction_becomes_a_revision(played: Played) -> None:
    assert played.check.edits.share == 1.0


def test_copies_are_recognised(played: Played) -> None:
    assert played.check.exact_copies.share == 1.0
    assert played.check.near_copies.share == 1.0


def test_most_places_are_found(played: Played) -> None:
    """Measured with the first gazetteer linking: 261 of 303; far below that something is broken, not weak."""
    assert (played.check.regions.share or 0) >= 0.75
    assert (played.check.placeless.share or 0) >= 0.8


def test_the_crawler_was_polite(played: Played) -> None:
    asked = Counter((row.outlet, row.path) for row in played.log)
    robots = {row.outlet for row in played.log if row.path == "/robots.txt"}
    assert len(robots) == 8
    assert not [path for _, path in asked if path.startswith("/khusus/")]
    assert all(row.agent.startswith("SuarBot") for row in played.log)
    by_outlet: dict[str, list[Access]] = {}
    for row in played.log:
        by_outlet.setdefault(row.outlet, []).append(row)
    for rows in by_outlet.values():
        took = (rows[-1].at - rows[0].at).total_seconds()
        assert took >= 0.15 * (len(rows) - 3)  # 0.2 s each; the first ones and retries may be closer


def test_the_command_says_it_in_words_and_as_json(played: Played) -> None:
    app = typer.Typer()
    cli.register(app)
    app.command("other")(lambda: None)
    words = CliRunner().invoke(app, ["demo", "check", "--data", str(played.data)])
    assert words.exit_code == 0
    assert f"{played.check.collected.right} of {played.check.collected.total} planted texts" in words.output
    answer = CliRunner().invoke(app, ["demo", "check", "--json", "--data", str(played.data)])
    assert Check.model_validate_json(answer.output) == played.check


def test_without_a_database_nothing_is_created(tmp_path: Path) -> None:
    app = typer.Typer()
    cli.register(app)
    app.command("other")(lambda: None)
    result = CliRunner().invoke(app, ["demo", "check", "--data", str(tmp_path / "none")])
    assert getattr(result.exception, "exit_code", None) == 4
    assert not (tmp_path / "none").exists()
