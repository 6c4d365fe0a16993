"""`suar demo`: serve the fictional newsroom, and check what Suar made of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from crawler.newsroom.server import Newsroom

demo_app = typer.Typer(help="The fictional newsroom on loopback, and what Suar made of it.", no_args_is_help=True)

_PORT = typer.Option(8790, min=1, max=65535, help="Port of every outlet; each has its own loopback address.")


def register(app: typer.Typer) -> None:
    """Add `suar demo`."""
    app.add_typer(demo_app, name="demo")


@demo_app.command("serve")
def serve(
    port: int = _PORT,
    edits: str = typer.Option("90", help="When corrected articles appear: now, later, or seconds after the start."),
    log: Path | None = typer.Option(None, help="Append the access log to this file, as JSON Lines."),
) -> None:
    """Serve the outlets until Ctrl-C. `suar up --demo` does the same by itself.

    Example: suar demo serve --edits 20
    """
    from crawler.newsroom.server import Newsroom, parse_edits

    with Newsroom(port=port, edits=parse_edits(edits), log_path=log) as newsroom:
        try:
            _show_outlets(newsroom)
            _show_progress(newsroom)
        except KeyboardInterrupt:
            print(f"\nStopped after {newsroom.answered} requests.", file=sys.stderr)


@demo_app.command("check")
def check(
    as_json: bool = typer.Option(False, "--json", help="Answer as JSON, with every miss."),
    show_all: bool = typer.Option(False, "--all", help="Show every miss instead of the first five of each kind."),
    data: Path | None = typer.Option(None, help="The data directory."),
) -> None:
    """Compare what was planted in the newsroom with what Suar found. The exit code is 0 whatever the result.

    Example: suar demo check --all
    """
    from core.settings import load
    from core.setup import existing_database
    from crawler.newsroom.check import compare
    from crawler.newsroom.found import read_found
    from crawler.newsroom.planted import planted_table
    from crawler.newsroom.summary import lines

    database = existing_database(load(data=data), ", then `suar up --demo`")
    try:
        with database.read() as connection:
            found = read_found(connection)
    finally:
        database.dispose()
    result = compare(planted_table(), found)
    print(result.model_dump_json(indent=2) if as_json else "\n".join(lines(result, show_all=show_all)))


def _show_outlets(newsroom: Newsroom) -> None:
    from crawler.newsroom.site import base_url

    content = newsroom.content
    print(f"A fictional press: {len(content.outlets)} outlets, {len(content.articles)} articles. Ctrl-C stops it.")
    for outlet in content.outlets:
        print(f"  {base_url(outlet, newsroom.port)}/  {outlet.name} ({outlet.home_region}, {outlet.zone})")
    sys.stdout.flush()


def _show_progress(newsroom: Newsroom) -> None:
    """Say every five seconds what was asked meanwhile, and once that corrected versions appeared."""
    import time

    seen, told = 0, False
    while True:
        time.sleep(5)
        if newsroom.corrected and not told:
            told = True
            print(f"Corrected versions are served now ({newsroom.edited} articles).", file=sys.stderr)
        if newsroom.answered > seen:
            seen = newsroom.answered
            last = newsroom.access_log[-1]
            print(f"{seen} requests; last: {last.outlet} {last.status} {last.path}", file=sys.stderr)
