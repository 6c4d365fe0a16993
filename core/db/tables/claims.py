"""Which published fact-checks answer which documents, as the machine last judged it."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, Float, ForeignKey, Integer, String, Table, UniqueConstraint

from core.db.tables.metadata import id_column, metadata
from core.db.types import UtcDateTime

claim_matches = Table(
    "claim_matches",
    metadata,
    id_column(),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    #: The states of both that were compared.
    Column("document_revision", Integer, nullable=False),
    Column("fact_check_id", ForeignKey("fact_checks.id"), nullable=False, index=True),
    Column("fact_check_revision", Integer, nullable=False),
    Column("relation", String(10), nullable=False),  # match, related; none: it was one of them before
    Column("probability", Float, nullable=False),
    #: Aligned words with their places in the title of the fact-check and in the document, and what differs.
    Column("phrases", JSON, nullable=False),
    Column("differs", JSON, nullable=False),
    #: Weights and encoder that answered.
    Column("version", String(200), nullable=False),
    Column("matched_at", UtcDateTime, nullable=False),
    UniqueConstraint("document_id", "fact_check_id"),
    CheckConstraint("relation IN ('match','related','none')", name="relation"),
    sqlite_autoincrement=True,
)
