"""When a document came: its own date, else when it was read. Counts, issues and alarms mean the same by it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, func

from core.db.tables import documents

came: ColumnElement[datetime] = func.coalesce(documents.c.published_at, documents.c.ingested_at)
