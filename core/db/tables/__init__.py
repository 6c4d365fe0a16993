"""Every table, one module an aggregate group. The migrations must produce exactly this (tested)."""

from __future__ import annotations

from core.db.tables.audit import audit_log, idempotency_keys, outbox
from core.db.tables.claims import claim_matches
from core.db.tables.collecting import captures, events, feed_guids, host_states, polls, tokens, ways
from core.db.tables.content import analyses, document_categories, document_regions, documents, revisions, sightings
from core.db.tables.corrections import region_corrections
from core.db.tables.crawl import fetch_state, ledger, sources
from core.db.tables.factchecks import fact_check_revisions, fact_checks
from core.db.tables.groups import bursts, document_copies, hourly_counts, issue_decisions
from core.db.tables.health import source_days, source_health
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
from core.db.tables.training import training_reviews
from core.db.tables.work import leases, runs

__all__ = [
    "analyses",
    "assignments",
    "audit_log",
    "bursts",
    "captures",
    "claim_matches",
    "document_categories",
    "document_copies",
    "document_regions",
    "documents",
    "events",
    "fact_check_revisions",
    "fact_checks",
    "feed_guids",
    "fetch_state",
    "host_states",
    "hourly_counts",
    "idempotency_keys",
    "issue_decisions",
    "issue_documents",
    "issues",
    "leases",
    "ledger",
    "login_links",
    "metadata",
    "notes",
    "offices",
    "outbox",
    "polls",
    "region_corrections",
    "regions",
    "report_items",
    "reports",
    "revisions",
    "runs",
    "sessions",
    "sightings",
    "signals",
    "source_days",
    "source_health",
    "sources",
    "tokens",
    "training_reviews",
    "users",
    "verdicts",
    "ways",
]
