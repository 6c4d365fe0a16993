"""The full-text rows of documents, on SQLite only: entered with each text, written anew when the analyser has changed.

The table lies outside the metadata (core.db.fulltext); the analyser that wrote it stands in `PRAGMA user_version`.
"""

from __future__ import annotations

from sqlalchemy import Connection, select, text

from core.db.tables import documents
from core.search import analyser

_FORGET = text("DELETE FROM documents_fts WHERE rowid = :id")
_ENTER = text("INSERT INTO documents_fts (rowid, title, body) VALUES (:id, :title, :body)")


def enter(connection: Connection, document_id: int, title: str, body: str, *, replace: bool) -> None:
    """Enter the stems of one document; `replace` first forgets what stood there. Nothing happens on PostgreSQL."""
    if connection.dialect.name != "sqlite":
        return
    if replace:
        connection.execute(_FORGET, {"id": document_id})
    row = {"title": analyser.index_text(title), "body": analyser.index_text(body)}
    connection.execute(_ENTER, {"id": document_id, **row})


def is_stale(connection: Connection) -> bool:
    """Tell whether another analyser than today's wrote the rows, or began to and was interrupted."""
    if connection.dialect.name != "sqlite":
        return False
    return bool(connection.exec_driver_sql("PRAGMA user_version").scalar_one() != analyser.version())


def enter_again(connection: Connection, after: int, most: int) -> int | None:
    """Write the rows of at most `most` documents with ids above `after` anew; return the last id, None at the end."""
    query = select(documents.c.id, documents.c.title, documents.c.text)
    rows = connection.execute(query.where(documents.c.id > after).order_by(documents.c.id).limit(most)).all()
    for number, title, body in rows:
        enter(connection, number, title, body, replace=True)
    return rows[-1][0] if rows else None


def mark_fresh(connection: Connection) -> None:
    """Note that every row is of today's analyser."""
    connection.exec_driver_sql(f"PRAGMA user_version = {analyser.version():d}")
