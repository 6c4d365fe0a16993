"""Reports: made for a period, kept as they were, written out as CSV or JSON."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection

from api.ui import labels
from api.ui.desk import At, Desk
from api.ui.fields import Number
from api.ui.problems import in_words
from core.errors import BadInput
from core.permissions import require
from core.review import reports
from core.store import reports as stored

router = APIRouter(prefix="/laporan")

_DATE = TypeAdapter(date)
_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
#: Spreadsheets read a CSV without this mark as something else than UTF-8.
_MARK = "\ufeff"


@router.get("")
def every(at: At) -> Response:
    """List the reports, with the form that makes one."""
    return _list(at)


@router.post("")
def create(
    at: At, key: Annotated[str, Form()], since: Annotated[str, Form()], until: Annotated[str, Form()]
) -> Response:
    """Make a report of the days, both included, as the office's clock counts them."""
    try:
        first, last = _day(since), _day(until)

        def act(connection: Connection) -> dict[str, Any]:
            made = reports.create(connection, at.actor, at.moments.begin(first), at.moments.end(last))
            return {"report": made.id}

        made = at.write(key, act, since=since, until=until)
    except BadInput as error:
        return _list(at, status=error.status, problem=in_words(at.words, error), typed=(since, until))
    return RedirectResponse(f"/laporan/{made['report']}?pesan=reported", 303)


@router.get("/{report_id}")
def one(at: At, report_id: Number) -> Response:
    """Show a report."""
    require(at.actor, "report.read")
    with at.running.database.read() as connection:
        report = stored.get(connection, at.actor.scope, report_id)
    items = [{**item, "reason_words": labels.reason(at.words, str(item.get("reason", "")))} for item in report.items]
    days = at.moments.day_of(report.period_from), at.moments.day_of(report.period_to - timedelta(seconds=1))
    return at.page("report.html", "reports", report=report, items=items, days=days, shown=items[:200])


@router.post("/{report_id}/{form}")
def export(at: At, report_id: Number, form: str) -> Response:
    """Write the report out. Each time is an act of its own in the audit log, so no key makes it one."""
    with at.running.database.write() as connection:
        report, text = reports.export(connection, at.actor, report_id, form)
    name = f"suar-laporan-{report.id}-v{report.version}.{form}"
    body = (_MARK + text if form == "csv" else text).encode()
    return Response(body, media_type=_TYPES[form], headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _list(at: Desk, status: int = 200, problem: str = "", typed: tuple[str, str] | None = None) -> Response:
    require(at.actor, "report.read")
    with at.running.database.read() as connection:
        found = stored.newest(connection, at.actor.scope)
    today = at.moments.today()
    rows = [
        (one, at.moments.day_of(one.period_from), at.moments.day_of(one.period_to - timedelta(seconds=1)))
        for one in found
    ]
    period = typed or ((today - timedelta(days=6)).isoformat(), today.isoformat())
    return at.page("reports.html", "reports", status=status, rows=rows, period=period, problem=problem)


def _day(text: str) -> date:
    try:
        return _DATE.validate_python(text)
    except ValidationError:
        raise BadInput("The date cannot be read.") from None
