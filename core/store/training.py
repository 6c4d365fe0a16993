"""Verdicts that could teach, and the reviews of them. The only SQL on training reviews."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, func, insert, select

from core.clock import now
from core.db.tables import analyses, documents, revisions, signals, training_reviews, users, verdicts
from core.regions.scope import Scope, within
from core.schemas.analysis import Analysis
from core.schemas.document import Frozen, Kind
from core.schemas.signal import DECIDED, VerdictDecision
from core.schemas.training import Given, TrainingReview


class Decided(Frozen):
    """A signal that is decided, with its text as it is now."""

    signal_id: int
    round: int
    state: VerdictDecision
    document_id: int
    kind: Kind
    title: str
    text: str


class Earlier(Frozen):
    """A text that another one took the place of."""

    title: str
    text: str
    until: datetime


def decided(connection: Connection, scope: Scope) -> list[Decided]:
    """Return the decided signals within the scope, oldest first."""
    columns = (signals.c.id.label("signal_id"), signals.c.round, signals.c.state, signals.c.document_id)
    query = (
        select(*columns, documents.c.kind, documents.c.title, documents.c.text)
        .join(documents, documents.c.id == signals.c.document_id)
        .where(signals.c.state.in_(DECIDED), within(signals.c.owner, scope))
        .order_by(signals.c.id)
    )
    return [Decided(**row) for row in connection.execute(query).mappings()]


def earlier(connection: Connection, scope: Scope) -> dict[int, list[Earlier]]:
    """Return the older texts of the documents of decided signals within the scope, oldest first, by document."""
    own = select(signals.c.document_id).where(signals.c.state.in_(DECIDED), within(signals.c.owner, scope))
    columns = (revisions.c.document_id, revisions.c.title, revisions.c.text, revisions.c.seen_at)
    query = (
        select(*columns).where(revisions.c.document_id.in_(own)).order_by(revisions.c.document_id, revisions.c.number)
    )
    found: dict[int, list[Earlier]] = {}
    for row in connection.execute(query):
        found.setdefault(row.document_id, []).append(Earlier(title=row.title, text=row.text, until=row.seen_at))
    return found


def given(connection: Connection) -> list[Given]:
    """Return every verdict of every office, in order: a series is only odd beside those of others."""
    columns = (verdicts.c.signal_id, verdicts.c.round, verdicts.c.user_id, verdicts.c.decision, verdicts.c.reason)
    query = (
        select(
            *columns,
            verdicts.c.comment,
            verdicts.c.at,
            users.c.name.label("user_name"),
            signals.c.category,
            documents.c.source_id,
        )
        .join(users, users.c.id == verdicts.c.user_id)
        .join(signals, signals.c.id == verdicts.c.signal_id)
        .join(documents, documents.c.id == signals.c.document_id)
        .order_by(verdicts.c.id)
    )
    return [Given(**row) for row in connection.execute(query).mappings()]


def newest(connection: Connection) -> dict[tuple[int, int], TrainingReview]:
    """Return the newest review of each signal and round."""
    last = select(func.max(training_reviews.c.id)).group_by(training_reviews.c.signal_id, training_reviews.c.round)
    query = select(training_reviews).where(training_reviews.c.id.in_(last))
    found = [TrainingReview(**row) for row in connection.execute(query).mappings()]
    return {(review.signal_id, review.round): review for review in found}


def reviewed(connection: Connection, signal_id: int, round_: int) -> TrainingReview | None:
    """Return the newest review of one signal and round."""
    mine = and_(training_reviews.c.signal_id == signal_id, training_reviews.c.round == round_)
    query = select(training_reviews).where(mine).order_by(training_reviews.c.id.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    return None if row is None else TrainingReview(**row)


def add(connection: Connection, values: dict[str, Any]) -> int:
    """Add a review; return its id."""
    row = {"at": now(), **values}
    return int(connection.execute(insert(training_reviews).values(row).returning(training_reviews.c.id)).scalar_one())


class Undecided(Frozen):
    """A document that was analysed, and on which nobody has decided."""

    document_id: int
    kind: Kind
    title: str
    text: str
    analysis: Analysis


def undecided(connection: Connection, limit: int) -> list[Undecided]:
    """Return the newest analysed documents without a decided signal, each with its newest analysis."""
    last = select(func.max(analyses.c.id)).group_by(analyses.c.document_id)
    settled = select(signals.c.document_id).where(signals.c.state.in_(DECIDED))
    query = (
        select(documents.c.id, documents.c.kind, documents.c.title, documents.c.text, analyses.c.answer)
        .join(analyses, analyses.c.document_id == documents.c.id)
        .where(analyses.c.id.in_(last), documents.c.id.not_in(settled))
        .order_by(documents.c.id.desc())
        .limit(limit)
    )
    return [
        Undecided(document_id=i, kind=kind, title=title, text=text, analysis=Analysis.model_validate(answer))
        for i, kind, title, text, answer in connection.execute(query)
    ]
