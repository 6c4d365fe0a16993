"""`suar claims match` as a user meets it: files, error lines, what a broken model says."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from core.errors import ArtefactError
from nlp.artefacts import load_artefact
from nlp.batch import claims
from nlp.claim_commands import register
from nlp.claims.model import ClaimModel, read_model
from nlp.claims.pairs import COLUMNS as PAIR_COLUMNS
from tests.unit.nlp.claims.conftest import TITLES, linear, model, models  # noqa: F401 (fixtures)


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
    assert first["field"] == "title"
    for phrase in first["phrases"]:
        assert TITLES[1][phrase["start"] : phrase["end"]] == phrase["text"]
        assert rows[0]["text"][phrase["other_start"] : phrase["other_end"]] == phrase["other"]
    assert "PT Semen Tonasa Buka 500 Posisi" in first["phrases"][0]["text"]
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


@pytest.mark.usefixtures("small_model")
def test_what_was_taken_back_answers_nothing(app: typer.Typer, file: Path) -> None:
    rows = [
        {"id": "g", "title": TITLES[2]},
        {"id": "t", "title": TITLES[1], "verdict": "Dicabut", "language": "Indonesia"},
        {"id": "r", "title": TITLES[1], "verdict": "retracted"},
        {"id": "g", "title": TITLES[2], "rating": "ditarik"},
        {"id": "s", "title": TITLES[1], "verdict": "Salah", "publisher": "Cek", "url": "cek.example/s"},
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    code, found, said = run(app, file, [{"id": 1, "text": TITLES[1]}])
    assert code == 0
    assert [one["factcheck"] for one in found[0]["ranking"]] == ["s"]
    assert (found[0]["ranking"][0]["verdict"], found[0]["ranking"][0]["publisher"]) == ("false", "Cek")
    assert "3 fact-checks of checks.jsonl were taken back" in said
    assert "line 1 is not used: line 4 has the same id" in said
    assert "line 2 is used without a field: language: " in said
    assert "line 5 is used without a field: url: " in said


@pytest.mark.usefixtures("small_model")
def test_problems_of_a_file_are_counted_from_the_sixth_on(app: typer.Typer, file: Path) -> None:
    rows = [*({"id": n} for n in range(7)), *({"id": n, "title": "Gempa", "url": "x"} for n in range(10, 18))]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    _, _, said = run(app, file, [])
    assert said.count("is not used: ") == said.count("is used without a field: ") == 5
    assert "2 more lines of checks.jsonl are not used" in said
    assert "3 more lines of checks.jsonl are used without a field" in said


@pytest.mark.usefixtures("small_model")
def test_half_an_id_is_no_id(app: typer.Typer, file: Path) -> None:
    code, found, _ = run(app, file, [{"id": "\ud800", "text": "gempa"}, {"id": True, "text": "gempa"}])
    assert code == 3
    assert [(row["id"], row["error"]["code"]) for row in found] == [(None, "not_unicode"), (None, "missing_id")]


def compare(app: typer.Typer, folder: Path, *rows: dict[str, Any]) -> tuple[int, list[Any], str]:
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = CliRunner().invoke(app, ["claims", "compare", "--input", str(source), "--output", str(target)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()], done.stderr


def test_compare_answers_every_pair_whatever_the_order(app: typer.Typer, tmp_path: Path) -> None:
    a, b = {"title": "[SALAH] Gempa 8 SR di Bantul"}, {"title": "Hoaks gempa 8 SR di Ambon"}
    rows = [{"id": 1, "a": a, "b": b}, {"id": 2, "a": b, "b": a}, {"id": 3, "a": a, "b": a}, {"id": 4, "a": a}]
    code, found, said = compare(app, tmp_path, *rows)
    assert code == 3
    assert "weights" not in said
    assert found[0] | {"id": 2} == found[1]
    assert set(found[0]["differs"]) == {"Bantul", "Ambon"}
    assert (found[2]["decision"], found[2]["differs"]) == ("yes", [])
    assert found[2]["probability"] > found[0]["probability"]
    assert found[3]["error"]["code"] == "missing_claim"


def test_compare_refuses_half_an_id_and_a_title_that_nobody_sees(app: typer.Typer, tmp_path: Path) -> None:
    a, unseen = {"title": "Gempa di Bantul"}, {"title": "[SALAH] \u200b", "claim": "\u2060"}
    code, found, _ = compare(app, tmp_path, {"id": "\udc00", "a": a, "b": a}, {"id": 2, "a": a, "b": unseen})
    assert code == 3
    assert [(row["id"], row["error"]["code"]) for row in found] == [(None, "not_unicode"), (2, "missing_claim")]


def test_compare_says_when_its_weights_do_not_know_the_encoder(
    app: typer.Typer,
    tmp_path: Path,
    model: ClaimModel,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pair = {"id": 1, "a": {"title": "Gempa di Bantul"}, "b": {"title": "Gempa di Ambon"}}
    functions = {"compare.static": linear(PAIR_COLUMNS, 9.0), "compare.plain": linear(PAIR_COLUMNS, -9.0)}
    monkeypatch.setattr(claims, "load_model", lambda: replace(model, functions=functions))
    code, found, said = compare(app, tmp_path, pair)
    assert (code, found[0]["decision"]) == (0, "no")
    assert "know nothing of the encoder" in said

    del functions["compare.plain"]
    with pytest.raises(ArtefactError, match="compared with the encoder none alone"):
        compare(app, tmp_path, pair)
