"""What people say a document's regions are, beside the machine's answer. Rows are only ever added."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table, Text

from core.db.tables.metadata import id_column, metadata
from core.db.types import UtcDateTime

region_corrections = Table(
    "region_corrections",
    metadata,
    id_column(),
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    #: The state of the document that the person read.
    Column("revision", Integer, nullable=False),
    Column("pipeline", String(200), nullable=False),
    #: The codes in focus as the machine answered: a list of {code, words}.
    Column("machine", JSON, nullable=False),
    #: The codes that the person puts in their place; an empty list says that the document is about no region.
    Column("corrected", JSON, nullable=False),
    #: The words that prove it, as they stand in the document; may be empty.
    Column("phrase", String(120), nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)
