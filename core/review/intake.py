"""Takes an analysis in: stores it, gives the document its issue, and opens the signals that the policy calls for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from core.regions.scope import EVERYTHING
from core.regions.tree import load_tree
from core.review.policy import Opening, load_policy, openings
from core.review.record import record
from core.schemas.analysis import Analysis
from core.schemas.signal import DECIDED
from core.schemas.user import Actor
from core.store import analyses, decisions, issues, signals


def take_in(connection: Connection, document_id: int, revision: int, title: str, analysis: Analysis) -> list[int]:
    """Store the analysis and return the ids of the signals that it opened."""
    analyses.add(connection, document_id, revision, analysis)
    issue_id = issues.ensure_for(connection, document_id, title)
    if revision > 1:
        _tell_of_revision(connection, issue_id, revision)
    wanted = openings(analysis, load_policy(), load_tree().lowest_common_parent)
    opened = (open_signal(connection, None, issue_id, document_id, one, analysis.pipeline) for one in wanted)
    return [signal_id for signal_id in opened if signal_id is not None]


def open_signal(
    connection: Connection, actor: Actor | None, issue_id: int, document_id: int, opening: Opening, pipeline: str
) -> int | None:
    """Open the signal unless the issue has one of this category and region; return its id."""
    values: dict[str, Any] = {
        "issue_id": issue_id,
        "document_id": document_id,
        "origin": "manual" if actor else "policy",
        "opened_by": actor.id if actor else None,
        "pipeline": pipeline,
        **opening.model_dump(),
    }
    signal_id = signals.add(connection, values)
    if signal_id is not None:
        signal = signals.get(connection, EVERYTHING, signal_id)
        detail = {"category": opening.category, "region": opening.region, "priority": opening.priority}
        record(connection, actor, "signal.open", signal, {**detail, "document": document_id})
    return signal_id


def _tell_of_revision(connection: Connection, issue_id: int, revision: int) -> None:
    for signal in signals.of_issue(connection, EVERYTHING, issue_id):
        if signal.state not in DECIDED:
            decisions.add_note(connection, signal.id, None, "system", f"revision:{revision}")
