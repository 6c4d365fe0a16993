"""Analyses: the answer as it was given, and its spread over the tables that filters use."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update

from core.clock import now
from core.db.tables import analyses, document_categories, document_regions, documents
from core.schemas.analysis import Analysis


def add(connection: Connection, document_id: int, revision: int, analysis: Analysis) -> None:
    """Store the analysis of this revision and make it the document's newest."""
    connection.execute(
        insert(analyses).values(
            document_id=document_id,
            revision=revision,
            pipeline=analysis.pipeline,
            priority=analysis.priority,
            answer=analysis.model_dump(mode="json"),
            created_at=now(),
        )
    )
    connection.execute(
        update(documents)
        .where(documents.c.id == document_id)
        .values(analysed_revision=revision, analysis_error="", language=analysis.language.code)
    )
    _spread(connection, document_id, analysis)


def fail(connection: Connection, document_id: int, revision: int, message: str) -> None:
    """Record that this revision cannot be analysed, so that it is not tried for ever."""
    values = {"analysed_revision": revision, "analysis_error": message[:500]}
    connection.execute(update(documents).where(documents.c.id == document_id).values(values))


def latest(connection: Connection, document_id: int) -> Analysis | None:
    """Return the newest analysis of the document."""
    query = select(analyses.c.answer).where(analyses.c.document_id == document_id)
    answer = connection.execute(query.order_by(analyses.c.id.desc()).limit(1)).scalar()
    return None if answer is None else Analysis.model_validate(answer)


def newest_pipeline(connection: Connection) -> str:
    """Return the version of the pipeline that judged last, empty before the first analysis."""
    return connection.execute(select(analyses.c.pipeline).order_by(analyses.c.id.desc()).limit(1)).scalar() or ""


def _spread(connection: Connection, document_id: int, analysis: Analysis) -> None:
    for table in (document_categories, document_regions):
        connection.execute(delete(table).where(table.c.document_id == document_id))
    rows = [
        {"category": category, "subcategory": sub, "probability": one.probability, "decision": one.decision}
        for category, judgement in analysis.categories.items()
        for sub, one in {"": judgement, **judgement.subcategories}.items()
    ]
    if rows:
        connection.execute(insert(document_categories), [{"document_id": document_id, **row} for row in rows])
    places: dict[str, dict[str, object]] = {}
    for link in analysis.regions:
        places.setdefault(link.code, {"region": link.code, "role": link.role, "confidence": link.confidence})
    if places:
        connection.execute(insert(document_regions), [{"document_id": document_id, **row} for row in places.values()])
