"""Recording decisions: one person's for most signals, two for sensitive ones, a supervisor's where two disagree."""

from __future__ import annotations

from pydantic import field_validator
from sqlalchemy import Connection

from core.errors import BadInput, Conflict
from core.permissions import require
from core.review.leases import guard
from core.review.record import record
from core.schemas.document import Frozen
from core.schemas.incoming import clean
from core.schemas.signal import DECIDED, VERDICT_REASONS, Signal, State, Verdict, VerdictDecision
from core.schemas.user import Actor
from core.store import decisions, signals

#: Longest comment, in characters.
MAX_COMMENT = 2000


class Decision(Frozen):
    """What the person says."""

    decision: VerdictDecision
    reason: str
    comment: str = ""
    evidence_seen: bool = False

    @field_validator("comment")
    @classmethod
    def _plain(cls, value: str) -> str:
        return clean(value).strip()


class Outcome(Frozen):
    """What the verdict led to."""

    verdict_id: int
    signal_id: int
    state: State
    needs_supervisor: bool


def decide(connection: Connection, actor: Actor, signal_id: int, token: int, said: Decision) -> Outcome:
    """Record the decision and move the signal on; the hold ends.

    Raises: StaleLease; BadInput for an unknown reason; Conflict when the signal is decided already.
    """
    require(actor, "signal.decide")
    _check(said)
    signal = guard(connection, actor, signal_id, token)
    if signal.state in DECIDED:
        raise Conflict(f"Signal {signal_id} is decided already ({signal.state}). Reopen it first.")
    before = [v for v in decisions.verdicts_of(connection, signal_id) if v.round == signal.round]
    state, needs_supervisor = _next_state(signal, before, said.decision)
    verdict_id = decisions.add_verdict(
        connection,
        {
            "signal_id": signal_id,
            "user_id": actor.id,
            "round": signal.round,
            "step": len(before) + 1,
            "pipeline": signal.pipeline,
            **said.model_dump(),
        },
    )
    signals.change(
        connection, signal_id, token, state=state, needs_supervisor=needs_supervisor, holder_id=None, held_until=None
    )
    detail = {**said.model_dump(), "step": len(before) + 1, "state": state, "token": token}
    record(connection, actor, "signal.verdict", signal, detail)
    return Outcome(verdict_id=verdict_id, signal_id=signal_id, state=state, needs_supervisor=needs_supervisor)


def reopen(connection: Connection, actor: Actor, signal_id: int, token: int, reason: str) -> None:
    """Open a decided signal again for a new round.

    Raises: StaleLease; BadInput without a reason; Conflict when it is not decided.
    """
    require(actor, "signal.supervise")
    reason = clean(reason).strip()[:MAX_COMMENT]
    if not reason:
        raise BadInput("Say why the signal is reopened.")
    signal = guard(connection, actor, signal_id, token)
    if signal.state not in DECIDED:
        raise Conflict(f"Signal {signal_id} is not decided yet.")
    values = {"state": "reopened", "round": signal.round + 1, "needs_supervisor": False}
    signals.change(connection, signal_id, token, holder_id=None, held_until=None, **values)
    decisions.add_note(connection, signal_id, actor.id, "note", reason)
    record(connection, actor, "signal.reopen", signal, {"reason": reason, "from": signal.state})


def visible(actor: Actor, signal: Signal, given: list[Verdict]) -> list[Verdict]:
    """Return the verdicts that the person may see: not the first of a pair before giving the second."""
    if signal.state != "second_review" or signal.needs_supervisor:
        return given
    return [v for v in given if v.round < signal.round or v.user_id == actor.id]


def _next_state(signal: Signal, before: list[Verdict], decision: VerdictDecision) -> tuple[State, bool]:
    if not before:
        return ("second_review", False) if signal.sensitive else (decision, False)
    if len(before) == 1 and before[0].decision != decision:
        return "second_review", True
    return decision, False


def _check(said: Decision) -> None:
    if said.reason not in VERDICT_REASONS[said.decision]:
        allowed = ", ".join(VERDICT_REASONS[said.decision])
        raise BadInput(f"The reason '{said.reason}' does not go with {said.decision}. Allowed: {allowed}.")
    if len(said.comment) > MAX_COMMENT:
        raise BadInput(f"The comment is longer than {MAX_COMMENT} characters.")
    if said.reason == "other" and not said.comment.strip():
        raise BadInput("The reason 'other' needs a comment.")
