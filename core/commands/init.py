"""`suar init` and `suar user …`: setting a data directory up and letting people in."""

from __future__ import annotations

import json
from pathlib import Path

import typer

user_app = typer.Typer(help="People and their login links.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add `suar init` and `suar user`."""
    app.command("init")(init)
    app.add_typer(user_app, name="user")


def init(
    data: Path | None = typer.Option(None, help="The data directory; default: SUAR_DATA or ./data."),
    demo: bool = typer.Option(False, "--demo", help="Add the people of the demo and print their login links."),
    admin: str = typer.Option("admin", help="Name of the first administrator."),
) -> None:
    """Create the data directory, its secret (mode 0600) and the database, and print a one-time login link.

    Safe to run again: it upgrades the database and keeps everything. Example: suar init --data /var/lib/suar
    """
    from core import setup
    from core.errors import NotFound
    from core.review import demo_people
    from core.settings import load
    from core.store import people

    settings = load(data=data)
    created = setup.initialise(settings)
    database = setup.open_database(settings)
    with database.write() as connection:
        names = demo_people.ensure(connection) if demo else []
        if not demo:
            try:
                people.actor_by_name(connection, admin)
            except NotFound:
                office = people.ensure_office(connection, setup.CENTRE, "")
                people.add_user(connection, admin, "admin", office)
                names = [admin]
    print(f"Data directory: {settings.data}" + (" (new secret, readable by you alone)" if created else ""))
    for name in names[:3]:
        print(f"Login link for {name}, valid once: {_link(name, data)}")


@user_app.command("add")
def add(
    name: str = typer.Argument(help="Unique name, as others will see it."),
    role: str = typer.Option("operator", help="viewer, operator, analyst, supervisor, admin or auditor."),
    region: str = typer.Option("", help="Region code of the office, e.g. 73 or 73.71; empty for the centre."),
    data: Path | None = typer.Option(None, help="The data directory."),
) -> None:
    """Add a person to the office of a region and print a one-time login link.

    Example: suar user add "Andi S." --role analyst --region 73
    """
    from core import audit, setup
    from core.errors import BadInput
    from core.permissions import verbs
    from core.regions.tree import load_tree
    from core.settings import load
    from core.store import people

    if role not in verbs():
        raise BadInput(f"There is no role '{role}'. Roles: {', '.join(verbs())}.")
    tree = load_tree()
    if region and region not in tree:
        raise BadInput(f"There is no region '{region}'. Codes look like 73 or 73.71.")
    office_name = f"Kesbangpol {tree.display(region)}" if region else setup.CENTRE
    with setup.open_database(load(data=data)).write() as connection:
        office = people.ensure_office(connection, office_name, region)
        user_id = people.add_user(connection, name, role, office)  # type: ignore[arg-type]  # checked above
        audit.append(connection, None, "user.add", f"user:{user_id}", region, {"name": name, "role": role})
    print(f"Login link for {name}, valid once: {_link(name, data)}")


@user_app.command("link")
def link(
    name: str = typer.Argument(help="The person's name."),
    data: Path | None = typer.Option(None, help="The data directory."),
) -> None:
    """Print a new one-time login link for a person. Example: suar user link "Andi S." """
    print(_link(name, data))


@user_app.command("token")
def token(
    name: str = typer.Argument(help="The person's name."),
    label: str = typer.Option("cli", help="What the token is for."),
    hours: int = typer.Option(24 * 90, min=1, max=24 * 3660, help="Hours that it is valid."),
    data: Path | None = typer.Option(None, help="The data directory."),
) -> None:
    """Print a new API token for a person; it is shown once. Use it as `Authorization: Bearer …`."""
    from core import audit, setup
    from core.settings import load
    from core.store import people, sessions

    with setup.open_database(load(data=data)).write() as connection:
        actor = people.actor_by_name(connection, name)
        secret = sessions.open_session(connection, actor.id, "token", hours, label)
        audit.append(connection, None, "user.token", f"user:{actor.id}", actor.region, {"label": label, "hours": hours})
    print(secret)


@user_app.command("list")
def list_users(
    as_json: bool = typer.Option(False, "--json", help="Answer as JSON."),
    data: Path | None = typer.Option(None, help="The data directory."),
) -> None:
    """List the active people with role and office."""
    from core import setup
    from core.regions.scope import EVERYTHING
    from core.settings import load
    from core.store import people

    with setup.open_database(load(data=data)).read() as connection:
        everyone = people.colleagues(connection, EVERYTHING)
    if as_json:
        print(json.dumps([actor.model_dump() for actor in everyone], ensure_ascii=False, indent=2))
        return
    for actor in everyone:
        print(f"{actor.name:<30}  {actor.role:<11}  {actor.office_name}")


def _link(name: str, data: Path | None) -> str:
    from core import audit, setup
    from core.settings import load
    from core.store import people, sessions

    settings = load(data=data)
    with setup.open_database(settings).write() as connection:
        actor = people.actor_by_name(connection, name)
        secret = sessions.create_login_link(connection, actor.id, settings.login_link_hours)
        audit.append(connection, None, "user.link", f"user:{actor.id}", actor.region, {})
    return f"{settings.base_url}/masuk/{secret}"
