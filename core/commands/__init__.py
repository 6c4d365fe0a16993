"""The commands of core. Each module adds its own; imports stay light so that `suar --help` answers at once."""

from __future__ import annotations

import typer

from core.commands import config, doctor, init, queue, scheduler, search, tokens


def register(app: typer.Typer) -> None:
    """Add the commands of core."""
    for module in (init, config, doctor, queue, scheduler, search, tokens):
        module.register(app)
