"""The hash-chained audit log, the outbox, and the keys that make a repeated write harmless."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table, Text

from core.db.tables.metadata import RowId, id_column, metadata
from core.db.types import UtcDateTime

audit_log = Table(
    "audit_log",
    metadata,
    #: Counted by the application inside the write lock, so that a missing number is a missing row.
    Column("id", RowId, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    #: No foreign key: a row must outlive the user. Empty user = the system itself.
    Column("user_id", Integer),
    Column("user_name", String(120), nullable=False),
    Column("action", String(60), nullable=False, index=True),
    Column("object", String(80), nullable=False, index=True),
    Column("region", String(13), nullable=False),
    #: Canonical JSON, hashed as it stands.
    Column("detail", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
)

outbox = Table(
    "outbox",
    metadata,
    id_column(),
    Column("topic", String(60), nullable=False),
    Column("object", String(80), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("delivered_at", UtcDateTime, index=True),
    sqlite_autoincrement=True,
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("user_id", ForeignKey("users.id"), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("request_hash", String(64), nullable=False),
    Column("answer", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
