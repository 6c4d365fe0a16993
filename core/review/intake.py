"""Takes an analysis in: stores it, gives the document its issue, and opens the signals that the policy calls for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from core.clock import now
from core.regions.scope import EVERYTHING
from core.regions.tree import load_tree
from core.review.answers import renew
from core.review.policy import Opening, load_policy, openings
from core.review.record import record
from core.schemas.analysis import Analysis
from core.schemas.claim import ClaimMatch
from core.schemas.signal import DECIDED
from core.schemas.user import Actor
from core.store import analyses, copies, decisions, issues, signals

#: So many new documents since the verdict, copies left out, make people look at a decided signal again.
GROWN = 5


def take_in(
    connection: Connection,
    document_id: int,
    revision: int,
    title: str,
    analysis: Analysis,
    issue_id: int | None = None,
    found: Sequence[ClaimMatch] | None = None,
) -> list[int]:
    """Store the analysis and return the ids of the signals that it opened.

    A document without an issue joins that of the text it is a copy of, else the given one, else opens its own.
    `found`: the fact-checks that answer the document; None when nobody looked for any. Signals that are there already
    are told what changed: those that this analysis opens show it from the start.
    """
    analyses.add(connection, document_id, revision, analysis)
    told = copies.of_documents(connection, [document_id]).get(document_id)
    original = told.folded_into if told else None
    of_original = issues.of_document(connection, original) if original is not None else None
    issue_id = issues.ensure_for(connection, document_id, title, join=of_original or issue_id)
    if found is not None:
        renew(connection, document_id, revision, found)
    if revision > 1:
        issues.touch(connection, issue_id, [document_id])  # its title and sentences may be words that are gone
        _tell_of_revision(connection, issue_id, revision)
    opened = _open_all(connection, issue_id, document_id, analysis, is_copy=original is not None)
    return [signal_id for signal_id in opened if signal_id is not None]


def open_missing(connection: Connection, issue_id: int) -> None:
    """Open the signals that the issue's documents call for and that it does not have: after a split."""
    for document_id in issues.members(connection, issue_id):
        analysis = analyses.latest(connection, document_id)
        if analysis is not None:
            for one in openings(analysis, load_policy(), load_tree().lowest_common_parent):
                open_signal(connection, None, issue_id, document_id, one, analysis.pipeline)


def _open_all(
    connection: Connection, issue_id: int, document_id: int, analysis: Analysis, *, is_copy: bool
) -> list[int | None]:
    """Open the signals that the policy calls for; where there is one already, let the new document count for it."""
    opened: list[int | None] = []
    for one in openings(analysis, load_policy(), load_tree().lowest_common_parent):
        signal_id = open_signal(connection, None, issue_id, document_id, one, analysis.pipeline)
        opened.append(signal_id)
        if signal_id is None and not is_copy:
            _grow(connection, issue_id, document_id, one)
    return opened


def _grow(connection: Connection, issue_id: int, document_id: int, opening: Opening) -> None:
    """Make the signal as urgent as its newest document; one that was decided is looked at again when the story grew.

    More urgent than what was decided, or so many documents since: a verdict was given on what was known then.
    """
    for signal in signals.of_issue(connection, EVERYTHING, issue_id):
        if (signal.category, signal.region) != (opening.category, opening.region) or signal.document_id == document_id:
            continue
        urgent = opening.priority > signal.priority
        if urgent:
            signals.raise_priority(connection, signal.id, opening.priority)
        if signal.state not in DECIDED or signal.held_at(now()):
            continue
        since = issues.came_since(connection, issue_id, signal.changed_at)
        if urgent or since >= GROWN:
            signals.reopen(connection, signal)
            decisions.add_note(connection, signal.id, None, "system", f"grown:{since}")
            record(connection, None, "signal.reopen", signal, {"from": signal.state, "documents": since})


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
