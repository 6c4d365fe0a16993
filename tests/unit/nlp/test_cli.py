"""`suar analyse` as a user meets it: files, standard streams, exit codes."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from core.errors import BadInput
from nlp.cli import register

ROWS = [
    {"id": "a", "kind": "news", "title": "Bupati buka rapat", "text": "BELOPA - Bupati membuka rapat pemilihan."},
    {"id": "b", "kind": "post", "title": "", "text": "🔥" * 50 + "\u200b" + "م" * 20},
    {"id": "c", "kind": "post", "text": ""},
]


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer(pretty_exceptions_enable=False)
    register(app)
    return app


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_answers_every_line_in_order(app: typer.Typer, tmp_path: Path) -> None:
    source, target = write(tmp_path / "in.jsonl", ROWS), tmp_path / "out.jsonl"
    done = CliRunner().invoke(app, ["analyse", "--input", str(source), "--output", str(target)])
    assert done.exit_code == 0, done.output
    found = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in found] == ["a", "b", "c"]
    assert {"pipeline", "language", "priority", "categories", "regions"} <= set(found[0])
    assert sorted(os.listdir(tmp_path)) == ["in.jsonl", "out.jsonl"]


def test_an_error_line_gives_exit_code_3(app: typer.Typer, tmp_path: Path) -> None:
    source, target = write(tmp_path / "in.jsonl", [ROWS[0], {"id": "x"}]), tmp_path / "out.jsonl"
    done = CliRunner().invoke(app, ["analyse", "--input", str(source), "--output", str(target)])
    assert done.exit_code == 3


def test_standard_streams(app: typer.Typer) -> None:
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    done = CliRunner().invoke(app, ["analyse", "--input", "-", "--output", "-", "--stages", "regions"], input=lines)
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 3
    assert "3 lines" in done.stderr


def test_missing_input_leaves_nothing_behind(app: typer.Typer, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["analyse", "--input", str(tmp_path / "no"), "--output", str(tmp_path / "out")])
    assert isinstance(done.exception, BadInput)
    assert os.listdir(tmp_path) == []


def test_interrupted_run_keeps_the_old_output(tmp_path: Path) -> None:
    from nlp.batch.run import run_batch

    source, target = write(tmp_path / "in.jsonl", ROWS), tmp_path / "out.jsonl"
    target.write_text("old", encoding="utf-8")

    def stop(row: dict[str, object]) -> dict[str, object]:
        if row["id"] == "b":
            raise KeyboardInterrupt
        return row

    with pytest.raises(KeyboardInterrupt):
        run_batch(str(source), str(target), stop, "analyse")
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(os.listdir(tmp_path)) == ["in.jsonl", "out.jsonl"]


def test_unknown_stage_is_refused(app: typer.Typer, tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", ROWS)
    done = CliRunner().invoke(app, ["analyse", "--input", str(source), "--output", "-", "--stages", "magic"])
    assert isinstance(done.exception, BadInput)


def test_device_as_output_is_not_replaced(app: typer.Typer, tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", ROWS)
    done = CliRunner().invoke(app, ["analyse", "--input", str(source), "--output", os.devnull])
    assert done.exit_code == 0
    assert not Path(os.devnull).is_file()


def test_commands_register_without_heavy_imports() -> None:
    import subprocess

    code = "import sys, nlp.cli; print(sorted({'numpy', 'sklearn', 'pydantic'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
