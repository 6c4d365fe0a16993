"""Sources, what was fetched from them, and the ledger of outcomes."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, Table, Text

from core.db.tables.metadata import id_column, metadata
from core.db.types import UtcDateTime

#: Run-time state of a source; what it is stands in configs/sources/*.toml.
sources = Table(
    "sources",
    metadata,
    Column("id", String(60), primary_key=True),
    Column("name", String(160), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("home_url", Text, nullable=False, server_default=""),
    Column("home_region", String(13)),
    Column("enabled", Boolean, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("fictional", Boolean, nullable=False),
    Column("last_attempt_at", UtcDateTime),
    Column("last_success_at", UtcDateTime),
    Column("last_error", Text, nullable=False, server_default=""),
    #: Set when the machine stopped reading it by itself (a hijacked site), until a person looks.
    Column("paused_at", UtcDateTime),
    Column("paused_reason", Text, nullable=False, server_default=""),
    #: The file's exception from checking certificates, for the desk: the last day, and why.
    Column("tls_exception_until", Date),
    Column("tls_exception_reason", Text, nullable=False, server_default=""),
)

#: One row for each discovery page and article URL: what a polite second visit needs.
fetch_state = Table(
    "fetch_state",
    metadata,
    Column("url", Text, primary_key=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False, index=True),
    Column("etag", Text, nullable=False, server_default=""),
    Column("last_modified", Text, nullable=False, server_default=""),
    Column("fetched_at", UtcDateTime, nullable=False),
    Column("outcome", String(60), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
)

#: Append-only: every fetched URL ends in exactly one row for each run.
ledger = Table(
    "ledger",
    metadata,
    id_column(),
    Column("run_id", ForeignKey("runs.id"), nullable=False, index=True),
    Column("source_id", String(60), nullable=False, index=True),
    Column("url", Text, nullable=False),
    Column("kind", String(10), nullable=False),  # article, discovery, part, post, factcheck, line
    Column("outcome", String(20), nullable=False),
    Column("reason", String(60), nullable=False, server_default=""),
    Column("detail", Text, nullable=False, server_default=""),
    Column("document_id", ForeignKey("documents.id")),
    Column("at", UtcDateTime, nullable=False, index=True),
    sqlite_autoincrement=True,
)
