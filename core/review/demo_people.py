"""The people of the demo: an operator, an analyst and a supervisor at the centre, and one provincial office."""

from __future__ import annotations

from sqlalchemy import Connection

from core.errors import NotFound
from core.schemas.user import Role
from core.store import people

#: Name, role, region of the office. All invented.
_PEOPLE: tuple[tuple[str, Role, str], ...] = (
    ("Rahmi (demo)", "operator", ""),
    ("Bagas (demo)", "analyst", ""),
    ("Sulastri (demo)", "supervisor", ""),
    ("Yusran (demo)", "operator", "73"),
    ("Ibu Wara (demo)", "auditor", ""),
)
_OFFICES = {"": "Kesbangpol Pusat", "73": "Kesbangpol Prov. Sulawesi Selatan"}


def ensure(connection: Connection) -> list[str]:
    """Add those of the demo people who are missing; return all their names."""
    for name, role, region in _PEOPLE:
        office = people.ensure_office(connection, _OFFICES[region], region)
        try:
            people.actor_by_name(connection, name)
        except NotFound:
            people.add_user(connection, name, role, office)
    return [name for name, _, _ in _PEOPLE]
