"""`suar evaluate` as a person meets it: sources apart, what was seen apart and named, a folder that can be opened."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

pytest.importorskip("sklearn")

from core.errors import ArtefactError, BadInput
from nlp.artefacts import make_current
from nlp.categories.stage import without_models
from nlp.cli import register
from nlp.evaluation.judge import VersionJudge
from nlp.training.write import add_to_version
from tests.unit.nlp.promotion.conftest import WriteVersion, write

__all__ = ["write"]  # the fixture

TEXTS = [f"kabar nomor {number} tentang demo di alun alun" for number in range(60)]


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer(pretty_exceptions_enable=False)
    register(app)
    return app


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Sixty labelled posts of two sources, one with a hostile name."""
    path = tmp_path / "gold.jsonl"
    rows = [
        {
            "id": number,
            "kind": "post",
            "src": "<script>|x" if number % 2 else "warga",
            "title": "",
            "text": text,
            "cats": ["politik"] if number % 3 else [],
            "subs": [],
            "prio": number % 3,
        }
        for number, text in enumerate(TEXTS)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def go(app: typer.Typer, models: Path, *arguments: str) -> Any:
    return CliRunner().invoke(app, ["evaluate", "--models", str(models), *arguments])


def test_held_out_texts(app: typer.Typer, tmp_path: Path, write: WriteVersion, gold: Path) -> None:
    make_current(write("a", {}, seen=["another text"]))
    done = go(app, tmp_path, "--set", str(gold), "--json", "--held-out")
    assert done.exit_code == 0, done.output
    (one,) = json.loads(done.stdout)["sets"]
    assert (one["status"], one["rows"], one["seen_rows"]) == ("held out", 60, 0)
    assert [(s["source"], s["part"], s["rows"]) for s in one["sources"]] == [
        ("<script>|x", "held out", 30),
        ("warga", "held out", 30),
    ]
    assert one["sources"][0]["outputs"]["politik"]["positives"] == 20
    assert "60 texts" in done.stderr


def test_seen_texts_are_reported_apart_and_never_as_held_out(
    app: typer.Typer, tmp_path: Path, write: WriteVersion, gold: Path
) -> None:
    make_current(write("a", {}, seen=[text.upper() for text in TEXTS[:10]]))
    done = go(app, tmp_path, "--set", str(gold))
    assert "10 of 60 texts were seen in training" in done.stdout
    assert "warga (post, seen, 5)" in done.stdout
    assert "warga (post, held out, 25)" in done.stdout
    refused = go(app, tmp_path, "--set", str(gold), "--held-out")
    assert isinstance(refused.exception, BadInput)
    assert "10 of the 60 texts" in refused.exception.message


def test_a_version_that_does_not_say_is_not_believed(
    app: typer.Typer, tmp_path: Path, write: WriteVersion, gold: Path
) -> None:
    make_current(write("a", {}))
    assert "not held out" in go(app, tmp_path, "--set", str(gold)).stdout
    refused = go(app, tmp_path, "--set", str(gold), "--held-out")
    assert isinstance(refused.exception, BadInput)


def of_one_source(gold: Path, source: str) -> None:
    rows = [{**json.loads(line), "src": source} for line in gold.read_text("utf-8").splitlines()]
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_the_folder_holds_a_report_and_charts_that_run_nothing(
    app: typer.Typer, tmp_path: Path, write: WriteVersion, gold: Path
) -> None:
    make_current(write("a", {}, seen=[]))
    of_one_source(gold, "<b>|satu")
    folder = tmp_path / "report"
    done = go(app, tmp_path, "--set", str(gold), "--output", str(folder))
    assert done.exit_code == 0, done.output
    report = (folder / "report.md").read_text("utf-8")
    assert "<b>" not in report
    (chart,) = folder.glob("*.svg")
    assert f"({chart.name})" in report
    assert "script" not in {element.tag.rpartition("}")[2] for element in ET.parse(chart).getroot().iter()}
    assert json.loads((folder / "report.json").read_text("utf-8"))["version"] == "a"


def test_two_sets_of_one_name_have_charts_of_their_own(
    app: typer.Typer, tmp_path: Path, write: WriteVersion, gold: Path
) -> None:
    make_current(write("a", {}, seen=[]))
    of_one_source(gold, "satu")
    other = tmp_path / "other" / gold.name
    other.parent.mkdir()
    shutil.copy(gold, other)
    folder = tmp_path / "report"
    assert go(app, tmp_path, "--set", str(gold), "--set", str(other), "--output", str(folder)).exit_code == 0
    assert len(list(folder.glob("*.svg"))) == 2


def test_a_version_that_names_the_set_has_seen_it(
    app: typer.Typer, tmp_path: Path, write: WriteVersion, gold: Path
) -> None:
    make_current(write("a", {}))
    add_to_version(tmp_path / "a", manifest={"data": [{"name": "labels"}]})
    (tmp_path / "labels").mkdir()
    gold.rename(tmp_path / "labels" / "categories_dev.jsonl")
    done = go(app, tmp_path, "--set", "labels", "--data", str(tmp_path), "--json")
    assert json.loads(done.stdout)["sets"][0]["status"] == "seen"
    refused = go(app, tmp_path, "--set", "labels", "--data", str(tmp_path), "--held-out")
    assert isinstance(refused.exception, BadInput)


def test_a_weaker_answer_is_no_evaluation() -> None:
    with pytest.raises(ArtefactError, match="rules only"):
        VersionJudge(without_models("the model is gone"))("rapat")


def test_what_cannot_be_evaluated(app: typer.Typer, tmp_path: Path, write: WriteVersion, gold: Path) -> None:
    make_current(write("a", {}))
    assert isinstance(go(app, tmp_path, "--set", str(gold), "--version", "../a").exception, BadInput)
    assert isinstance(go(app, tmp_path, "--set", "none.jsonl").exception, BadInput)
    (tmp_path / "a" / "matter.npz").write_bytes(b"")
    assert isinstance(go(app, tmp_path, "--set", str(gold)).exception, ArtefactError)


def test_a_folder_that_cannot_be_written_is_refused_before_anything_is_asked(
    app: typer.Typer, tmp_path: Path, write: WriteVersion, gold: Path
) -> None:
    make_current(write("a", {}, seen=[]))
    refused = go(app, tmp_path, "--set", str(gold), "--output", str(gold))
    assert isinstance(refused.exception, BadInput)
    assert "60 texts" not in refused.stderr


def test_what_is_shown_moves_no_cursor(app: typer.Typer, tmp_path: Path, write: WriteVersion, gold: Path) -> None:
    make_current(write("a", {}, seen=[]))
    of_one_source(gold, "\x1b[2J\x1b[1A_satu_\nhate: 9 texts")
    done = go(app, tmp_path, "--set", str(gold))
    assert "\x1b" not in done.stdout
    assert "  [2J[1A_satu_hate: 9 texts (post, held out, 60)" in done.stdout.splitlines()[1]
