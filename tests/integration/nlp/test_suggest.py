"""`suar train suggest` from a file and from the store; what is decided is not suggested again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

pytest.importorskip("sklearn")

from core import setup
from core.db.engine import Database
from core.review import leases, verdicts
from core.schemas.analysis import TAXONOMY, Analysis, CategoryJudgement, Judgement, Language
from core.schemas.user import Actor
from core.settings import load
from core.store import analyses, training
from nlp.cli import register
from tests.conftest import Office, OpenSignal, make_office, signal_factory


def go(*arguments: str) -> Any:
    app = typer.Typer(pretty_exceptions_enable=False)
    register(app)
    return CliRunner().invoke(app, ["train", "suggest", *arguments])


def analysis(chance: float) -> Analysis:
    unsure = Judgement(probability=chance, decision="unsure")
    categories = {
        category: CategoryJudgement(probability=chance, decision="unsure", subcategories=dict.fromkeys(subs, unsure))
        for category, subs in TAXONOMY.items()
    }
    return Analysis(pipeline="t", language=Language(code="id", confidence=1.0), priority=0, categories=categories)


def fill(database: Database, actor: Actor, open_signal: OpenSignal) -> int:
    """Store three analysed documents and decide on the first; return its signal."""
    signals = [open_signal("klaim", text=f"kabar {name} dari desa {name}") for name in ("satu", "dua", "tiga")]
    with database.write() as connection:
        for number in signals:
            analyses.add(connection, number, 1, analysis(0.1))  # signals and documents are numbered alike here
            analyses.add(connection, number, 1, analysis(0.4))
        token = leases.take(connection, actor, signals[0], 30).token
        verdicts.decide(
            connection, actor, signals[0], token, verdicts.Decision(decision="dismissed", reason="not_relevant")
        )
    return signals[0]


def test_the_store_gives_the_newest_answer_on_what_nobody_decided(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    decided = fill(database, office.operator, open_signal)
    with database.read() as connection:
        found = training.undecided(connection, 10)
        assert len(training.undecided(connection, 1)) == 1
    assert len(found) == 2
    assert decided not in {one.document_id for one in found}
    assert {one.analysis.categories["klaim"].probability for one in found} == {0.4}


def test_from_the_store(tmp_path: Path) -> None:
    settings = load(data=tmp_path / "data")
    setup.initialise(settings)
    database = setup.open_database(settings)
    fill(database, make_office(database).operator, signal_factory(database))
    database.dispose()
    done = go("--data", str(settings.data), "--limit", "5", "--random-share", "0")
    assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["reason"] for line in lines} == {"uncertain"}
    assert len(lines) == 2


def test_from_a_file_with_broken_lines(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    rows = [{"id": n, "kind": "post", "text": f"warga desa {n} bicara soal {n} hal"} for n in range(6)]
    lines = [json.dumps(row) for row in [*rows, rows[0], {"id": "x"}]]
    path.write_text("\n".join([*lines, "no json"]) + "\n", encoding="utf-8")
    first, again = (go("--input", str(path), "--limit", "3", "--seed", "4") for _ in range(2))
    assert first.exit_code == 3
    assert "3 lines were errors" in first.stderr
    assert first.stdout == again.stdout
    assert [json.loads(line)["reason"] for line in first.stdout.splitlines()].count("control") == 1
