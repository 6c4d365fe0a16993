"""Captures: where the bytes of a stored page lie in the archive. Rows are only ever added. The only SQL on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from core.db.tables import captures
from core.schemas.document import Frozen

#: Rows read at once when all are gone through.
_CHUNK = 500


class Capture(Frozen):
    """One page as it was fetched: its place in the archive and the SHA-256 of its bytes."""

    id: int
    document_id: int | None
    fact_check_id: int | None
    #: The state of the document or fact-check that was made from these bytes.
    revision: int
    url: str
    fetched_at: datetime
    file: str
    offset: int
    length: int
    payload_sha256: str


def add(connection: Connection, row: dict[str, object]) -> None:
    """Add a capture."""
    connection.execute(insert(captures).values(row))


def of_document(connection: Connection, document_id: int) -> list[Capture]:
    """Return the captures of a document, oldest first."""
    query = select(captures).where(captures.c.document_id == document_id).order_by(captures.c.id)
    return [Capture(**row) for row in connection.execute(query).mappings()]


def ends(connection: Connection) -> dict[str, int]:
    """Return for each file of the archive where the last page ends that is named here."""
    end = func.max(captures.c.offset + captures.c.length)
    return {row[0]: int(row[1]) for row in connection.execute(select(captures.c.file, end).group_by(captures.c.file))}


def of_fact_check(connection: Connection, fact_check_id: int) -> list[Capture]:
    """Return the captures of a fact-check, oldest first."""
    query = select(captures).where(captures.c.fact_check_id == fact_check_id).order_by(captures.c.id)
    return [Capture(**row) for row in connection.execute(query).mappings()]


def every(connection: Connection) -> Iterator[Capture]:
    """Give every capture, oldest first, a page of rows at a time."""
    last = 0
    while True:
        query = select(captures).where(captures.c.id > last).order_by(captures.c.id).limit(_CHUNK)
        rows = connection.execute(query).mappings().all()
        if not rows:
            return
        for row in rows:
            yield Capture(**row)
        last = rows[-1]["id"]
