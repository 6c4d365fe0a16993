"""The front door: light to start, one line for every expected failure, the documented exit code."""

from __future__ import annotations

import errno
import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from core import cli
from core.errors import DiskFull, LeasedByOther, SuarError

#: What `suar --help` must not wait for.
HEAVY = ("sqlalchemy", "alembic", "pydantic", "numpy", "scipy", "sklearn", "scrapy", "twisted", "lxml", "trafilatura",
         "fastapi", "uvicorn", "jinja2", "apscheduler", "torch", "Stemmer", "ahocorasick")  # fmt: skip


def suar(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line as a person would."""
    command = [sys.executable, "-m", "core.cli", *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=cwd, timeout=60)


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys, json\nfrom core import cli\n"
        "try:\n    cli.main(['--help'])\nexcept SystemExit as end:\n    assert not end.code\n"
        "print('\\n' + json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}
    assert "typer" in loaded
    assert loaded.isdisjoint(HEAVY), sorted(loaded.intersection(HEAVY))


def test_no_arguments_shows_the_help(tmp_path: Path) -> None:
    done = suar(cwd=tmp_path)
    assert "Exit codes" in done.stdout + done.stderr
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nonsense"], 2, "No such command"),
        (["config", "show", "--nonsense"], 2, "No such option"),
        (["audit", "verify"], 4, "Run `suar init`."),
        (["queue", "list", "--as", "x"], 4, "Run `suar init`."),
        (["user", "add", "x", "--role", "king"], 2, "There is no role 'king'"),
        (["user", "add", "x", "--region", "99"], 2, "There is no region '99'"),
        (["user", "token", "x", "--hours", "0"], 2, "'--hours'"),
        (["user", "token", "x", "--hours", "99999999999"], 2, "'--hours'"),
        (["queue", "list", "--as", "x", "--region", "zz"], 2, "There is no region 'zz'"),
        (["search", "x", "--region", "zz"], 2, "There is no region 'zz'"),
        (["search", "x", "--category", "hoax"], 2, "There is no category 'hoax'"),
    ],
)
def test_failure_is_words_and_a_code(tmp_path: Path, arguments: list[str], code: int, words: str) -> None:
    done = suar(*arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_init_twice_then_decide_by_command_line(tmp_path: Path) -> None:
    first = suar("init", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "Login link for admin, valid once: http://127.0.0.1:8700/masuk/" in first.stdout
    assert "Login link" not in suar("init", cwd=tmp_path).stdout
    assert suar("user", "add", "Andi", "--role", "analyst", "--region", "73", cwd=tmp_path).returncode == 0
    again = suar("user", "add", "Andi", cwd=tmp_path)
    assert (again.returncode, again.stderr) == (2, "suar: There is a user named Andi already.\n")
    empty = suar("queue", "take", "--as", "Andi", cwd=tmp_path)
    assert (empty.returncode, empty.stderr) == (7, "suar: Nothing waits in your queue.\n")
    assert suar("audit", "verify", cwd=tmp_path).stdout == "3 rows, the chain is whole.\n"


def run_with(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> int:
    """Run a command line whose only command does the act."""

    def build() -> typer.Typer:
        app = typer.Typer(pretty_exceptions_enable=False)
        app.command()(act)
        return app

    monkeypatch.setattr(cli, "build", build)
    with pytest.raises(SystemExit) as ended:
        cli.main([])
    return int(ended.value.code or 0)


def raising(error: BaseException) -> Callable[[], None]:
    def act() -> None:
        raise error

    return act


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (SuarError(), 1, "Something went wrong in Suar."),
        (DiskFull(), 6, "The disk is full"),
        (LeasedByOther("Rahmi holds signal 7."), 8, "Rahmi holds signal 7."),
        (KeyboardInterrupt(), 130, "Interrupted"),
        (OSError(errno.ENOSPC, "No space left on device"), 6, "The disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), 6, "Permission denied: /x"),
    ],
)
def test_error_is_one_line_and_its_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, words: str
) -> None:
    assert run_with(monkeypatch, raising(error)) == code
    lines = [line for line in capsys.readouterr().err.splitlines() if line]
    assert len(lines) == 1
    assert lines[0].startswith("suar: ")
    assert words in lines[0]


def test_number_that_a_command_returns_is_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_with(monkeypatch, lambda: 3) == 3
    assert run_with(monkeypatch, lambda: None) == 0
    assert run_with(monkeypatch, raising(typer.Exit(5))) == 5


def test_defect_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError):
        run_with(monkeypatch, lambda: 1 // 0)


def test_an_argument_of_another_encoding_is_bad_input_and_no_defect(tmp_path: Path) -> None:
    assert suar("init", cwd=tmp_path).returncode == 0
    done = suar("factchecks", "list", "--publisher", "a\udcff", cwd=tmp_path)
    assert (done.returncode, "not UTF-8" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


@pytest.mark.parametrize(
    ("closed", "code", "words"),
    [
        ("config show >&-", 2, "Standard output is closed"),
        ("config show --json >&-", 2, "Standard output is closed"),
        ("dates --input - --output - <&-", 2, "Standard input is closed"),
        ("dates --input no --output - <&- >&-", 2, "no"),
        ("config show 2>&-", 0, ""),
        ("config show --nonsense 2>&-", 2, ""),
    ],
)
def test_a_closed_stream_is_said_where_it_is_needed(tmp_path: Path, closed: str, code: int, words: str) -> None:
    command = f"{shlex.quote(sys.executable)} -m core.cli {closed}"
    done = subprocess.run(["sh", "-c", command], check=False, capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
