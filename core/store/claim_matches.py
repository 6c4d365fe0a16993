"""Fact-checks found for documents: the only SQL on `claim_matches`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, exists, func, insert, or_, select, update

from core.clock import now
from core.db.tables import (
    analyses,
    claim_matches,
    document_categories,
    documents,
    fact_checks,
    issue_documents,
    issues,
    signals,
)
from core.schemas.claim import ClaimMatch, Relation

_GOOD = ("match", "related")


class Found(NamedTuple):
    """That a fact-check was found for a document, without the words; `row` gives those."""

    row: int
    document_id: int
    fact_check_id: int
    relation: Relation
    probability: float


class Mark(NamedTuple):
    """How far claims were looked through: the newest analysis and the newest signal at that time."""

    analysis: int
    signal: int


class Known(NamedTuple):
    """How a fact-check stands to a text or an issue, and in which state it was compared."""

    relation: Relation
    revision: int


def of_document(connection: Connection, document_id: int) -> list[ClaimMatch]:
    """Return what was found for the document: matches before related ones, the likelier first."""
    table = claim_matches
    query = select(table).where(table.c.document_id == document_id, table.c.relation.in_(_GOOD))
    rows = connection.execute(query.order_by(table.c.relation, table.c.probability.desc(), table.c.id)).mappings()
    return [_match(row) for row in rows]


def of_issue(connection: Connection, issue_id: int) -> list[Found]:
    """Return what was found for the documents of the issue, by row."""
    table = claim_matches
    query = (
        select(table.c.id, table.c.document_id, table.c.fact_check_id, table.c.relation, table.c.probability)
        .join(issue_documents, issue_documents.c.document_id == table.c.document_id)
        .where(issue_documents.c.issue_id == issue_id, table.c.relation.in_(_GOOD))
        .order_by(table.c.id)
    )
    return [Found(*row) for row in connection.execute(query)]


def get(connection: Connection, row: int) -> tuple[ClaimMatch, bool]:
    """Return one of those found, and whether its document was changed since."""
    table = claim_matches
    query = select(table, documents.c.revision).join(documents, documents.c.id == table.c.document_id)
    one = connection.execute(query.where(table.c.id == row)).mappings().one()
    return _match(one), one["document_revision"] != one["revision"]


def known_to_others(
    connection: Connection, issue_id: int, document_id: int, fact_check_ids: Sequence[int]
) -> dict[int, Known]:
    """Return how these fact-checks stand for the issue's other documents: the closest relation, the newest state."""
    table = claim_matches
    query = (
        select(table.c.fact_check_id, table.c.relation, func.max(table.c.fact_check_revision))
        .join(issue_documents, issue_documents.c.document_id == table.c.document_id)
        .where(issue_documents.c.issue_id == issue_id, table.c.document_id != document_id)
        .where(table.c.fact_check_id.in_(fact_check_ids), table.c.relation.in_(_GOOD))
        .group_by(table.c.fact_check_id, table.c.relation)
        .order_by(table.c.relation.desc())  # a match comes last, and stays
    )
    return {number: Known(relation, revision) for number, relation, revision in connection.execute(query)}


def answered_issues(connection: Connection, issue_ids: Sequence[int]) -> frozenset[int]:
    """Return those of the issues with a document that a fact-check matches."""
    table = claim_matches
    query = (
        select(issue_documents.c.issue_id)
        .join(table, table.c.document_id == issue_documents.c.document_id)
        .where(issue_documents.c.issue_id.in_(issue_ids), table.c.relation == "match")
    )
    return frozenset(connection.execute(query.distinct()).scalars()) if issue_ids else frozenset()


def answered(connection: Connection, document_ids: Sequence[int]) -> frozenset[int]:
    """Return those of the documents that a fact-check matches."""
    table = claim_matches
    query = select(table.c.document_id).where(table.c.document_id.in_(document_ids), table.c.relation == "match")
    return frozenset(connection.execute(query).scalars()) if document_ids else frozenset()


