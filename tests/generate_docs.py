"""Writes docs/cli.md and docs/settings.md from the code: `python -m tests.generate_docs`. A test compares them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from core import errors
from core.cli import build
from core.files import write_whole
from core.paths import data_dir

DOCS = Path(__file__).resolve().parents[1] / "docs"

#: What each exit code means; the classes beside it come from core/errors.py.
EXIT_CODES = {
    0: "done",
    1: "a defect of Suar, or `suar doctor` found something bad",
    2: "the input or the command line cannot be used",
    3: "done, but some lines were errors, or collecting is paused",
    4: "configuration: a setting, a file, or `suar init` has not run",
    5: "another Suar works on this data directory",
    6: "storage: the disk or the database",
    7: "not found within the person's region, or not allowed",
    8: "conflict: somebody else was first",
    9: "search is not available on this database",
    10: "a trained artefact is missing or damaged",
    11: "another server could not be reached, or gave no usable answer",
    130: "interrupted (Ctrl-C or SIGTERM); what was stored by then stays, a half-written output does not appear",
}

_CLI_HEAD = """# The command line

Generated from the commands themselves by `python -m tests.generate_docs`; a test keeps it true.

Every command prints its answer on standard output and everything else on standard error. An expected failure is one
line, `suar: what happened, where, and what to do`, and one of these exit codes.
"""

_SETTINGS_HEAD = """# Settings

Generated from `configs/default.toml` by `python -m tests.generate_docs`; a test keeps it true.

The later wins: built-in, `configs/default.toml`, your own file, environment, command line. Your own file is `suar.toml`
in the data directory, or the file that `SUAR_CONFIG` names. In the environment a setting is called `SUAR_` and its name
in capitals, e.g. `SUAR_PORT=8800`. `suar config show` prints each value and where it came from. A name that is no
setting is refused with its place, and so is a value that cannot be used.

The secret of an installation is no setting: `suar init` makes `secret` in the data directory, readable by its owner
alone. Where a platform hands secrets over in the environment, `SUAR_SECRET` (at least 32 characters) takes its place.
"""


def main() -> None:
    """Write both pages."""
    DOCS.mkdir(exist_ok=True)
    for name, text in pages().items():
        write_whole(DOCS / name, text.encode())
        (DOCS / name).chmod(0o644)
        sys.stdout.write(f"docs/{name}\n")


def pages() -> dict[str, str]:
    """Return the text of each page by file name."""
    return {"cli.md": cli_page(), "settings.md": settings_page()}


def cli_page() -> str:
    """Return the page of the command line."""
    parts = [_CLI_HEAD, "## Exit codes\n", _exit_codes(), "\n## Errors\n", _error_classes(), "\n## Commands\n"]
    parts += [_command(path, command) for path, command in commands()]
    return "\n".join(parts).rstrip() + "\n"


def commands() -> Iterator[tuple[str, Any]]:
    """Yield every command that does something, with its full name, in the order of the names."""
    yield from sorted(_below("suar", typer.main.get_command(build())), key=lambda pair: pair[0])


def _below(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    below = getattr(command, "commands", None)
    if not below:
        yield path, command
        return
    for name, child in below.items():
        yield from _below(f"{path} {name}", child)


def options(command: Any) -> list[tuple[str, str, str]]:
    """Return the arguments and options of a command: how it is written, its default, and what it does."""
    rows = []
    for parameter in command.params:
        if "--help" in parameter.opts:
            continue
        is_option = parameter.param_type_name == "option"
        written = (
            ", ".join([*parameter.opts, *parameter.secondary_opts])
            if is_option
            else (parameter.metavar or parameter.name.upper())
        )
        if parameter.required:
            default = "required"
        else:
            default = (
                ""
                if parameter.default in (None, False, "", (), []) or callable(parameter.default)
                else str(parameter.default)
            )
        rows.append((written, default, getattr(parameter, "help", "") or ""))
    return rows


def _command(path: str, command: Any) -> str:
    words = re.sub(r"\s*\n\s*", " ", (command.help or "").replace("\n\n", "\0")).replace("\0", "\n\n").strip()
    lines = [f"### `{path}`\n", words, ""]
    if rows := options(command):
        lines += ["| argument or option | default | meaning |", "|---|---|---|"]
        lines += [f"| `{written}` | {default and f'`{default}`'} | {_cell(what)} |" for written, default, what in rows]
        lines.append("")
    return "\n".join(lines)


def _exit_codes() -> str:
    rows = [f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items()]
    return "\n".join(["| code | meaning |", "|---|---|", *rows])


def error_classes() -> Iterator[type[errors.SuarError]]:
    """Yield every class of core/errors.py in the order of the file."""
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, errors.SuarError):
            yield kind


def _error_classes() -> str:
    head = "The same failures answer over HTTP with `status` and `code`.\n"
    rows = [
        f"| `{kind.__name__}` | `{kind.code}` | {kind.exit_code} | {kind.status} | {_cell(kind.__doc__ or '')} |"
        for kind in error_classes()
    ]
    return "\n".join([head, "| class | code | exit code | status | default message |", "|---|---|---|---|---|", *rows])


def settings_page() -> str:
    """Return the page of the settings."""
    rows = [
        f"| `{name}` | `{default}` | `SUAR_{name.upper()}` | {_cell(meaning)} |"
        for name, default, meaning in settings()
    ]
    head = ["| setting | default | environment | meaning |", "|---|---|---|---|"]
    return "\n".join([_SETTINGS_HEAD, *head, *rows]) + "\n"


def settings() -> Iterator[tuple[str, str, str]]:
    """Yield name, default and meaning of every setting, read from the file that people edit."""
    remark: list[str] = []
    fresh = True
    for line in (data_dir("configs") / "default.toml").read_text("utf-8").splitlines():
        if line.startswith("#"):
            remark = [*remark, line[1:].strip()] if fresh else [line[1:].strip()]
            fresh = True
        elif found := re.fullmatch(r"(\w+) = (.+)", line):
            yield found[1], found[2], " ".join(remark)
            fresh = False
        else:
            remark, fresh = [], True


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    main()
