"""Documents with their revisions and copies, and what the analysis found in them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from core.db.tables.metadata import id_column, metadata
from core.db.types import UtcDateTime

documents = Table(
    "documents",
    metadata,
    id_column(),
    Column("kind", String(10), nullable=False),
    Column("source_id", ForeignKey("sources.id"), nullable=False, index=True),
    Column("origin", String(10), nullable=False),
    Column("url", Text, unique=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    #: SHA-256 of the normalised title and text: exact copies share it.
    Column("content_hash", String(64), nullable=False, index=True),
    Column("published_at", UtcDateTime),
    Column("published_raw", Text, nullable=False, server_default=""),
    Column("source_region", String(13)),
    Column("language", String(10), nullable=False, server_default=""),
    Column("ingested_at", UtcDateTime, nullable=False, index=True),
    Column("revision", Integer, nullable=False, server_default="1"),
    #: The revision that the newest analysis read; 0 = none yet.
    Column("analysed_revision", Integer, nullable=False, server_default="0"),
    Column("analysis_error", Text, nullable=False, server_default=""),
    #: How the date was read: the zone that was used, where it stood (`json-ld`, `feed` …), and how sure that is.
    Column("published_zone", String(10), nullable=False, server_default=""),
    Column("published_from", String(20), nullable=False, server_default=""),
    Column("published_confidence", Float),
    #: What read the page, with versions; empty where a person entered the text.
    Column("extractor", String(120), nullable=False, server_default=""),
    #: Which field of the page the title was taken from (`h1`, `og` …).
    Column("title_from", String(10), nullable=False, server_default=""),
    #: The page could not be parsed: the text is all that stands outside its tags.
    Column("partial", Boolean, nullable=False, server_default=false()),
    CheckConstraint("kind IN ('news','post')", name="kind"),
    CheckConstraint("origin IN ('crawl','import','manual')", name="origin"),
    sqlite_autoincrement=True,
)
Index("ix_documents_pending", documents.c.analysed_revision, documents.c.revision)

#: Older states of a document, kept for ever; `number` counts from 1.
revisions = Table(
    "revisions",
    metadata,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("extractor", String(120), nullable=False, server_default=""),
)

#: The same text seen at another address: a copy, counted and not stored twice.
sightings = Table(
    "sightings",
    metadata,
    id_column(),
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False),
    Column("url", Text, nullable=False),
    #: When it was published there; where nobody knows, when it was found there.
    Column("seen_at", UtcDateTime, nullable=False),
    UniqueConstraint("document_id", "url"),
    sqlite_autoincrement=True,
)

analyses = Table(
    "analyses",
    metadata,
    id_column(),
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("pipeline", String(200), nullable=False),
    Column("priority", SmallInteger, nullable=False),
    #: The whole answer, as core.schemas.analysis.Analysis.
    Column("answer", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

#: The newest analysis, spread out for filters and facets.
document_categories = Table(
    "document_categories",
    metadata,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("category", String(20), primary_key=True),
    Column("subcategory", String(20), primary_key=True),
    Column("probability", Float, nullable=False),
    Column("decision", String(10), nullable=False),
    Index(None, "category", "decision"),
)
document_regions = Table(
    "document_regions",
    metadata,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("region", String(13), primary_key=True),
    Column("role", String(10), nullable=False),
    Column("confidence", Float, nullable=False),
    Index(None, "region", "role"),
)
