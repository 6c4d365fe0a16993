"""`suar sources try URL`: the whole way from an address to what would be stored, step by step. Writes nothing."""

from __future__ import annotations

from pathlib import Path

from core.errors import BadInput


def run(url: str, folders: list[Path], demo: bool) -> int:
    """Show the way. Raises: BadInput."""
    raise BadInput("not yet")
