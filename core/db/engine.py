"""Opens the database and gives read and write transactions. Knows SQLite and PostgreSQL; holds no query of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DataError, DBAPIError, OperationalError, ProgrammingError

from core.errors import BadInput, ConfigError, DiskFull, NotInitialised, StorageError, SuarError

#: How long a writer waits for another before it gives up, in milliseconds.
BUSY_TIMEOUT_MS = 15_000

#: What a write transaction excludes on PostgreSQL; on SQLite there is one writer anyway. Review and ingest never
#: touch the same rows in an order that could deadlock, because each holds its lock from the start to the commit.
Lock = Literal["review", "ingest", "work"]
_ADVISORY = {"review": 7_300_001, "ingest": 7_300_002, "work": 7_300_003}


class Database:
    """One database by URL, e.g. `sqlite:////var/lib/suar/suar.db` or `postgresql+psycopg://…`.

    Raises: ConfigError when the URL names no engine that Suar knows, or its driver is missing.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        backend = _backend(url)
        self.is_sqlite = backend == "sqlite"
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgres_engine(url)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection for reading.

        Raises: StorageError or one of its kind.
        """
        with self._translated(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self, lock: Lock = "review") -> Iterator[Connection]:
        """Give a connection whose transaction commits at the end, or leaves nothing behind.

        Raises: StorageError or one of its kind.
        """
        with self._translated(), self.engine.connect().execution_options(suar_write=True) as connection:
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY[lock]})
                yield connection

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except SuarError:
            raise
        except OverflowError as error:  # SQLite's driver refuses an integer of more than 64 bits with this
            raise BadInput("A number is too large to be looked up or stored.") from error
        except DataError as error:
            raise BadInput(f"A value cannot be stored: {_one_line(error)}.") from error
        except (OperationalError, ProgrammingError) as error:
            raise _storage_error(error, self._place) from error
        except DatabaseError as error:
            if type(error) is not DatabaseError:  # the kinds below it, e.g. a broken constraint, are defects of ours
                raise
            raise _storage_error(error, self._place) from error  # SQLite says of a damaged file only this much

    @property
    def _place(self) -> str:
        """The database's file, or its address without the password, for messages."""
        url = make_url(self.url)
        return str(url.database) if self.is_sqlite else url.render_as_string(hide_password=True)


def _backend(url: str) -> str:
    """Return the engine's name. The URL may hold a password, so no message repeats it."""
    try:
        backend = make_url(url).get_backend_name()
    except ArgumentError:
        backend = ""
    if backend not in ("sqlite", "postgresql"):
        raise ConfigError(
            "Setting 'database_url' is no address of a database that Suar knows. "
            "Write postgresql+psycopg://user:password@host/name, or leave it empty for SQLite."
        )
    return backend


def _postgres_engine(url: str) -> Engine:
    try:
        return create_engine(url, pool_pre_ping=True, pool_size=20)
    except (ImportError, ArgumentError):
        raise ConfigError(
            "Setting 'database_url' needs a PostgreSQL driver that is not here. "
            "Run: pip install 'suar[postgres]', and write postgresql+psycopg://…"
        ) from None


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy begins; pysqlite must not begin by itself
        cursor = connection.cursor()
        for pragma in (f"busy_timeout={BUSY_TIMEOUT_MS}", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("suar_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _one_line(error: DBAPIError) -> str:
    return " ".join(str(error.orig).split()).rstrip(".")


def _storage_error(error: DBAPIError, place: str) -> SuarError:
    said = _one_line(error)
    words = said.lower()
    if "disk is full" in words or "no space left" in words:
        return DiskFull(f"The disk with {place} is full: nothing was written. Free space, then run the command again.")
    if "no such table" in words or ("relation" in words and "does not exist" in words):
        return NotInitialised()
    if "readonly" in words or "unable to open" in words:
        return StorageError(
            f"The database {place} cannot be opened for writing ({said}). Check the folder's permissions."
        )
    if "malformed" in words or "not a database" in words:
        return StorageError(f"The database {place} is damaged ({said}). Restore the last backup.")
    return StorageError(f"The database {place} refused: {said}.")
