"""Verdicts as examples to train on: what they teach, who gave them, and what a reviewer said of that."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from core.schemas.document import Frozen, Kind
from core.schemas.signal import Category, VerdictDecision

#: What weighs less says nothing, and shares of numbers near 0 are lost in rounding.
LEAST_WEIGHT = 0.001

ReviewDecision = Literal["accepted", "rejected", "withdrawn"]


class Given(Frozen):
    """One verdict as it stands in the series of its author."""

    signal_id: int
    round: int
    user_id: int
    user_name: str
    category: Category
    decision: VerdictDecision
    reason: str
    comment: str
    source_id: str
    at: datetime


class Candidate(Frozen):
    """A decided signal whose verdict could teach the model."""

    signal_id: int
    round: int
    category: Category
    kind: Kind
    title: str
    text: str
    says: dict[str, bool]  #: outputs that the verdict settles
    decision: VerdictDecision
    reasons: tuple[str, ...]
    comments: tuple[str, ...]
    authors: tuple[int, ...]  #: whose verdicts agree with the outcome
    author_names: tuple[str, ...]
    others: tuple[int, ...]  #: who else decided in this round
    flags: tuple[str, ...] = ()


class TrainingReview(Frozen):
    """What a reviewer said of a candidate; never changed, a newer one counts instead."""

    id: int
    signal_id: int
    round: int
    decision: ReviewDecision
    weight: float
    flags: list[str]
    note: str
    user_id: int
    at: datetime
