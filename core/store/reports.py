"""Reports: a period, a version and the items as they stood, and the confirmed signals a report is made of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select

from core.clock import iso, now
from core.db.tables import documents, offices, report_items, reports, signals, sources, users, verdicts
from core.errors import NotFound
from core.regions.scope import Scope, within
from core.schemas.signal import Report

#: Characters of the text that a report carries: a post has no title, and a report must say what it is about.
EXCERPT = 280


def confirmed(connection: Connection, scope: Scope, since: datetime, until: datetime) -> list[dict[str, Any]]:
    """Return the signals within the scope whose deciding verdict fell in the period, as plain items."""
    deciding = (
        select(verdicts.c.signal_id, func.max(verdicts.c.id).label("verdict_id")).group_by(verdicts.c.signal_id)
    ).subquery()
    query = (
        select(
            signals.c.id,
            signals.c.category,
            signals.c.region,
            signals.c.owner,
            signals.c.origin,
            signals.c.priority,
            signals.c.opened_at,
            signals.c.pipeline,
            documents.c.title,
            func.substr(documents.c.text, 1, EXCERPT).label("excerpt"),
            documents.c.url,
            documents.c.published_at,
            sources.c.name.label("source"),
            sources.c.fictional,
            verdicts.c.decision,
            verdicts.c.reason,
            verdicts.c.comment,
            verdicts.c.step.label("reviewers"),
            verdicts.c.at.label("decided_at"),
        )
        .join(documents, documents.c.id == signals.c.document_id)
        .join(sources, sources.c.id == documents.c.source_id)
        .join(deciding, deciding.c.signal_id == signals.c.id)
        .join(verdicts, verdicts.c.id == deciding.c.verdict_id)
        .where(
            within(signals.c.owner, scope),
            signals.c.state == "confirmed",
            verdicts.c.at >= since,
            verdicts.c.at < until,
        )
        .order_by(signals.c.id)
    )
    return [_plain(dict(row)) for row in connection.execute(query).mappings()]


def add(
    connection: Connection,
    office_id: int,
    region: str,
    period: tuple[datetime, datetime],
    user_id: int,
    items: list[dict[str, Any]],
) -> int:
    """Store a report of the period as its next version, with its items frozen; return its id."""
    since, until = period
    same = (reports.c.office_id == office_id, reports.c.period_from == since, reports.c.period_to == until)
    version = int(connection.execute(select(func.coalesce(func.max(reports.c.version), 0)).where(*same)).scalar_one())
    values = {
        "office_id": office_id,
        "region": region,
        "period_from": since,
        "period_to": until,
        "version": version + 1,
        "created_by": user_id,
        "created_at": now(),
    }
    report_id = int(connection.execute(insert(reports).values(values).returning(reports.c.id)).scalar_one())
    if items:
        rows = [{"report_id": report_id, "signal_id": item["id"], "frozen": item} for item in items]
        connection.execute(insert(report_items), rows)
    return report_id


def get(connection: Connection, scope: Scope, report_id: int) -> Report:
    """Return the report with its frozen items.

    Raises: NotFound when it does not exist within the scope.
    """
    row = connection.execute(_reports(scope).where(reports.c.id == report_id)).mappings().first()
    if row is None:
        raise NotFound(f"There is no report {report_id} within your region.")
    query = select(report_items.c.frozen).where(report_items.c.report_id == report_id)
    items = connection.execute(query.order_by(report_items.c.signal_id)).scalars().all()
    return Report(**row, items=list(items))


def newest(connection: Connection, scope: Scope, limit: int = 50) -> list[Report]:
    """Return the newest reports within the scope, without their items."""
    rows = connection.execute(_reports(scope).order_by(reports.c.id.desc()).limit(limit)).mappings()
    return [Report(**row, items=[]) for row in rows]


def _reports(scope: Scope) -> Select[Any]:
    columns = [column for column in reports.c if column.name not in ("office_id", "created_by")]
    return (
        select(*columns, offices.c.name.label("office_name"), users.c.name.label("created_by"))
        .join(offices, offices.c.id == reports.c.office_id)
        .join(users, users.c.id == reports.c.created_by)
        .where(within(reports.c.region, scope))
    )


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    return {key: iso(value) if isinstance(value, datetime) else value for key, value in item.items()}
