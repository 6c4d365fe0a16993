"""What belongs together: copies, what people decided on issues, texts counted by the hour, and bursts of them."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from core.db.tables.metadata import id_column, metadata
from core.db.types import UtcDateTime

#: One row for each document that was held against those before it.
document_copies = Table(
    "document_copies",
    metadata,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    #: The state of the document that was compared.
    Column("revision", Integer, nullable=False),
    #: The first document of its group; empty for a text of its own.
    Column("original_id", ForeignKey("documents.id"), index=True),
    Column("kind", String(10)),
    Column("found_at", UtcDateTime, nullable=False),
    CheckConstraint("kind IN ('exact','near','fragment')", name="kind"),
    CheckConstraint("(kind IS NULL) = (original_id IS NULL)", name="whole"),
)

#: Append-only: what people said belongs together (merge) or not (split). Both lists of documents are kept, so that
#: what was decided holds for them whatever the machine groups later; the newest row counts.
issue_decisions = Table(
    "issue_decisions",
    metadata,
    id_column(),
    Column("kind", String(10), nullable=False),
    #: The issue that goes on.
    Column("issue_id", ForeignKey("issues.id"), nullable=False, index=True),
    #: The issue that went into it, or that was made of the documents taken out.
    Column("other_id", ForeignKey("issues.id"), nullable=False, index=True),
    Column("moved", JSON, nullable=False),
    Column("stayed", JSON, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    CheckConstraint("kind IN ('merge','split')", name="kind"),
    sqlite_autoincrement=True,
)

#: Texts about a category in a region in one hour; an hour without any has no row. An empty category is no count: the
#: hour is to be counted anew.
hourly_counts = Table(
    "hourly_counts",
    metadata,
    Column("region", String(13), primary_key=True),
    Column("category", String(20), primary_key=True),
    Column("hour", UtcDateTime, primary_key=True),
    #: Texts, those that one source brings twice counted once.
    Column("count", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
    Index(None, "hour"),
)

#: Events: so many more texts than usual. What was counted when the alarm was raised stays as it was.
bursts = Table(
    "bursts",
    metadata,
    id_column(),
    Column("region", String(13), nullable=False, index=True),
    Column("category", String(20), nullable=False),
    #: First hour of the rise, hour in which the alarm was raised, first calm hour after it (empty while it lasts).
    Column("started_at", UtcDateTime, nullable=False),
    Column("raised_at", UtcDateTime, nullable=False, index=True),
    Column("ended_at", UtcDateTime),
    Column("count", Integer, nullable=False),
    Column("usual", Float, nullable=False),
    #: How many hours the count spans.
    Column("hours", Integer, nullable=False),
    Column("noticed_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)
