"""`suar token …`: keys with which partner systems and tiplines push texts in."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import typer

token_app = typer.Typer(help="Keys for pushing texts in: add, list, revoke.", no_args_is_help=True)

_DATA = typer.Option(None, help="The data directory.")
_BY = typer.Option(None, help="Name of the administrator who does it, for the audit log.")


def register(app: typer.Typer) -> None:
    """Add `suar token`."""
    app.add_typer(token_app, name="token")


@token_app.command("add")
def add(
    name: str = typer.Argument(help="Who pushes with it, e.g. the partner's name."),
    source: str = typer.Option(..., help="The source that everything pushed belongs to; made if there is none."),
    tipline: bool = typer.Option(False, "--tipline", help="Its texts are reports of citizens, not a partner's data."),
    region: str = typer.Option("", help="Region code of a new source, e.g. 73.17."),
    days: int = typer.Option(365, min=1, max=3660, help="Days that the key is valid."),
    by: str | None = _BY,
    data: Path | None = _DATA,
) -> None:
    """Make a key and print it; it is shown this once. It can push into its one source and read nothing.

    Example: suar token add "Radar Luwu" --source radar-luwu --region 73.17
    """
    from core import setup
    from core.push_keys import make
    from core.settings import load

    with setup.open_database(load(data=data)).write() as connection:
        key, secret = make(connection, by, name, source, tipline, region, days)
    sys.stderr.write(f"Push key {key.id} for source {key.source_id}, until {_day(key.expires_at)}. Keep it safe:\n")
    print(secret)


@token_app.command("list")
def list_keys(as_json: bool = typer.Option(False, "--json", help="Answer as JSON."), data: Path | None = _DATA) -> None:
    """List the keys: beginning, source, state, last use. The keys themselves are stored nowhere.

    Example: suar token list
    """
    from core import setup
    from core.settings import load
    from core.store import push_keys

    with setup.open_database(load(data=data)).read() as connection:
        keys = push_keys.listed(connection)
    if as_json:
        print(json.dumps([key.model_dump(mode="json") | {"state": key.state} for key in keys], ensure_ascii=False))
        return
    for key in keys:
        used = f"last used {_day(key.last_used_at)}" if key.last_used_at else "never used"
        until = f"until {_day(key.expires_at)}"
        print(f"{key.id:>4}  {key.prefix}…  {key.state:<8} {key.source_id:<24} {until}  {used}  {key.name}")


@token_app.command("revoke")
def revoke(
    number: int = typer.Argument(help="The key's number in `suar token list`."),
    by: str | None = _BY,
    data: Path | None = _DATA,
) -> None:
    """End a key at once; what it pushed stays.

    Example: suar token revoke 3
    """
    from core import setup
    from core.push_keys import end
    from core.settings import load

    with setup.open_database(load(data=data)).write() as connection:
        ended = end(connection, by, number)
    print(f"Push key {number} {'is revoked' if ended else 'was revoked before'}.")


def _day(moment: object) -> str:
    return str(moment)[:10]
