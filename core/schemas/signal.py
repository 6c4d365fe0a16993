"""What the review queue shows: signals, leases, verdicts, notes, assignments and reports."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from core.schemas.document import Frozen

Category = Literal["politik", "sara", "klaim"]
State = Literal["open", "in_review", "second_review", "confirmed", "dismissed", "unverifiable", "reopened"]
VerdictDecision = Literal["confirmed", "dismissed", "unverifiable"]

#: States in which a person's decision is still to come.
WAITING: tuple[State, ...] = ("open", "in_review", "second_review", "reopened")
DECIDED: tuple[State, ...] = ("confirmed", "dismissed", "unverifiable")

#: Reasons that a verdict can give, in the order in which the interface offers them.
VERDICT_REASONS: dict[VerdictDecision, tuple[str, ...]] = {
    "confirmed": ("relevant_event", "false_claim_checked", "hostility_confirmed", "needs_follow_up", "other"),
    "dismissed": ("not_relevant", "wrong_category", "wrong_region", "criticism_or_opinion", "already_handled", "other"),
    "unverifiable": ("no_source", "conflicting_sources", "needs_field_check", "other"),
}


class Signal(Frozen):
    """One reason for a person to look: issue × category × region, with its document."""

    id: int
    issue_id: int
    document_id: int
    category: Category
    region: str  #: empty when the text names no place
    owner: str  #: region of the office it belongs to; empty for the centre
    ambiguous: bool
    state: State
    priority: int
    sensitive: bool
    origin: Literal["policy", "manual"]
    reasons: list[dict[str, Any]]
    pipeline: str
    opened_at: datetime
    opened_by: int | None
    changed_at: datetime
    token: int
    holder_id: int | None
    holder_name: str | None
    held_until: datetime | None
    round: int
    needs_supervisor: bool
    title: str
    excerpt: str
    url: str | None
    published_at: datetime | None
    source_id: str
    source_name: str
    fictional: bool
    copies: int

    def held_at(self, moment: datetime) -> bool:
        """Tell whether somebody holds the signal at this moment."""
        return self.holder_id is not None and self.held_until is not None and self.held_until > moment


class Lease(Frozen):
    """A person's temporary hold; every write carries the token."""

    signal_id: int
    token: int
    holder: str
    held_until: datetime


class Verdict(Frozen):
    """A person's decision; never changed."""

    id: int
    signal_id: int
    user_id: int
    user_name: str
    round: int
    step: int
    decision: VerdictDecision
    reason: str
    comment: str
    evidence_seen: bool
    pipeline: str
    at: datetime


class Note(Frozen):
    """A remark on a signal, a follow-up, or what Suar itself noticed."""

    id: int
    signal_id: int
    user_name: str | None
    kind: Literal["note", "follow_up", "system"]
    text: str
    at: datetime


class Assignment(Frozen):
    """A *disposisi*: who asks whom to do what by when."""

    id: int
    signal_id: int
    by_name: str
    to_name: str
    task: str
    due_on: date | None
    at: datetime


class Report(Frozen):
    """What leaves to the reporting chain: a period, a version, frozen items."""

    id: int
    office_name: str
    region: str
    period_from: datetime
    period_to: datetime
    version: int
    created_by: str
    created_at: datetime
    sent_at: datetime | None
    received_at: datetime | None
    items: list[dict[str, Any]]
