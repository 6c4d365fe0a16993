"""`suar scheduler`: the schedule alone, for an installation with several processes."""

from __future__ import annotations

import sys
from pathlib import Path

import typer


def register(app: typer.Typer) -> None:
    """Add `suar scheduler`."""
    app.command("scheduler")(scheduler)


def scheduler(data: Path | None = typer.Option(None, help="The data directory.")) -> None:
    """Run the jobs of configs/schedule.toml until interrupted; a second scheduler stands by."""
    import threading

    from core import setup
    from core.settings import load
    from core.work.schedule import load_schedule
    from core.work.scheduler import Scheduler

    settings = load(data=data)
    running = Scheduler(
        settings, setup.open_database(settings), load_schedule(), lambda line: print(line, file=sys.stderr, flush=True)
    )
    try:
        running.start()  # interrupted in here, the jobs that it has begun end too
        threading.Event().wait()
    finally:
        running.stop()
