"""How sources fare: what each brought day by day, summed up from the ledger, and the last judgement on it."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, ForeignKey, LargeBinary, String, Table

from core.db.tables.metadata import metadata
from core.db.types import UtcDateTime

#: One row a source and day in UTC. Made from ledger and documents, kept because a year of both is too much to sum up
#: every half hour, and because they may be pruned.
source_days = Table(
    "source_days",
    metadata,
    Column("source_id", String(60), primary_key=True),
    Column("day", Date, primary_key=True, index=True),
    #: As core.store.health.SourceDay. Packed: as JSON, reading the weeks of 1,000 sources took most of a check.
    Column("counts", LargeBinary, nullable=False),
    Column("texts", LargeBinary, nullable=False),
    Column("errors", JSON, nullable=False),
)

#: The last judgement, as core.schemas.health.SourceReport.
source_health = Table(
    "source_health",
    metadata,
    Column("source_id", ForeignKey("sources.id"), primary_key=True),
    Column("state", String(10), nullable=False),
    Column("report", JSON, nullable=False),
    Column("checked_at", UtcDateTime, nullable=False),
)
