"""The groups' commands as a user meets them: files, error lines, exit codes."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from nlp.group_commands import register


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer(pretty_exceptions_enable=False)
    register(app)
    return app


def run(app: typer.Typer, folder: Path, command: list[str], rows: list[dict[str, Any]]) -> tuple[int, list[Any]]:
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = CliRunner().invoke(app, [*command, "--input", str(source), "--output", str(target)])
    return done.exit_code, [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def hours(*counts: tuple[int, int]) -> list[dict[str, Any]]:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        {"hour": (start + timedelta(hours=h)).isoformat(), "region": "73.71", "category": "klaim", "count": n}
        for h, n in counts
    ]


def test_bursts_scan_writes_one_line_an_alarm(app: typer.Typer, tmp_path: Path) -> None:
    rows = hours(*((h, 1) for h in range(0, 1000, 5)), (1000, 30), (1050, 0))
    code, found = run(app, tmp_path, ["bursts", "scan"], rows)
    assert code == 0
    assert [(row["region"], row["count"]) for row in found] == [("73.71", 30)]


def test_bursts_scan_answers_a_wrong_line_and_goes_on(app: typer.Typer, tmp_path: Path) -> None:
    rows = hours(*((h, 1) for h in range(0, 1000, 5)), (1000, 30))
    code, found = run(app, tmp_path, ["bursts", "scan"], [{**rows[0], "count": -1}, *rows])
    assert code == 3
    assert found[0]["id"] is None
    assert found[0]["error"]["code"] == "bad_count"
    assert found[1]["raised_at"]


def test_duplicates_find_answers_every_line_in_order(app: typer.Typer, tmp_path: Path) -> None:
    text = "Bupati membuka rapat logistik pemilihan di Kecamatan Bua, Senin."
    rows = [{"id": "a", "kind": "news", "title": "Rapat", "text": text}, {"id": "x"}]
    rows.append({"id": "b", "kind": "news", "title": "Rapat", "text": text.upper()})
    code, found = run(app, tmp_path, ["duplicates", "find"], rows)
    assert code == 3
    assert found[0] == {"id": "a", "duplicate_of": None, "kind": None}
    assert found[1]["error"]["code"] == "missing_text"
    assert found[2] == {"id": "b", "duplicate_of": "a", "kind": "exact"}


def test_issues_group_answers_every_line_in_order(app: typer.Typer, tmp_path: Path) -> None:
    rows = [
        {"id": "a", "kind": "news", "title": "Banjir merendam rumah di Bungoro", "text": ""},
        {"id": "x"},
        {"id": "b", "kind": "news", "title": "Harga cabai naik di pasar", "text": ""},
        {"id": "c", "kind": "news", "title": "Rumah di Bungoro terendam banjir", "text": ""},
    ]
    code, found = run(app, tmp_path, ["issues", "group"], rows)
    assert code == 3
    assert [row.get("issue") for row in found] == ["a", None, "b", "a"]
    assert found[1]["error"]["code"] == "missing_text"
