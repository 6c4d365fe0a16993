"""What the crawler's commands share: the opened database and the lines of progress."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import typer

from core.db.engine import Database
from core.settings import Settings, load
from core.setup import current_database


def opened(data: Path | None = None) -> tuple[Settings, Database]:
    """Return settings and database.

    Raises: ConfigError; NotInitialised when there is no database yet; StorageError when it is of another version.
    """
    settings = load(data=data)
    return settings, current_database(settings)


class Progress:
    """Tells on stderr what was counted so far: one updating line on a terminal, else a line every ten seconds."""

    def __init__(self, label: str) -> None:
        self._label, self._last, self._shown = label, time.monotonic(), ""
        self._live = sys.stderr.isatty()

    def __call__(self, counts: dict[str, int]) -> None:
        """Show the counts, if there is something new to show."""
        line = f"{self._label}: {describe(counts)}"
        moment = time.monotonic()
        if line == self._shown or (not self._live and moment - self._last < 10.0):
            return
        self._last, self._shown = moment, line
        sys.stderr.write(f"\r\x1b[2K{line[:200]}" if self._live else f"{line}\n")
        sys.stderr.flush()

    def end(self, counts: dict[str, int]) -> None:
        """Show the last counts and leave the updating line."""
        self._last = 0.0
        self(counts)
        if self._live and self._shown:
            sys.stderr.write("\n")


def say(line: str) -> None:
    """Write one line to stdout."""
    typer.echo(line)


def describe(counts: dict[str, int]) -> str:
    """Return the counts as words, most frequent first."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{count} {label}" for label, count in ordered) or "nothing yet"