def with_signal(connection: Connection, document_ids: Sequence[int]) -> frozenset[int]:
    """Return those of the documents that a signal of the category `klaim` was opened with."""
    opened = (signals.c.document_id.in_(document_ids), signals.c.category == "klaim")
    query = select(signals.c.document_id).where(*opened)
    return frozenset(connection.execute(query).scalars()) if document_ids else frozenset()


def replace(connection: Connection, document_id: int, revision: int, found: Sequence[ClaimMatch]) -> None:
    """Let these be what is known for the document.

    What is found no more stays with the relation `none` and the states that were compared: it can be seen that it once
    was, and it is looked at again when the fact-check changes, for one that was taken back may be published again.
    """
    table = claim_matches
    known = set(connection.execute(select(table.c.fact_check_id).where(table.c.document_id == document_id)).scalars())
    moment = now()
    for one in found:
        values = {**one.model_dump(mode="json"), "document_revision": revision, "matched_at": moment}
        if one.fact_check_id in known:
            same = (table.c.document_id == document_id, table.c.fact_check_id == one.fact_check_id)
            connection.execute(update(table).where(*same).values(values))
        else:
            connection.execute(insert(table).values(document_id=document_id, **values))
    gone = known - {one.fact_check_id for one in found}
    if gone:
        lost = (table.c.document_id == document_id, table.c.fact_check_id.in_(gone))
        state = select(fact_checks.c.revision).where(fact_checks.c.id == table.c.fact_check_id).scalar_subquery()
        compared = {"document_revision": revision, "fact_check_revision": state, "matched_at": moment}
        connection.execute(update(table).where(*lost).values(relation="none", probability=0.0, **compared))


def outdated(connection: Connection) -> list[int]:
    """Return documents with a fact-check, found now or before, that has another revision by now, ascending."""
    table = claim_matches
    query = (
        select(table.c.document_id)
        .join(fact_checks, fact_checks.c.id == table.c.fact_check_id)
        .where(table.c.fact_check_revision != fact_checks.c.revision)
        .distinct()
        .order_by(table.c.document_id)
    )
    return [int(number) for number in connection.execute(query).scalars()]


def claimed(connection: Connection, since: datetime) -> list[int]:
    """Return documents that may hold the claim of a signal, taken in at `since` or later, ascending."""
    query = select(documents.c.id).where(documents.c.ingested_at >= since, _may_claim())
    return list(connection.execute(query.order_by(documents.c.id)).scalars())


def mark(connection: Connection) -> Mark:
    """Return up to which analysis and which signal there are claims now. Both grow in the order of their commits."""
    newest = [connection.execute(select(func.max(table.c.id))).scalar() or 0 for table in (analyses, signals)]
    return Mark(*newest)


def claimed_since(connection: Connection, since: Mark) -> list[int]:
    """Return documents that may hold the claim of a signal and came to it since the mark, ascending."""
    judged = select(analyses.c.document_id).where(analyses.c.id > since.analysis)
    opened = select(signals.c.document_id).where(signals.c.id > since.signal, signals.c.category == "klaim")
    query = select(documents.c.id).where(documents.c.id.in_(judged.union(opened)), _may_claim())
    return list(connection.execute(query.order_by(documents.c.id)).scalars())


def _may_claim() -> ColumnElement[bool]:
    """Restrict to documents that opened a claim signal, and those with a claim in an issue that has one."""
    number, judged = documents.c.id, document_categories.c
    opened = exists().where(signals.c.document_id == number, signals.c.category == "klaim")
    seen = exists().where(
        judged.document_id == number, judged.category == "klaim", judged.subcategory == "", judged.decision != "no"
    )
    of_claims = (
        select(func.coalesce(issues.c.merged_into, issues.c.id))
        .join(signals, signals.c.issue_id == issues.c.id)
        .where(signals.c.category == "klaim")
    )
    told = exists().where(issue_documents.c.document_id == number, issue_documents.c.issue_id.in_(of_claims))
    return or_(opened, and_(seen, told))


def _match(row: Any) -> ClaimMatch:
    return ClaimMatch(**{name: row[name] for name in ClaimMatch.model_fields})
