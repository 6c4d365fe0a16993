"""Making a report from confirmed signals, and writing it out as CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from datetime import datetime

from sqlalchemy import Connection

from core.errors import BadInput
from core.permissions import require
from core.regions.tree import load_tree
from core.review.record import record_thing
from core.schemas.signal import Report
from core.schemas.user import Actor
from core.store import reports

#: The columns of the CSV, in order; the JSON carries the whole frozen item.
COLUMNS = (
    "id", "category", "region", "region_name", "title", "excerpt", "source", "url", "published_at", "decided_at",
    "decision", "reason", "comment", "reviewers", "priority", "origin", "opened_at", "pipeline", "fictional",
)  # fmt: skip
#: A cell that begins with one of these could run as a formula in a spreadsheet; so could their full-width forms, and
#: what stands behind a character that the spreadsheet drops (a space of any kind, a mark that nobody sees).
_FORMULA = ("=", "+", "-", "@")


def create(connection: Connection, actor: Actor, since: datetime, until: datetime) -> Report:
    """Freeze the confirmed signals of the period, within the office's region, as the period's next version.

    Raises: BadInput when the period is empty.
    """
    require(actor, "report.create")
    if since >= until:
        raise BadInput("The period ends before it begins.")
    items = [_named(item) for item in reports.confirmed(connection, actor.scope, since, until)]
    report_id = reports.add(connection, actor.office_id, actor.region, (since, until), actor.id, items)
    report = reports.get(connection, actor.scope, report_id)
    detail = {"version": report.version, "items": len(items)}
    record_thing(connection, actor, "report.create", f"report:{report_id}", actor.region, detail)
    return report


def export(connection: Connection, actor: Actor, report_id: int, form: str) -> tuple[Report, str]:
    """Return the report and its text as `csv` or `json`; the export is recorded.

    Raises: NotFound outside the scope; BadInput for another form.
    """
    require(actor, "report.export")
    if form not in ("csv", "json"):
        raise BadInput("A report is exported as csv or json.")
    report = reports.get(connection, actor.scope, report_id)
    detail = {"form": form, "items": len(report.items)}
    record_thing(connection, actor, "report.export", f"report:{report_id}", report.region, detail)
    return report, (as_csv(report) if form == "csv" else as_json(report))


def as_csv(report: Report) -> str:
    """Return the items as CSV with every cell quoted and no cell that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for item in report.items:
        writer.writerow([_cell(item.get(column)) for column in COLUMNS])
    return out.getvalue()


def as_json(report: Report) -> str:
    """Return the whole report as JSON."""
    return json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    text = "".join(c if c in "\n\t" or c >= " " else " " for c in text)
    first = next((c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc")), "")
    runs = unicodedata.normalize("NFKC", first).startswith(_FORMULA) or text.startswith(("\t", "\n"))
    return f"'{text}" if runs else text


def _named(item: dict[str, object]) -> dict[str, object]:
    tree, code = load_tree(), str(item["region"])
    return {**item, "region_name": tree.display(code) if code in tree else ""}
