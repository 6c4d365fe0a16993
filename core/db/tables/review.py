"""Issues, signals and what people decided on them. Verdicts, notes and assignments are only ever added."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    true,
)

from core.db.tables.metadata import RowId, id_column, metadata
from core.db.types import UtcDateTime

issues = Table(
    "issues",
    metadata,
    id_column(),
    Column("title", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    #: Sentences that say what it is about, out of its documents: a list of {document, text}.
    Column("sentences", JSON),
    #: Title and sentences are to be chosen anew: documents came or left.
    Column("stale", Boolean, nullable=False, server_default=true()),
    #: When its newest document came; only the newest issues are looked at.
    Column("changed_at", UtcDateTime, index=True),
    #: The fencing token: grows with every merge and split, so that one based on an older state is refused.
    Column("version", Integer, nullable=False, server_default="0"),
    #: The issue that people put it into; SQLite cannot add a reference to a table that has rows.
    Column("merged_into", RowId, index=True),
    sqlite_autoincrement=True,
)
issue_documents = Table(
    "issue_documents",
    metadata,
    Column("issue_id", ForeignKey("issues.id"), primary_key=True),
    Column("document_id", ForeignKey("documents.id"), primary_key=True, unique=True),
    Column("added_at", UtcDateTime, nullable=False),
)

signals = Table(
    "signals",
    metadata,
    id_column(),
    Column("issue_id", ForeignKey("issues.id"), nullable=False),
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("category", String(20), nullable=False),
    #: Where it is; empty when the text names no place.
    Column("region", String(13), nullable=False),
    #: Whose it is: the region, the lowest common parent of candidates, or empty for the centre.
    Column("owner", String(13), nullable=False, index=True),
    Column("ambiguous", Boolean, nullable=False),
    Column("state", String(20), nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("sensitive", Boolean, nullable=False),
    Column("origin", String(10), nullable=False),
    #: Why it is here: a list of {code, values} that the interface turns into sentences.
    Column("reasons", JSON, nullable=False),
    Column("pipeline", String(200), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("opened_by", ForeignKey("users.id")),
    Column("changed_at", UtcDateTime, nullable=False),
    #: The fencing token: grows with every take, so that a write by a former holder is refused.
    Column("token", Integer, nullable=False, server_default="0"),
    Column("holder_id", ForeignKey("users.id")),
    Column("held_until", UtcDateTime),
    Column("round", SmallInteger, nullable=False, server_default="1"),
    Column("needs_supervisor", Boolean, nullable=False, server_default="0"),
    UniqueConstraint("issue_id", "category", "region"),
    CheckConstraint(
        "state IN ('open','in_review','second_review','confirmed','dismissed','unverifiable','reopened')", name="state"
    ),
    CheckConstraint("category IN ('politik','sara','klaim')", name="category"),
    sqlite_autoincrement=True,
)
Index("ix_signals_queue", signals.c.state, signals.c.priority, signals.c.opened_at)

verdicts = Table(
    "verdicts",
    metadata,
    id_column(),
    Column("signal_id", ForeignKey("signals.id"), nullable=False, index=True),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    #: Which review round of the signal, and the person's place in it (1 first, 2 second, 3 supervisor).
    Column("round", SmallInteger, nullable=False),
    Column("step", SmallInteger, nullable=False),
    Column("decision", String(20), nullable=False),
    Column("reason", String(40), nullable=False),
    Column("comment", Text, nullable=False, server_default=""),
    Column("evidence_seen", Boolean, nullable=False),
    Column("pipeline", String(200), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("signal_id", "round", "step"),
    UniqueConstraint("signal_id", "round", "user_id"),
    CheckConstraint("decision IN ('confirmed','dismissed','unverifiable')", name="decision"),
    sqlite_autoincrement=True,
)

notes = Table(
    "notes",
    metadata,
    id_column(),
    Column("signal_id", ForeignKey("signals.id"), nullable=False, index=True),
    Column("user_id", ForeignKey("users.id")),
    Column("kind", String(20), nullable=False),  # note, follow_up, system
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

#: A *disposisi*: who asks whom to do what by when.
assignments = Table(
    "assignments",
    metadata,
    id_column(),
    Column("signal_id", ForeignKey("signals.id"), nullable=False, index=True),
    Column("by_user_id", ForeignKey("users.id"), nullable=False),
    Column("to_user_id", ForeignKey("users.id"), nullable=False),
    Column("task", Text, nullable=False),
    Column("due_on", Date),
    Column("at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

reports = Table(
    "reports",
    metadata,
    id_column(),
    Column("office_id", ForeignKey("offices.id"), nullable=False),
    Column("region", String(13), nullable=False, index=True),
    Column("period_from", UtcDateTime, nullable=False),
    Column("period_to", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_by", ForeignKey("users.id"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("received_at", UtcDateTime),
    UniqueConstraint("office_id", "period_from", "period_to", "version"),
    sqlite_autoincrement=True,
)
report_items = Table(
    "report_items",
    metadata,
    Column("report_id", ForeignKey("reports.id"), primary_key=True),
    Column("signal_id", ForeignKey("signals.id"), primary_key=True),
    #: The item as it stood when the report was made; never changed afterwards.
    Column("frozen", JSON, nullable=False),
)
