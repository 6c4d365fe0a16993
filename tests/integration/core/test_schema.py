"""The migrations make exactly the tables that the code describes, on both engines, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from core.db import append_only, fulltext, schema
from core.db.engine import Database
from core.db.tables import metadata
from core.db.url import sqlite_url
from core.errors import StorageError


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path):
    """A database without any table."""
    sqlite = request.param == "sqlite"
    database = Database(sqlite_url(tmp_path / "e.db") if sqlite else request.getfixturevalue("empty_postgres_url"))
    yield database
    database.dispose()


def differences(database: Database) -> list[object]:
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [found for found in compare_metadata(context, metadata) if not _is_full_text(found)]


def _is_full_text(found: object) -> bool:
    """The full-text table and its shadows lie outside the metadata, on purpose."""
    return isinstance(found, tuple) and found[0] == "remove_table" and found[1].name.startswith("documents_fts")


def shape(database: Database) -> dict[str, object]:
    """Return what the engine itself says of its schema, except Alembic's own table."""
    with database.read() as connection:
        if database.is_sqlite:
            query = "SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
            rows = sorted(tuple(row) for row in connection.execute(text(query)))
            return {"objects": [row for row in rows if "alembic" not in row[2]], "columns": _columns(connection)}
        triggers = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
        indexes = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
        checks = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1"
        found = {
            name: [tuple(row) for row in connection.execute(text(query)) if "alembic" not in row[0]]
            for name, query in {"triggers": triggers, "indexes": indexes, "checks": checks}.items()
        }
        return {**found, "columns": _columns(connection)}


def _columns(connection) -> dict[str, object]:
    looked = inspect(connection)
    return {
        table: [(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in looked.get_columns(table)]
        for table in sorted(looked.get_table_names())
        if "alembic" not in table
    }


def test_migrated_schema_differs_in_nothing_from_the_tables(database: Database) -> None:
    assert differences(database) == []
    assert schema.current(database) == schema.newest()


def test_fresh_schema_equals_migrated_schema(
    database: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = sqlite_url(tmp_path / "f.db") if database.is_sqlite else request.getfixturevalue("empty_postgres_url")
    fresh = Database(url)
    with fresh.write() as connection:
        metadata.create_all(connection)
        fulltext.create(connection)
        append_only.create(connection)
    assert shape(fresh) == shape(database)
    fresh.dispose()


def test_comparison_would_notice_a_missing_column(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("ALTER TABLE leases DROP COLUMN owner"))
        connection.execute(text("DROP INDEX ix_signals_queue"))
    kinds = {found[0] for found in differences(database) if isinstance(found, tuple)}
    assert kinds == {"add_column", "add_index"}


def test_migrations_can_be_taken_back_and_applied_again(empty: Database) -> None:
    schema.upgrade(empty)
    first = shape(empty)
    with empty.write() as connection:
        config = schema._config()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    with empty.read() as connection:
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
    schema.upgrade(empty)
    assert shape(empty) == first


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    before = shape(database)
    schema.upgrade(database)
    assert shape(database) == before


def test_database_of_a_newer_version_is_refused(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match=r"9999.*Update Suar"):
        schema.upgrade(database)


def test_failed_migration_leaves_nothing_behind(empty: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_connection: object) -> None:
        raise RuntimeError("half-way")

    monkeypatch.setattr(append_only, "create", fail)
    with pytest.raises(RuntimeError, match="half-way"):
        schema.upgrade(empty)
    with empty.read() as connection:
        assert inspect(connection).get_table_names() == []
