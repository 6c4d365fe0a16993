"""`suar train promote` as a person meets it: refusals in words, the log beside the versions, and the audit log."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

pytest.importorskip("sklearn")

from core import audit, setup
from core.errors import Forbidden, NotInitialised, WorseModel
from core.settings import load
from core.store import audit_rows, people
from nlp.artefacts import current_version, make_current
from nlp.cli import register
from nlp.promotion import log
from nlp.promotion.gates import read_gates
from tests.unit.nlp.promotion.conftest import WriteVersion, write

__all__ = ["write"]  # the fixture


def measured(**changes: float) -> dict[str, Any]:
    """Return metrics that pass every shipped gate, with some numbers changed by the last key of their path."""
    metrics: dict[str, Any] = {}
    for gate in read_gates():
        value = (0.9 if gate.better == "higher" else 0.0) if gate.limit is None else gate.limit
        for path in _paths(gate.path):
            inner = metrics
            for key in path[:-1]:
                inner = inner.setdefault(key, {})
            inner[path[-1]] = changes.get(path[-1], value)
    return metrics


def _paths(steps: tuple[tuple[str, ...], ...]) -> list[list[str]]:
    if not steps:
        return [[]]
    return [[key, *rest] for key in steps[0] for rest in _paths(steps[1:])]


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer(pretty_exceptions_enable=False)
    register(app)
    return app


@pytest.fixture
def models(tmp_path: Path, write: WriteVersion) -> Path:
    """A folder of versions: `old` is current, `worse` and `better` wait."""
    make_current(write("old", measured()))
    write("worse", measured(flips=0.02 + 0.3, accuracy=0.5))
    write("better", measured(accuracy=0.95))
    return tmp_path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with a store and two people."""
    settings = load(data=tmp_path / "data")
    setup.initialise(settings)
    database = setup.open_database(settings)
    with database.write() as connection:
        office = people.ensure_office(connection, "Pusat", "")
        people.add_user(connection, "Ani", "admin", office)
        people.add_user(connection, "Budi", "operator", office)
    database.dispose()
    return settings.data


def go(app: typer.Typer, models: Path, data: Path, *arguments: str) -> Any:
    return CliRunner().invoke(
        app, ["train", "promote", "--models", str(models), "--data", str(data), *arguments], catch_exceptions=True
    )


def rows(data: Path) -> list[dict[str, Any]]:
    database = setup.open_database(load(data=data))
    with database.read() as connection:
        found = [dict(row) for row in audit_rows.every(connection) if row["action"] == "model.promote"]
        assert audit.verify(connection)[1] == ""
    database.dispose()
    return found


def test_a_worse_version_is_refused_and_nothing_is_written(app: typer.Typer, models: Path, data: Path) -> None:
    done = go(app, models, data, "worse", "--as", "Ani")
    assert isinstance(done.exception, WorseModel)
    assert done.exception.exit_code == 8
    assert "flips" in done.exception.message
    assert "accuracy on the functional suite" in done.exception.message
    assert current_version(models) == "old"
    assert rows(data) == []
    assert log.read(models) == []


def test_an_override_stands_in_both_logs(app: typer.Typer, models: Path, data: Path) -> None:
    done = go(app, models, data, "worse", "--as", "Ani", "--override", "the old one fails on floods")
    assert done.exit_code == 0, done.output
    (row,) = rows(data)
    (entry,) = log.read(models)
    assert (row["user_name"], row["object"]) == ("Ani", "model:worse")
    assert json.loads(row["detail"])["override"] == entry["override"] == "the old one fails on floods"
    assert entry["by"] == "Ani"
    assert len(entry["worse"]) == len(json.loads(row["detail"])["worse"]) > 1


def test_who_may_not_promote(app: typer.Typer, models: Path, data: Path) -> None:
    done = go(app, models, data, "better", "--as", "Budi")
    assert isinstance(done.exception, Forbidden)
    assert current_version(models) == "old"


def test_without_a_store_the_account_of_the_system_is_logged(app: typer.Typer, models: Path, tmp_path: Path) -> None:
    assert go(app, models, tmp_path / "none", "better").exit_code == 0
    (entry,) = log.read(models)
    assert entry["by"]
    assert current_version(models) == "better"
    assert not (tmp_path / "none").exists()


def test_a_person_cannot_be_named_without_a_store(app: typer.Typer, models: Path, tmp_path: Path) -> None:
    done = go(app, models, tmp_path / "none", "better", "--as", "Ani")
    assert isinstance(done.exception, NotInitialised)
    assert current_version(models) == "old"


def test_a_dry_run_says_what_would_happen(app: typer.Typer, models: Path, data: Path) -> None:
    refused = go(app, models, data, "worse", "--dry-run")
    assert refused.exit_code == 8
    assert "would be refused" in refused.stdout
    assert go(app, models, data, "better", "--dry-run").exit_code == 0
    assert current_version(models) == "old"
