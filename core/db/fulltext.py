"""The full-text table of SQLite: one row a document, its stems. PostgreSQL has none yet."""

from __future__ import annotations

from sqlalchemy import Connection, text


def create(connection: Connection) -> None:
    """Create the full-text table where the engine offers FTS5."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("CREATE VIRTUAL TABLE documents_fts USING fts5(title, body, tokenize='unicode61')"))


def drop(connection: Connection) -> None:
    """Drop the full-text table where there is one."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("DROP TABLE documents_fts"))
