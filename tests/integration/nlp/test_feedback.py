"""`suar train review` as a person meets it: out, edited, in again, and on to the training."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

pytest.importorskip("sklearn")

from core import setup
from core.errors import Forbidden, NotFound
from core.review import leases, verdicts
from core.settings import load
from core.store import people
from nlp.cli import register
from nlp.training.feedback import read_feedback
from tests.conftest import make_office, signal_factory


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with three decided signals."""
    settings = load(data=tmp_path / "data")
    setup.initialise(settings)
    database = setup.open_database(settings)
    office = make_office(database)
    for number in range(3):
        signal_id = signal_factory(database)("klaim", text=f"Kabar nomor {number} | <b>tebal</b>")
        with database.write() as connection:
            token = leases.take(connection, office.operator, signal_id, 30).token
            said = verdicts.Decision(decision="dismissed", reason="not_relevant")
            verdicts.decide(connection, office.operator, signal_id, token, said)
    database.dispose()
    return settings.data


def go(data: Path, command: str, *arguments: str, person: str = "supervisor") -> Any:
    app = typer.Typer(pretty_exceptions_enable=False)
    register(app)
    return CliRunner().invoke(app, ["train", "review", command, "--as", person, "--data", str(data), *arguments])


def edited(path: Path, *accept: object) -> Path:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    changed = [{**row, "accept": said} for row, said in zip(rows, accept, strict=True)]
    path.write_text("".join(json.dumps(row) + "\n" for row in changed), encoding="utf-8")
    return path


def test_out_and_in_again(data: Path, tmp_path: Path) -> None:
    lines, rows = tmp_path / "lines.jsonl", tmp_path / "rows.jsonl"
    assert "3 verdicts" in go(data, "export", "--output", str(lines)).stderr
    done = go(data, "import", "--input", str(edited(lines, True, False, None)))
    assert (done.exit_code, done.stdout.strip()) == (0, "1 accepted, 1 rejected, 1 left, 0 errors")
    assert go(data, "accepted", "--output", str(rows)).exit_code == 0
    (lesson,) = read_feedback(rows)
    assert lesson.example.targets == {"klaim": False}
    assert "1 verdicts" in go(data, "export", "--output", str(lines)).stderr
    assert go(data, "withdraw", "operator", "--reason", "shared account").stdout.strip() == "1 rows withdrawn"
    assert "0 rows" in go(data, "accepted", "--output", str(rows)).stderr


def test_lines_that_cannot_be_used_cost_only_themselves(data: Path, tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    go(data, "export", "--output", str(lines))
    edited(lines, True, "yes", None)
    with lines.open("a", encoding="utf-8") as more:
        more.write(
            'not json\n{"signal": 99, "round": 1, "accept": true}\n{"signal": true, "round": 1, "accept": true}\n'
        )
    done = go(data, "import", "--input", str(lines))
    assert (done.exit_code, done.stdout.strip()) == (3, "1 accepted, 0 rejected, 1 left, 4 errors")
    for said in ("line 2: accept", "line 4: not JSON", "line 5: Signal 99", "line 6: signal:"):
        assert said in done.stderr


def test_who_may_not(data: Path, tmp_path: Path) -> None:
    assert isinstance(go(data, "export", "--output", "-", person="operator").exception, Forbidden)
    assert isinstance(go(data, "accepted", "--output", "-", person="nobody").exception, NotFound)


def test_a_name_that_nobody_has_is_said(data: Path) -> None:
    assert isinstance(go(data, "withdraw", "operater", "--reason", "typo").exception, NotFound)
    assert "no accepted row rests on" in go(data, "withdraw", "operator", "--reason", "none yet").stdout


def test_the_store_is_free_while_lines_are_typed(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another writes while the input is still open; SQLite would make it wait for the end of the typing."""
    database = setup.open_database(load(data=data))
    written: list[int] = []

    def typed() -> Iterator[bytes]:
        with database.write() as connection:
            written.append(people.ensure_office(connection, "Kantor lain", "73"))
        yield b'{"signal": 99, "round": 1, "accept": null}\n'

    @contextmanager
    def slow(_: str) -> Iterator[Iterator[bytes]]:
        yield typed()

    monkeypatch.setattr("nlp.batch.files.reading", slow)
    assert go(data, "import", "--input", "-").stdout.strip() == "0 accepted, 0 rejected, 1 left, 0 errors"
    database.dispose()
    assert written
