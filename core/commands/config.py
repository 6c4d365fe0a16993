"""`suar config show`: each setting, its value and where it came from."""

from __future__ import annotations

import json
from pathlib import Path

import typer

config_app = typer.Typer(help="Settings and where they come from.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add `suar config`."""
    app.add_typer(config_app, name="config")


@config_app.command("show")
def show(
    as_json: bool = typer.Option(False, "--json", help="Answer as JSON."),
    data: Path | None = typer.Option(None, help="The data directory."),
) -> None:
    """Print each setting, its value and where it came from; secrets are masked.

    Example: SUAR_PORT=8800 suar config show
    """
    from pydantic import SecretStr

    from core.settings import load_with_origins

    loaded = load_with_origins(data=data)
    rows = []
    for name, origin in loaded.origins.items():
        value = getattr(loaded.settings, name)
        shown = ("(set)" if value.get_secret_value() else "") if isinstance(value, SecretStr) else str(value)
        rows.append({"name": name, "value": shown, "origin": origin})
    if as_json:
        print(json.dumps(rows, indent=2))
        return
    width = max(len(row["name"]) for row in rows)
    for row in rows:
        print(f"{row['name']:<{width}}  {row['value'] or '—':<40}  {row['origin']}")
