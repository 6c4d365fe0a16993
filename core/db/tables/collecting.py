"""What collecting for months needs beside the frontier: evidence, events, resting hosts, polls, guids, push tokens."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Float, ForeignKey, Index, Integer, String, Table, Text

from core.db.tables.metadata import id_column, metadata
from core.db.types import UtcDateTime

#: Append-only: where the bytes of a stored page lie in the archive, and what they must hash to.
captures = Table(
    "captures",
    metadata,
    id_column(),
    Column("document_id", ForeignKey("documents.id"), index=True),
    Column("fact_check_id", ForeignKey("fact_checks.id"), index=True),
    #: The state of the document or fact-check that was made from these bytes.
    Column("revision", Integer, nullable=False),
    Column("url", Text, nullable=False),
    Column("fetched_at", UtcDateTime, nullable=False),
    #: Name of the file in the archive folder, and place of the record in it.
    Column("file", String(120), nullable=False, index=True),
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("payload_sha256", String(64), nullable=False),
    sqlite_autoincrement=True,
)

#: What the machine noticed about a source or page and a person should look at. At most one open row for each
#: kind, source and address; seen again, it counts up.
events = Table(
    "events",
    metadata,
    id_column(),
    Column("kind", String(40), nullable=False),
    #: Empty: it is about all sources together.
    Column("source_id", ForeignKey("sources.id"), index=True),
    Column("url", Text, nullable=False, server_default=""),
    Column("document_id", ForeignKey("documents.id")),
    Column("run_id", ForeignKey("runs.id")),
    Column("detail", Text, nullable=False, server_default=""),
    Column("first_at", UtcDateTime, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
    Column("times", Integer, nullable=False, server_default="1"),
    Column("resolved_at", UtcDateTime),
    Column("resolved_by", ForeignKey("users.id")),
    Column("note", Text, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)
Index(
    "uq_events_open",
    events.c.kind,
    events.c.source_id,
    events.c.url,
    unique=True,
    sqlite_where=events.c.resolved_at.is_(None),
    postgresql_where=events.c.resolved_at.is_(None),
)

#: How a host answers, over runs: it may rest, and has a budget a day.
host_states = Table(
    "host_states",
    metadata,
    Column("host", String(255), primary_key=True),
    Column("rest_until", UtcDateTime),
    Column("rest_reason", String(60), nullable=False, server_default=""),
    #: Failures in a row, soft ones (timeouts, 429, 5xx) counting less than hard ones.
    Column("failures", Float, nullable=False, server_default="0"),
    #: The day in UTC that `requests` counts.
    Column("day", Date),
    Column("requests", Integer, nullable=False, server_default="0"),
    Column("updated_at", UtcDateTime, nullable=False),
)

#: When a discovery page is asked for again, by how much new it brings.
polls = Table(
    "polls",
    metadata,
    Column("url", Text, primary_key=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False, index=True),
    Column("interval", Integer, nullable=False),  # seconds
    Column("next_at", UtcDateTime, nullable=False),
    #: New entries an hour, smoothed over polls.
    Column("rate", Float, nullable=False, server_default="0"),
    #: Polls in a row that brought nothing new.
    Column("quiet", Integer, nullable=False, server_default="0"),
    Column("polled_at", UtcDateTime, nullable=False),
)

#: Which entry of a feed stood for which address, to notice a guid used again for another story.
feed_guids = Table(
    "feed_guids",
    metadata,
    Column("source_id", ForeignKey("sources.id"), primary_key=True),
    Column("guid_hash", String(64), primary_key=True),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False, server_default=""),
    Column("seen_at", UtcDateTime, nullable=False),
)

#: Where a source that names only its home page was found to list its articles, by looking for it.
ways = Table(
    "ways",
    metadata,
    Column("source_id", ForeignKey("sources.id"), primary_key=True),
    Column("url", Text, primary_key=True),
    #: `feed`, `sitemap` or `section`.
    Column("kind", String(20), nullable=False),
    #: What a link of a section must match.
    Column("pattern", Text, nullable=False, server_default=""),
    #: How it was found, in words.
    Column("how", String(120), nullable=False),
    Column("found_at", UtcDateTime, nullable=False),
)

#: Keys of partner systems and tiplines that push texts in; only the hash of a key is kept.
tokens = Table(
    "tokens",
    metadata,
    id_column(),
    Column("name", String(120), nullable=False),
    #: The source that everything pushed with this key belongs to.
    Column("source_id", ForeignKey("sources.id"), nullable=False),
    Column("token_sha256", String(64), nullable=False, unique=True),
    Column("prefix", String(12), nullable=False),
    Column("created_by", ForeignKey("users.id")),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    Column("last_used_at", UtcDateTime),
    sqlite_autoincrement=True,
)
