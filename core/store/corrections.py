"""Corrections of regions: rows are only ever added; the newest of a document counts. The only SQL on them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from core.clock import now
from core.db.tables import documents, region_corrections, users
from core.schemas.correction import RegionCorrection

_COLUMNS = (*(column for column in region_corrections.c if column.name != "user_id"), users.c.name.label("user_name"))


def add(connection: Connection, values: dict[str, Any]) -> int:
    """Add a correction; return its id."""
    row = {"at": now(), **values}
    return int(
        connection.execute(insert(region_corrections).values(row).returning(region_corrections.c.id)).scalar_one()
    )


def of_document(connection: Connection, document_id: int) -> list[RegionCorrection]:
    """Return what people said of one document, oldest first."""
    query = select(*_COLUMNS).join(users, users.c.id == region_corrections.c.user_id)
    chosen = query.where(region_corrections.c.document_id == document_id).order_by(region_corrections.c.id)
    return [RegionCorrection(**row) for row in connection.execute(chosen).mappings()]


def newest(connection: Connection) -> list[RegionCorrection]:
    """Return the newest correction of every document that has one, in the order they were made."""
    last = select(func.max(region_corrections.c.id)).group_by(region_corrections.c.document_id)
    query = select(*_COLUMNS).join(users, users.c.id == region_corrections.c.user_id)
    chosen = query.where(region_corrections.c.id.in_(last)).order_by(region_corrections.c.id)
    return [RegionCorrection(**row) for row in connection.execute(chosen).mappings()]


def addresses(connection: Connection) -> dict[int, str | None]:
    """Return the address of every document that has a correction."""
    query = select(documents.c.id, documents.c.url).where(documents.c.id.in_(select(region_corrections.c.document_id)))
    rows: list[Row[Any]] = list(connection.execute(query))
    return {int(row.id): row.url for row in rows}
