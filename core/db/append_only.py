"""Triggers that forbid changing or deleting what is only ever added, whoever asks."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, inspect, text

#: Tables whose rows stay as they were written.
TABLES = (
    *("audit_log", "verdicts", "revisions", "report_items", "region_corrections"),
    *("captures", "fact_check_revisions", "issue_decisions", "training_reviews"),
)


def create(connection: Connection) -> None:
    """Forbid UPDATE and DELETE on the append-only tables that there are; later migrations `protect` theirs."""
    if connection.dialect.name != "sqlite":
        connection.execute(
            text(
                "CREATE FUNCTION suar_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
            )
        )
    protect(connection, _present(connection))


def protect(connection: Connection, tables: Sequence[str]) -> None:
    """Forbid UPDATE and DELETE on these tables."""
    if connection.dialect.name == "sqlite":
        for table in tables:
            for verb in ("UPDATE", "DELETE"):
                connection.execute(
                    text(
                        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                    )
                )
        return
    for table in tables:
        connection.execute(
            text(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION suar_append_only()"
            )
        )


def drop(connection: Connection) -> None:
    """Take the triggers away."""
    if connection.dialect.name == "sqlite":
        for table in _present(connection):
            for verb in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER {table}_no_{verb}"))
        return
    for table in _present(connection):
        connection.execute(text(f"DROP TRIGGER {table}_append_only ON {table}"))
    connection.execute(text("DROP FUNCTION suar_append_only()"))


def _present(connection: Connection) -> list[str]:
    there = set(inspect(connection).get_table_names())
    return [table for table in TABLES if table in there]
