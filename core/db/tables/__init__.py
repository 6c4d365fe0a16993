"""Every table, one module an aggregate group. The migrations must produce exactly this (tested)."""

from __future__ import annotations

from core.db.tables.audit import audit_log, idempotency_keys, outbox
from core.db.tables.content import analyses, document_categories, document_regions, documents, revisions, sightings
from core.db.tables.corrections import region_corrections
from core.db.tables.crawl import fetch_state, ledger, sources
from core.db.tables.metadata import metadata
from core.db.tables.people import login_links, offices, regions, sessions, users
from core.db.tables.review import (
    assignments,
    issue_documents,
    issues,
    notes,
    report_items,
    reports,
    signals,
    verdicts,
)
from core.db.tables.work import leases, runs

__all__ = [
    "analyses",
    "assignments",
    "audit_log",
    "document_categories",
    "document_regions",
    "documents",
    "fetch_state",
    "idempotency_keys",
    "issue_documents",
    "issues",
    "leases",
    "ledger",
    "login_links",
    "metadata",
    "notes",
    "offices",
    "outbox",
    "region_corrections",
    "regions",
    "report_items",
    "reports",
    "revisions",
    "runs",
    "sessions",
    "sightings",
    "signals",
    "sources",
    "users",
    "verdicts",
]
