"""`suar up` and `suar web`: the web interface, alone or with scheduler and demo newsroom."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

_DATA = typer.Option(None, help="The data directory; default: SUAR_DATA or ./data.")
_PORT = typer.Option(None, help="Port of the web interface; default: SUAR_PORT or 8700.")


def register(app: typer.Typer) -> None:
    """Add the commands of api."""
    app.command("up")(up)
    app.command("web")(web)


def up(
    demo: bool = typer.Option(False, "--demo", help="Serve and crawl the fictional newsroom, on loopback only."),
    newsroom_port: int = typer.Option(8790, help="Port of the newsroom's outlets, with --demo."),
    data: Path | None = _DATA,
    port: int | None = _PORT,
) -> None:
    """Run everything of one office in one process: web interface, scheduler and its jobs.

    Examples: suar up --data /var/lib/suar · suar up --demo
    """
    from api.up import run
    from core.settings import load

    run(load(data=data, port=port), newsroom_port=newsroom_port if demo else None, say=_say)


def web(data: Path | None = _DATA, port: int | None = _PORT) -> None:
    """Serve the web interface alone, for an installation with several processes."""
    from api.deps import Services
    from api.serve import bind, serve
    from core import configuration
    from core.settings import load
    from core.setup import open_database

    settings = load(data=data, port=port)
    configuration.check()
    running = Services(settings, open_database(settings))
    listening = bind(settings.host, settings.port)
    serve(running, listening, lambda: _say(f"Suar answers at {settings.base_url}"))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
