"""Machine work: runs of jobs, and named leases such as the scheduler's leadership."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Integer, String, Table, Text

from core.db.tables.metadata import id_column, metadata
from core.db.types import UtcDateTime

runs = Table(
    "runs",
    metadata,
    id_column(),
    Column("job", String(60), nullable=False, index=True),
    Column("target", String(80), nullable=False, server_default=""),
    Column("state", String(20), nullable=False),  # running, done, failed, interrupted, paused
    #: Where it runs, so that another host does not take it for dead.
    Column("host", String(80), nullable=False, server_default=""),
    Column("pid", Integer),
    Column("started_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("counts", JSON, nullable=False),
    Column("message", Text, nullable=False, server_default=""),
    sqlite_autoincrement=True,
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("owner", String(120), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)
