"""Sets a data directory up: folder, secret, schema, regions, the centre's office. Safe to run again."""

from __future__ import annotations

from sqlalchemy import Connection, func, insert, select

from core import crash
from core.db import schema
from core.db.engine import Database
from core.db.tables import regions
from core.errors import NotInitialised, StorageError, SuarError
from core.paths import data_dir
from core.regions.tree import load_tree
from core.search import index
from core.settings import Settings, crash_point, create_secret, secret
from core.store import people

CENTRE = "Kesbangpol Pusat"


def initialise(settings: Settings) -> bool:
    """Bring the data directory and its database to the newest shape; return whether the secret is new."""
    created = create_secret(settings)
    database = Database(settings.store_url)
    try:
        schema.upgrade(database)
        with database.write() as connection:
            _fill_regions(connection)
            people.ensure_office(connection, CENTRE, "")
        index.refresh(database)
    finally:
        database.dispose()
    return created


def open_database(settings: Settings) -> Database:
    """Return the database of an initialised data directory.

    Raises: NotInitialised before `suar init`; StorageError when the schema is not this version's.
    """
    secret(settings)
    return current_database(settings)


def current_database(settings: Settings) -> Database:
    """Return the configured database if it has this version's schema; for work that signs nothing.

    Raises: NotInitialised before `suar init`; StorageError when the schema is not this version's.
    """
    crash.arm(crash_point(), settings.data)
    database = existing_database(settings)
    try:
        _check_schema(database, settings)
    except SuarError:
        database.dispose()
        raise
    return database


def existing_database(settings: Settings, then: str = "") -> Database:
    """Return the configured database without looking into it; `then` is what to do after `suar init`.

    Raises: NotInitialised when the SQLite file is not there, which opening would otherwise create.
    """
    database = Database(settings.store_url)
    named = settings.database_url.get_secret_value()
    if database.is_sqlite and not named and not (settings.data / "suar.db").is_file():
        raise NotInitialised(f"There is no database in {settings.data}. Run `suar init`{then}.")
    return database


def _check_schema(database: Database, settings: Settings) -> None:
    present = schema.current(database)
    if present is None:
        raise NotInitialised(f"The database of {settings.data} is empty. Run `suar init`.")
    if present != schema.newest():
        raise StorageError(f"The database has schema {present}, this Suar writes {schema.newest()}. Run `suar init`.")


def _fill_regions(connection: Connection) -> None:
    tree = load_tree()
    rows = [*tree.provinces(), *tree.regencies()]
    if connection.execute(select(func.count()).select_from(regions)).scalar_one() == len(rows):
        return
    edition = (data_dir("configs") / "regions" / "EDITION").read_text("utf-8").split("\n", 1)[0].strip()[:40]
    known = set(connection.execute(select(regions.c.code)).scalars())
    values = [{**region.model_dump(), "edition": edition} for region in rows if region.code not in known]
    if values:
        connection.execute(insert(regions), values)
