"""Fact-checks found for documents: the only SQL on `claim_matches`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from core.clock import now
from core.db.tables import claim_matches, documents, fact_checks, signals
from core.schemas.claim import ClaimMatch

_GOOD = ("match", "related")


def of_document(connection: Connection, document_id: int) -> list[ClaimMatch]:
    """Return what was found for the document: matches before related ones, the likelier first."""
    table = claim_matches
    query = select(table).where(table.c.document_id == document_id, table.c.relation.in_(_GOOD))
    rows = connection.execute(query.order_by(table.c.relation, table.c.probability.desc(), table.c.id)).mappings()
    return [_match(row) for row in rows]


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


def claimed(connection: Connection, since: datetime, after: int, limit: int) -> list[int]:
    """Return documents with a signal of the category `klaim`, taken in at `since` or later, ids above `after`."""
    query = (
        select(documents.c.id)
        .join(signals, signals.c.document_id == documents.c.id)
        .where(signals.c.category == "klaim", documents.c.ingested_at >= since, documents.c.id > after)
        .distinct()
        .order_by(documents.c.id)
        .limit(limit)
    )
    return [int(number) for number in connection.execute(query).scalars()]


def _match(row: Any) -> ClaimMatch:
    return ClaimMatch(**{name: row[name] for name in ClaimMatch.model_fields})
