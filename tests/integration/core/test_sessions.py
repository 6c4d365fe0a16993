"""Login links work once and for a time; sessions end when idle, old or revoked; only hashes are stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from core.clock import now
from core.db.engine import Database
from core.db.tables import login_links, users
from core.db.tables import sessions as table
from core.errors import BadInput, NotFound
from core.store import people, sessions
from tests.conftest import Office


def move(database: Database, column: str, moment: datetime) -> None:
    with database.write() as connection:
        connection.execute(update(table).values({column: moment}))


def known(database: Database, secret: str) -> str | None:
    with database.read() as connection:
        found = sessions.actor_of(connection, secret, idle_minutes=60)
    return found[0].name if found else None


def test_link_works_once(database: Database, office: Office) -> None:
    with database.write() as connection:
        secret = sessions.create_login_link(connection, office.city.id, 24)
        assert sessions.use_login_link(connection, secret) == office.city.id
    for wrong in (secret, "guessed", ""):
        with pytest.raises(NotFound, match="used up or too old"), database.write() as connection:
            sessions.use_login_link(connection, wrong)


def test_old_link_is_refused(database: Database, office: Office) -> None:
    with database.write() as connection:
        secret = sessions.create_login_link(connection, office.city.id, 24)
        connection.execute(update(login_links).values(expires_at=now() - timedelta(seconds=1)))
        with pytest.raises(NotFound):
            sessions.use_login_link(connection, secret)


ENDINGS: dict[str, Callable[[], dict[str, Any]]] = {
    "idle": lambda: {"last_seen_at": now() - timedelta(minutes=61)},
    "too old": lambda: {"expires_at": now() - timedelta(seconds=1)},
    "revoked": lambda: {"revoked_at": now()},
}


@pytest.mark.parametrize("how", ENDINGS)
def test_session_ends(database: Database, office: Office, how: str) -> None:
    with database.write() as connection:
        secret = sessions.open_session(connection, office.operator.id, "browser", 12)
    assert known(database, secret) == "operator"
    with database.write() as connection:
        connection.execute(update(table).values(ENDINGS[how]()))
    assert known(database, secret) is None


def test_revoking_ends_one_session_only(database: Database, office: Office) -> None:
    with database.write() as connection:
        first, second = (sessions.open_session(connection, office.operator.id, "browser", 12) for _ in range(2))
        sessions.revoke(connection, first)
    assert (known(database, first), known(database, second)) == (None, "operator")


def test_token_does_not_end_by_idleness_but_by_age(database: Database, office: Office) -> None:
    with database.write() as connection:
        secret = sessions.open_session(connection, office.operator.id, "token", 24 * 90, "script")
    move(database, "last_seen_at", now() - timedelta(days=30))
    assert known(database, secret) == "operator"
    move(database, "expires_at", now() - timedelta(seconds=1))
    assert known(database, secret) is None


def test_session_of_a_disabled_person_has_ended(database: Database, office: Office) -> None:
    with database.write() as connection:
        secret = sessions.open_session(connection, office.operator.id, "browser", 12)
        connection.execute(update(users).where(users.c.id == office.operator.id).values(disabled_at=now()))
    assert known(database, secret) is None


def test_use_is_written_at_most_once_a_minute(database: Database, office: Office) -> None:
    with database.write() as connection:
        secret = sessions.open_session(connection, office.operator.id, "browser", 12)
    with database.write() as connection:
        assert sessions.actor_of(connection, secret, 60) == (office.operator, False)
        connection.execute(update(table).values(last_seen_at=now() - timedelta(minutes=2)))
        assert sessions.actor_of(connection, secret, 60) == (office.operator, True)
        sessions.touch(connection, secret)
        assert sessions.actor_of(connection, secret, 60) == (office.operator, False)


def test_no_secret_is_stored(database: Database, office: Office) -> None:
    with database.write() as connection:
        given = [
            sessions.open_session(connection, office.operator.id, "browser", 12),
            sessions.create_login_link(connection, office.operator.id, 24),
        ]
    with database.read() as connection:
        stored = str([connection.execute(select(found)).all() for found in (table, login_links)])
    assert not any(secret in stored for secret in given)


@pytest.mark.parametrize("name", ["operator", "", "  ", "x" * 121, "a\nb", "a\x00b"])
def test_unusable_name_is_refused(database: Database, office: Office, name: str) -> None:
    with pytest.raises(BadInput), database.write() as connection:
        people.add_user(connection, name, "viewer", office.operator.office_id)
