"""`suar claims match` as a user meets it: files, error lines, what a broken model says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from core.errors import ArtefactError
from nlp.artefacts import load_artefact
from nlp.batch import claims
from nlp.claim_commands import register
from nlp.claims.model import read_model
from tests.unit.nlp.claims.conftest import TITLES, model, models  # noqa: F401 (fixtures)


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer(pretty_exceptions_enable=False)
    register(app)
    return app


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [{"id": f"f{n}", "title": title, "publisher": "Contoh", "date": "2026"} for n, title in enumerate(TITLES)]
    path = tmp_path / "checks.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in [*rows, {"id": "leer"}]), encoding="utf-8")
    return path


def run(app: typer.Typer, file: Path, rows: list[dict[str, Any]], *more: str) -> tuple[int, list[Any], str]:
    source, target = file.parent / "in.jsonl", file.parent / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ends = ["--input", str(source), "--output", str(target)]
    done = CliRunner().invoke(app, ["claims", "match", "--factchecks", str(file), *ends, *more])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()], done.stderr


@pytest.fixture
def small_model(model, monkeypatch: pytest.MonkeyPatch):  # noqa: F811
    monkeypatch.setattr(claims, "load_model", lambda: model)


@pytest.mark.usefixtures("small_model")
def test_every_line_is_answered_in_order(app: typer.Typer, file: Path) -> None:
    rows = [{"id": 1, "text": "Lowongan kerja PT Semen Tonasa buka 500 posisi"}, {"id": "x"}, {"id": "y", "text": ""}]
    code, found, said = run(app, file, [*rows, {"id": "z", "text": 5}], "--top", "3")
    assert code == 3
    assert "line 6 is not used" in said
    first = found[0]["ranking"][0]
    assert (found[0]["id"], first["factcheck"], first["relation"]) == (1, "f1", "match")
    assert (first["publisher"], first["date"], first["verdict"]) == ("Contoh", "2026", "false")
    assert [len(row["ranking"]) for row in (found[0], found[2])] == [3, 3]
    assert [row["error"]["code"] for row in (found[1], found[3])] == ["missing_text", "wrong_type"]


@pytest.mark.usefixtures("small_model")
def test_an_empty_file_of_fact_checks_is_no_error(app: typer.Typer, file: Path) -> None:
    file.write_text("")
    code, found, _ = run(app, file, [{"id": 1, "text": "gempa"}])
    assert (code, found[0]["ranking"]) == (0, [])


def test_a_missing_file_is_named(app: typer.Typer, file: Path) -> None:
    file.unlink()
    with pytest.raises(Exception, match=r"checks\.jsonl cannot be read"):
        run(app, file, [])


def test_a_broken_model_says_how_to_repair_it(
    app: typer.Typer,
    file: Path,
    models: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (models / "test" / "functions.npz").write_bytes(b"broken")
    monkeypatch.setattr(claims, "load_model", lambda: read_model(load_artefact(models)))
    with pytest.raises(ArtefactError, match="Restore the folder"):
        run(app, file, [{"id": 1, "text": "gempa"}])


def test_compare_answers_every_pair_whatever_the_order(app: typer.Typer, tmp_path: Path) -> None:
    a, b = {"title": "[SALAH] Gempa 8 SR di Bantul"}, {"title": "Hoaks gempa 8 SR di Ambon"}
    rows = [{"id": 1, "a": a, "b": b}, {"id": 2, "a": b, "b": a}, {"id": 3, "a": a, "b": a}, {"id": 4, "a": a}]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = CliRunner().invoke(app, ["claims", "compare", "--input", str(source), "--output", str(target)])
    found = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert done.exit_code == 3
    assert found[0]["probability"] == pytest.approx(found[1]["probability"])
    assert set(found[0]["differs"]) == {"Bantul", "Ambon"}
    assert (found[2]["decision"], found[2]["differs"]) == ("yes", [])
    assert found[2]["probability"] > found[0]["probability"]
    assert found[3]["error"]["code"] == "missing_claim"
