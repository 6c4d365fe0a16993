"""`suar train encoder` as a user meets it when something is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from core.errors import BadInput
from nlp.encoder_commands import register


def invoke(*arguments: str) -> Result:
    app = typer.Typer(pretty_exceptions_enable=False)
    app.callback()(lambda: None)
    register(app)
    return CliRunner().invoke(app, arguments)


def test_a_folder_that_is_no_model_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    arguments = ["encoder", "--data", str(tmp_path), "--teacher", str(tmp_path), "--output", str(tmp_path / "out")]
    done = invoke(*arguments)
    assert isinstance(done.exception, BadInput)
    assert "model.safetensors, tokenizer.json is missing" in done.exception.message
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("left_out", ["--data", "--teacher"])
def test_both_folders_have_to_be_named(tmp_path: Path, left_out: str) -> None:
    named = [part for option in ("--data", "--teacher") if option != left_out for part in (option, str(tmp_path))]
    assert invoke("encoder", *named).exit_code == 2


@pytest.mark.parametrize("option", ["--go-on", "--average"])
def test_what_concerns_the_transformer_says_where_the_tuned_model_goes(tmp_path: Path, option: str) -> None:
    arguments = ["encoder", "--data", str(tmp_path), "--teacher", str(tmp_path), option]
    done = invoke(*arguments)
    assert isinstance(done.exception, BadInput)
    assert option in done.exception.message
    assert "--tuned" in done.exception.message
