"""Reports: made from confirmed signals, read, and handed out as CSV or JSON."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from api.deps import Running, allowed
from api.routes.values import Body, Key, Limit, Moment, Number
from core.review import reports as making
from core.review.once import once
from core.schemas.signal import Report
from core.schemas.user import Actor
from core.store import reports

router = APIRouter(prefix="/reports", tags=["reports"])
Reader = Annotated[Actor, Depends(allowed("report.read"))]


class Period(Body):
    """From when to when; verdicts given in it count."""

    since: Moment
    until: Moment


class Form(Body):
    """How the report is written out."""

    form: Literal["csv", "json"] = "csv"


class Reports(BaseModel):
    """Reports without their items."""

    items: list[Report]


@router.get("")
def list_reports(running: Running, actor: Reader, limit: Limit = 50) -> Reports:
    """List the reports of your region, newest first, without their items."""
    with running.database.read() as connection:
        return Reports(items=reports.newest(connection, actor.scope, limit))


@router.get("/{report_id}")
def read_report(running: Running, actor: Reader, report_id: Number) -> Report:
    """Read one report with its frozen items."""
    with running.database.read() as connection:
        return reports.get(connection, actor.scope, report_id)


@router.post("", status_code=201)
def create_report(
    running: Running,
    actor: Annotated[Actor, Depends(allowed("report.create"))],
    period: Period,
    key: Key = None,
) -> Report:
    """Freeze the confirmed signals of a period in your region as the period's next version."""
    request = {"report": period.model_dump(mode="json")}
    answer = once(running.database, actor, key, request, lambda c: making.create(c, actor, period.since, period.until))
    return Report.model_validate(answer)


@router.post(
    "/{report_id}/exports",
    response_class=Response,
    responses={200: {"content": {"text/csv": {}, "application/json": {}}, "description": "The file."}},
)
def export_report(
    running: Running,
    actor: Annotated[Actor, Depends(allowed("report.export"))],
    report_id: Number,
    form: Form,
    key: Key = None,
) -> Response:
    """Hand the report out as a file. A POST, since every export is written into the audit log."""
    request = {"export": report_id, "form": form.form}
    # The frozen items never change, so the answer that is kept under the key need not hold the file itself.
    once(running.database, actor, key, request, lambda c: making.export(c, actor, report_id, form.form)[0].version)
    with running.database.read() as connection:
        report = reports.get(connection, actor.scope, report_id)
    text = making.as_csv(report) if form.form == "csv" else making.as_json(report)
    name = f"suar-laporan-{report.id}-v{report.version}.{form.form}"
    kind = "text/csv; charset=utf-8" if form.form == "csv" else "application/json"
    return Response(text, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
