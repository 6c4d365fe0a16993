"""Reads what Suar has made of the newsroom: documents, outcomes, categories, regions. Never writes."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import Connection, select

from core.db.tables import (
    document_categories,
    document_regions,
    documents,
    issue_documents,
    ledger,
    sightings,
    sources,
)

_WORDS = re.compile(r"\w+")


class FoundDocument(NamedTuple):
    """One document with its newest analysis; `judged` is false while it waits for one."""

    id: int
    text: str
    revision: int
    judged: bool
    categories: frozenset[str]
    unsure: frozenset[str]
    focus: frozenset[str]
    issue: int | None


class Found(NamedTuple):
    """Everything found, by the address of a page without scheme and port, or by the words of a post."""

    by_place: dict[str, FoundDocument]
    by_words: dict[str, FoundDocument]
    outcomes: dict[str, tuple[str, ...]]
    copies: dict[str, int]


def place(url: str) -> str:
    """Return host and path of a URL: the newsroom's port may differ from run to run."""
    parts = urlsplit(url)
    return f"{parts.hostname or ''}{parts.path.rstrip('/') or '/'}"


def words(text: str) -> str:
    """Return the words of a text in lower case, by which posts are recognised."""
    return " ".join(_WORDS.findall(text.casefold()))


def read_found(connection: Connection) -> Found:
    """Return what the database holds of the fictional sources. Raises: StorageError from the caller's transaction."""
    found = _documents(connection)
    return Found(
        by_place={place(url): document for url, document in found if url},
        by_words={words(document.text): document for url, document in found if not url},
        outcomes=_outcomes(connection),
        copies={place(row.url): row.document_id for row in connection.execute(select(sightings))},
    )


def _documents(connection: Connection) -> list[tuple[str | None, FoundDocument]]:
    decided: dict[tuple[int, str], set[str]] = {}
    for row in connection.execute(select(document_categories).where(document_categories.c.subcategory == "")):
        decided.setdefault((row.document_id, row.decision), set()).add(row.category)
    focus: dict[int, set[str]] = {}
    for row in connection.execute(select(document_regions).where(document_regions.c.role == "focus")):
        focus.setdefault(row.document_id, set()).add(row.region[:5])
    issues = {row.document_id: row.issue_id for row in connection.execute(select(issue_documents))}
    fictional = select(documents).join(sources).where(sources.c.fictional | (documents.c.kind == "post"))
    return [
        (
            row.url,
            FoundDocument(
                id=row.id,
                text=row.text,
                revision=row.revision,
                judged=row.analysed_revision > 0 and not row.analysis_error,
                categories=frozenset(decided.get((row.id, "yes"), ())),
                unsure=frozenset(decided.get((row.id, "unsure"), ())),
                focus=frozenset(focus.get(row.id, ())),
                issue=issues.get(row.id),
            ),
        )
        for row in connection.execute(fictional)
    ]


def _outcomes(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Every outcome of a URL in the order of time, as `outcome` or `outcome:reason`."""
    found: dict[str, list[str]] = {}
    query = select(ledger.c.url, ledger.c.outcome, ledger.c.reason).where(ledger.c.url != "").order_by(ledger.c.id)
    for url, outcome, reason in connection.execute(query):
        found.setdefault(place(url), []).append(f"{outcome}:{reason}" if reason else outcome)
    return {url: tuple(outcomes) for url, outcomes in found.items()}
