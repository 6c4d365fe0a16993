"""The pages say what the code does: every setting, command, option, exit code and error."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core.cli import build
from core.settings import Settings
from tests import generate_docs

DOCS = Path(__file__).parents[2] / "docs"
CLI, SETTINGS = ((DOCS / name).read_text("utf-8") for name in ("cli.md", "settings.md"))


@pytest.mark.parametrize("name", sorted(generate_docs.pages()))
def test_generated_page_is_fresh(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == generate_docs.pages()[name], "run: python -m tests.generate_docs"


def test_every_setting_is_there_with_its_default_and_meaning() -> None:
    rows = {
        row[1]: row for row in re.finditer(r"^\| `(\w+)` \| `(.*?)` \| `(\w+)` \| (.+) \|$", SETTINGS, re.MULTILINE)
    }
    assert set(rows) == set(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        default = getattr(field.default, "get_secret_value", lambda value=field.default: value)()
        shown = str(default).lower() if isinstance(default, bool) else str(default)
        assert rows[name][2].strip('"') == shown, name
        assert rows[name][3] == f"SUAR_{name.upper()}"
        assert len(rows[name][4]) > 20, f"{name} has no words in configs/default.toml"


def test_every_command_and_option_is_there_and_has_words() -> None:
    for path, command in generate_docs.commands():
        section = CLI.partition(f"### `{path}`\n")[2].partition("\n### ")[0]
        assert section, path
        assert command.help, f"{path} has no docstring"
        for written, _, what in generate_docs.options(command):
            assert f"`{written}`" in section, f"{path} {written}"
            assert what or not written.startswith("-"), f"{path} {written} has no help"


def test_every_exit_code_is_there_and_in_the_help() -> None:
    shown = " ".join(CliRunner().invoke(build(), ["--help"]).output.split())
    listed = {int(code) for code in re.findall(r"(\d+) [a-z]", shown.partition("Exit codes: ")[2].partition(".")[0])}
    assert listed == set(generate_docs.EXIT_CODES)
    for code in generate_docs.EXIT_CODES:
        assert f"\n| {code} | " in CLI
    assert {kind.exit_code for kind in generate_docs.error_classes()} <= set(generate_docs.EXIT_CODES)


def test_every_error_is_there() -> None:
    for kind in generate_docs.error_classes():
        assert f"| `{kind.__name__}` | `{kind.code}` | {kind.exit_code} | {kind.status} | " in CLI
