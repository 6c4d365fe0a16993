"""What grouping reads of the documents of issues: the beginning of each, when, from where, about which regions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from core.db.tables import document_copies, document_regions, documents, issue_documents
from core.schemas.issue import Member
from core.store.came import came
from core.store.copies import FOLDED

#: Characters of a text that are read: the lead says what happened.
READ = 2000
_TOGETHER = 1000


def since(connection: Connection, moment: datetime, most: int) -> Iterator[Member]:
    """Yield the documents since the moment with their issues, the oldest first; of too many the newest."""
    newest = select(documents.c.id).where(came >= moment).order_by(came.desc(), documents.c.id.desc()).limit(most)
    ids = list(connection.execute(newest).scalars())[::-1]
    for at in range(0, len(ids), _TOGETHER):
        some = ids[at : at + _TOGETHER]
        found = {one.document_id: one for one in _members(connection, _query().where(documents.c.id.in_(some)))}
        yield from (found[number] for number in some if number in found)


def first(connection: Connection, issue_id: int, most: int) -> list[Member]:
    """Return the first documents of the issue by their time."""
    query = _query().where(issue_documents.c.issue_id == issue_id).order_by(came, documents.c.id).limit(most)
    return _members(connection, query)


def _query() -> Select[Any]:
    is_copy = and_(document_copies.c.document_id == documents.c.id, document_copies.c.kind.in_(FOLDED))
    return (
        select(
            documents.c.id.label("document_id"),
            issue_documents.c.issue_id,
            documents.c.title,
            func.substr(documents.c.text, 1, READ).label("text"),
            came.label("at"),
            documents.c.source_id,
            document_copies.c.original_id.label("copy_of"),
        )
        .join(issue_documents, issue_documents.c.document_id == documents.c.id)
        .outerjoin(document_copies, is_copy)
    )


def _members(connection: Connection, query: Select[Any]) -> list[Member]:
    rows = connection.execute(query).mappings().all()
    places = _focus(connection, [row["document_id"] for row in rows])
    return [Member(**row, regions=tuple(places.get(row["document_id"], ()))) for row in rows]


def _focus(connection: Connection, document_ids: Collection[int]) -> dict[int, list[str]]:
    query = select(document_regions.c.document_id, document_regions.c.region).where(
        document_regions.c.document_id.in_(document_ids), document_regions.c.role == "focus"
    )
    found: dict[int, list[str]] = defaultdict(list)
    for document_id, region in connection.execute(query.order_by(document_regions.c.region)):
        found[document_id].append(region)
    return found
