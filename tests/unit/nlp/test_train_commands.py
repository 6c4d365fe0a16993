"""`suar train categories` as a user meets it when something is missing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

pytest.importorskip("sklearn")

from core.errors import BadInput, ConfigError
from nlp import cli
from nlp.train_commands import register
from nlp.training.train import train


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--go-on"], "--teacher"), (["--fast-only", "--teacher", "x"], "--fast-only makes no transformer")],
)
def test_options_that_contradict_each_other_are_refused(options: list[str], said: str, tmp_path: Path) -> None:
    app = typer.Typer(pretty_exceptions_enable=False)
    register(app)
    done = CliRunner().invoke(app, ["categories", "--data", str(tmp_path), "--output", str(tmp_path), *options])
    assert isinstance(done.exception, BadInput)
    assert said in done.exception.message


def test_what_cannot_end_well_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no folder of a small BERT"):
        train(tmp_path / "no data", tmp_path, teacher=tmp_path / "typo")
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="cannot be written"):
        train(tmp_path / "no data", tmp_path / "file" / "models")


def test_packages_that_are_missing_are_named_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("nlp.training.precise.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "torch", None)  # as where it is not installed
    for name in ("config.json", "tokenizer.json"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(ConfigError, match=r"suar\[train\]"):
        train(tmp_path / "no data", tmp_path / "models", teacher=tmp_path)


def test_the_seed_of_a_choice_is_no_negative_number(tmp_path: Path) -> None:
    app = typer.Typer(pretty_exceptions_enable=False)
    register(app)
    assert CliRunner().invoke(app, ["suggest", "--seed", "-1"]).exit_code == 2


@pytest.mark.parametrize(
    "command",
    [
        "analyse",
        "evaluate",
        "train categories",
        "train promote",
        "train measure",
        "train suggest",
        "train review export",
        "train review import",
        "train review withdraw",
        "train review accepted",
    ],
)
def test_help_shows_an_example(command: str) -> None:
    app = typer.Typer(pretty_exceptions_enable=False)
    cli.register(app)
    assert f"Example: suar {command} " in CliRunner().invoke(app, [*command.split(), "--help"]).stdout
