"""Published fact-checks, which claims are matched with; older states are kept."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, String, Table, Text, false

from core.db.tables.metadata import id_column, metadata
from core.db.types import UtcDateTime

fact_checks = Table(
    "fact_checks",
    metadata,
    id_column(),
    Column("source_id", ForeignKey("sources.id"), nullable=False, index=True),
    Column("origin", String(10), nullable=False),  # crawl, import
    #: The canonical address; without one, records are told apart by source and external id.
    Column("url", Text, unique=True),
    Column("external_id", String(300), nullable=False, server_default="", index=True),
    Column("publisher", String(160), nullable=False, server_default=""),
    Column("title", Text, nullable=False, server_default=""),
    Column("claim", Text, nullable=False, server_default=""),
    Column("explanation", Text, nullable=False, server_default=""),
    Column("conclusion", Text, nullable=False, server_default=""),
    #: One of core.schemas.factcheck.Verdict, and the publisher's own words for it.
    Column("verdict", String(20), nullable=False, server_default="other"),
    Column("verdict_raw", Text, nullable=False, server_default=""),
    #: ISO 8601 as far as it is known ("2024", "2024-03", "2024-03-07"); the moment only where one was named.
    Column("published_on", String(10), nullable=False, server_default="", index=True),
    Column("published_at", UtcDateTime),
    Column("published_raw", Text, nullable=False, server_default=""),
    Column("language", String(10), nullable=False, server_default=""),
    Column("content_hash", String(64), nullable=False, index=True),
    Column("revision", Integer, nullable=False, server_default="1"),
    #: Read on its publisher's own page, which no feed, aggregator or file overrules.
    Column("first_hand", Boolean, nullable=False, server_default=false()),
    Column("ingested_at", UtcDateTime, nullable=False, index=True),
    Column("updated_at", UtcDateTime, nullable=False, index=True),
    sqlite_autoincrement=True,
)

#: Append-only: older states, `number` counts from 1.
fact_check_revisions = Table(
    "fact_check_revisions",
    metadata,
    Column("fact_check_id", ForeignKey("fact_checks.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    #: The whole record as core.schemas.factcheck.FactCheck.
    Column("record", JSON, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
)
