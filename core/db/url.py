"""The address of a database file, apart from the engine: reading the settings must not load a database driver."""

from __future__ import annotations

from pathlib import Path


def sqlite_url(path: Path) -> str:
    """Return the URL of the SQLite file at the path."""
    return f"sqlite:///{path}"
