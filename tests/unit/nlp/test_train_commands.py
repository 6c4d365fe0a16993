"""`suar train categories` as a user meets it when something is missing."""

from __future__ import annotations

from pathlib import Path

import typer
from typer.testing import CliRunner

from core.errors import BadInput
from nlp.train_commands import register


def test_going_on_needs_the_folder_that_lends_its_shape(tmp_path: Path) -> None:
    app = typer.Typer(pretty_exceptions_enable=False)
    register(app)
    done = CliRunner().invoke(app, ["categories", "--data", str(tmp_path), "--output", str(tmp_path), "--go-on"])
    assert isinstance(done.exception, BadInput)
    assert "--teacher" in done.exception.message
