"""Issues: documents about the same story. Until grouping is built each document opens its own."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from core.clock import now
from core.db.tables import issue_documents, issues


def ensure_for(connection: Connection, document_id: int, title: str) -> int:
    """Return the issue of the document, opened now if it has none."""
    found = connection.execute(
        select(issue_documents.c.issue_id).where(issue_documents.c.document_id == document_id)
    ).scalar()
    if found is not None:
        return int(found)
    moment = now()
    opened = insert(issues).values(title=title, created_at=moment).returning(issues.c.id)
    issue_id = int(connection.execute(opened).scalar_one())
    connection.execute(insert(issue_documents).values(issue_id=issue_id, document_id=document_id, added_at=moment))
    return issue_id
