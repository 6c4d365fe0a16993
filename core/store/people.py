"""Offices and users."""

from __future__ import annotations

from sqlalchemy import Connection, Select, insert, select

from core.clock import now
from core.db.tables import offices, users
from core.errors import BadInput, NotFound
from core.regions.scope import Scope, within
from core.schemas.user import Actor, Office, Role

#: Longest name of a person, in characters.
MAX_NAME = 120


def ensure_office(connection: Connection, name: str, region: str) -> int:
    """Return the id of the region's office, made with this name if there is none."""
    found = connection.execute(select(offices.c.id).where(offices.c.region == region)).scalar()
    if found is not None:
        return int(found)
    values = {"name": name, "region": region, "created_at": now()}
    return int(connection.execute(insert(offices).values(values).returning(offices.c.id)).scalar_one())


def office_of(connection: Connection, region: str) -> Office | None:
    """Return the office of exactly this region."""
    row = connection.execute(select(offices.c.id, offices.c.name, offices.c.region).where(offices.c.region == region))
    found = row.mappings().first()
    return Office(**found) if found else None


def add_user(connection: Connection, name: str, role: Role, office_id: int) -> int:
    """Add a user; return the id.

    Raises: BadInput when the name is taken or cannot be shown in one line.
    """
    if not (name.strip() and len(name) <= MAX_NAME and name.isprintable()):
        raise BadInput(f"A name has 1 to {MAX_NAME} characters, all of them visible.")
    if is_known(connection, name):
        raise BadInput(f"There is a user named {name} already.")
    values = {"name": name, "role": role, "office_id": office_id, "created_at": now()}
    return int(connection.execute(insert(users).values(values).returning(users.c.id)).scalar_one())


def actor_by_id(connection: Connection, user_id: int) -> Actor:
    """Return the active user with this id.

    Raises: NotFound when there is none or it is disabled.
    """
    return _one(connection, _actors().where(users.c.id == user_id), f"number {user_id}")


def actor_by_name(connection: Connection, name: str) -> Actor:
    """Return the active user with this name.

    Raises: NotFound when there is none or it is disabled.
    """
    return _one(connection, _actors().where(users.c.name == name), name)


def is_known(connection: Connection, name: str) -> bool:
    """Tell whether there is or was a user with this name, disabled ones too."""
    return connection.execute(select(users.c.id).where(users.c.name == name)).first() is not None


def colleagues(connection: Connection, scope: Scope) -> list[Actor]:
    """Return the active users whose offices lie in the scope, by name."""
    rows = connection.execute(_actors().where(within(offices.c.region, scope)).order_by(users.c.name)).mappings()
    return [Actor(**row) for row in rows]


def _one(connection: Connection, query: Select[tuple[int, str, str, int, str, str]], whom: str) -> Actor:
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound(f"There is no active user {whom}. `suar user add` makes one.")
    return Actor(**row)


def _actors() -> Select[tuple[int, str, str, int, str, str]]:
    return (
        select(
            users.c.id,
            users.c.name,
            users.c.role,
            users.c.office_id,
            offices.c.name.label("office_name"),
            offices.c.region,
        )
        .join(offices, offices.c.id == users.c.office_id)
        .where(users.c.disabled_at.is_(None))
    )
