"""Sources: which are read, when that last worked, and what became of the addresses of the latest runs."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from fastapi import APIRouter
from fastapi.responses import Response
from sqlalchemy import Connection

from api.ui import labels
from api.ui.desk import At, Desk
from core.permissions import require
from core.store import ledger, runs, sources
from core.store.sources import SourceHealth

router = APIRouter()

#: Runs whose outcomes are counted.
_RUNS = 10


class Row(NamedTuple):
    """One source of the table."""

    source: SourceHealth
    place: str
    state: str
    troubled: bool
    outcomes: list[tuple[str, int]]


@router.get("/sumber")
def table(at: At) -> Response:
    """Show every source."""
    require(at.actor, "source.read")
    with at.running.database.read() as connection:
        counted = _outcomes(connection)
        rows = [_row(at, one, counted.get(one.id, Counter())) for one in sources.health(connection)]
    rows.sort(key=lambda row: (not row.source.enabled, not row.troubled, row.source.name.casefold()))
    return at.page("sources.html", "sources", rows=rows, runs=_RUNS)


def _row(at: Desk, source: SourceHealth, outcomes: Counter[str]) -> Row:
    _ = at.words
    troubled = source.enabled and bool(source.last_error)
    if troubled:
        state = _("reading fails")
    elif not source.enabled:
        state = _("off")
    elif source.last_success_at is None and source.kind not in ("import", "manual"):
        state = _("not read yet")
    else:
        state = _("works")
    named = [(labels.outcome(_, code), count) for code, count in outcomes.most_common(6)]
    return Row(source, labels.place(_, source.home_region or ""), state, troubled, named)


def _outcomes(connection: Connection) -> dict[str, Counter[str]]:
    reading = [run.id for run in runs.latest(connection) if run.job in ("crawl", "import")][:_RUNS]
    counted: dict[str, Counter[str]] = {}
    for run_id in reading:
        for source_id, outcomes in ledger.counts_by_source(connection, run_id).items():
            counted.setdefault(source_id, Counter()).update(outcomes)
    return counted
