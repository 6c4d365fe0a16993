"""`suar train categories` as a user meets it when something is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from core.errors import BadInput
from nlp.train_commands import register


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
