"""Verdicts as examples to train on: accepted, refused, or withdrawn again. Rows are only ever added."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, Float, ForeignKey, SmallInteger, String, Table, Text

from core.db.tables.metadata import id_column, metadata
from core.db.types import UtcDateTime

#: The newest row of a signal and round counts.
training_reviews = Table(
    "training_reviews",
    metadata,
    id_column(),
    Column("signal_id", ForeignKey("signals.id"), nullable=False, index=True),
    #: The round of the signal whose verdicts were looked at.
    Column("round", SmallInteger, nullable=False),
    Column("decision", String(10), nullable=False),
    #: What the row counts beside a labelled one, 0 to 1; the caps of a training run come on top.
    Column("weight", Float, nullable=False),
    #: What looked odd about the series that the verdict stands in, when it was reviewed.
    Column("flags", JSON, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    CheckConstraint("decision IN ('accepted','rejected','withdrawn')", name="decision"),
    sqlite_autoincrement=True,
)
