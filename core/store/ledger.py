"""The ledger of outcomes: every fetched URL and every imported line ends in exactly one row of its run."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, func, insert, select

from core.clock import now
from core.db.tables import ledger
from core.schemas.document import Frozen

#: `part` is a further page of an article; posts and fact-checks come out of pages that were fetched.
EntryKind = Literal["article", "discovery", "part", "post", "factcheck", "line"]

#: `read` is for discovery pages and further pages of an article only. All others end in one of the first four,
#: or in `rejected` (we refuse it) or `failed` (it could not be had), which always carry a reason.
LedgerOutcome = Literal["stored", "duplicate", "revision", "unchanged", "read", "rejected", "failed"]

MAX_DETAIL = 500


class Entry(Frozen):
    """One URL or line and what became of it."""

    source_id: str
    url: str
    kind: EntryKind
    outcome: LedgerOutcome
    reason: str = ""
    detail: str = ""
    document_id: int | None = None

    @property
    def label(self) -> str:
        """The outcome as it is counted and shown: `stored`, `rejected:no_text`."""
        return f"{self.outcome}:{self.reason}" if self.reason else self.outcome


class LedgerRow(Entry):
    """An entry as it stands in the ledger."""

    id: int
    run_id: int
    at: datetime


def record(connection: Connection, run_id: int, entries: list[Entry]) -> None:
    """Append the entries to the run."""
    moment = now()
    rows = [
        entry.model_dump() | {"detail": entry.detail[:MAX_DETAIL], "run_id": run_id, "at": moment} for entry in entries
    ]
    if rows:
        connection.execute(insert(ledger), rows)


def counts(connection: Connection, run_id: int, kind: EntryKind | None = None) -> dict[str, int]:
    """Return how many entries of the run ended in each outcome, e.g. `{"stored": 3, "rejected:no_text": 1}`."""
    query = select(ledger.c.outcome, ledger.c.reason, func.count()).where(ledger.c.run_id == run_id)
    if kind is not None:
        query = query.where(ledger.c.kind == kind)
    rows = connection.execute(query.group_by(ledger.c.outcome, ledger.c.reason))
    return {f"{outcome}:{reason}" if reason else outcome: count for outcome, reason, count in rows}


def counts_by_source(connection: Connection, run_id: int) -> dict[str, dict[str, int]]:
    """Return the counts of the run for each source."""
    columns = (ledger.c.source_id, ledger.c.outcome, ledger.c.reason)
    rows = connection.execute(select(*columns, func.count()).where(ledger.c.run_id == run_id).group_by(*columns))
    answer: dict[str, Counter[str]] = {}
    for source_id, outcome, reason, count in rows:
        answer.setdefault(source_id, Counter())[f"{outcome}:{reason}" if reason else outcome] += count
    return {source_id: dict(counted) for source_id, counted in answer.items()}


def entries(
    connection: Connection,
    run_id: int | None = None,
    source_id: str | None = None,
    document_id: int | None = None,
    limit: int = 200,
) -> list[LedgerRow]:
    """Return rows of the ledger, newest first, of one run, one source or one document."""
    query = select(ledger).order_by(ledger.c.id.desc()).limit(limit)
    for column, value in ((ledger.c.run_id, run_id), (ledger.c.source_id, source_id)):
        query = query.where(column == value) if value is not None else query
    if document_id is not None:
        query = query.where(ledger.c.document_id == document_id)
    return [LedgerRow(**row) for row in connection.execute(query).mappings()]
