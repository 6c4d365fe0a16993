"""One row for every route of the JSON interface: its verb, what it needs, and a sound request to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from sqlalchemy import Connection

from core.db.engine import Database
from core.regions.scope import EVERYTHING
from core.review import leases, reports, verdicts
from core.review.verdicts import Decision
from core.schemas.factcheck import FactCheck
from core.schemas.health import SourceReport
from core.schemas.incoming import Incoming
from core.schemas.source import Source
from core.schemas.user import Actor
from core.store import bursts, documents, events, factchecks, health, issues, signals, sources
from core.store.documents import StoredDocument

PREFIX = "/api/v1"
#: A period that holds every test.
PERIOD = {"since": "2000-01-01T00:00:00Z", "until": "2199-01-01T00:00:00Z"}
VERDICT = {"decision": "dismissed", "reason": "not_relevant", "comment": "", "evidence_seen": True}
#: Which thing of a region the path names, and in which state the route wants it.
#: A source that the crawler reads.
WATCHED = Source(id="surat-pagi", name="Surat Pagi", home_url="https://surat.example/", enabled=True)
Needs = Literal[
    "nothing",
    "signal",
    "held",
    "decided",
    "report",
    "revised",
    "checked",
    "event",
    "source",
    "paused",
    "issue",
    "issues",
    "burst",
]


@dataclass(frozen=True)
class Row:
    """What a route is expected to do."""

    verb: str | None  #: None: any signed-in person; "": nobody need sign in; "key": nobody signed in, a push key only
    status: int = 200
    needs: Needs = "nothing"
    query: str = ""
    body: dict[str, Any] | None = None
    token: bool = False  #: the body carries the token of a lease
    region: bool = False  #: the body names a region of its own
    lists: bool = field(default=False)  #: answers a list restricted to the region
    other: str = ""  #: the field of the body that names the second thing which was prepared


ROWS: dict[tuple[str, str], Row] = {
    ("GET", "/openapi.json"): Row(""),
    ("GET", "/health"): Row(""),
    ("GET", "/session"): Row(None),
    ("DELETE", "/session"): Row(None, 204),
    ("GET", "/documents"): Row("document.read"),
    ("GET", "/documents/{document_id}"): Row("document.read", needs="signal"),
    ("GET", "/documents/{document_id}/revisions/{number}/changes"): Row("document.read", needs="revised"),
    ("GET", "/documents/{document_id}/region-corrections"): Row("document.read", needs="signal"),
    ("POST", "/documents/{document_id}/region-corrections"): Row(
        "signal.decide", 201, needs="signal", body={"codes": ["73.71"]}
    ),
    ("GET", "/fact-checks"): Row("document.read", query="?q=pajak&verdict=false&since=2024"),
    ("GET", "/fact-checks/{fact_check_id}"): Row("document.read", needs="checked"),
    ("GET", "/issues"): Row("document.read"),
    ("GET", "/issues/{issue_id}"): Row("document.read", needs="issue"),
    ("POST", "/issues/{issue_id}/merge"): Row(
        "issue.edit", needs="issues", body={"version": 0, "other_version": 0, "reason": "satu cerita"}, other="other"
    ),
    ("POST", "/issues/{issue_id}/split"): Row(
        "issue.edit", 201, needs="issue", body={"version": 0, "reason": "dua cerita"}, other="documents"
    ),
    ("GET", "/bursts"): Row("signal.read", lists=True),
    ("GET", "/bursts/{burst_id}"): Row("signal.read", needs="burst"),
    ("GET", "/search"): Row("document.read", query="?q=berita"),
    ("GET", "/regions"): Row("document.read"),
    ("GET", "/regions/resolve"): Row("document.read", query="?text=Banjir+di+Makassar"),
    ("GET", "/regions/{code}"): Row("document.read"),
    ("GET", "/sources"): Row("source.read"),
    ("GET", "/sources/health"): Row("source.read"),
    ("GET", "/sources/events"): Row("source.read"),
    ("GET", "/sources/{source_id}/health"): Row("source.read", needs="source"),
    ("POST", "/sources/events/{event_id}/resolve"): Row("source.watch", needs="event", body={"note": "sudah dicek"}),
    ("POST", "/sources/{source_id}/pause"): Row("source.watch", needs="source", body={"note": "dibajak"}),
    ("POST", "/sources/{source_id}/resume"): Row("source.watch", needs="paused", body={"note": "pulih"}),
    ("GET", "/signals"): Row("signal.read", lists=True),
    ("POST", "/signals"): Row("signal.open", 201, body={"text": "Kabar.", "category": "klaim"}, region=True),
    ("GET", "/signals/{signal_id}"): Row("signal.read", needs="signal"),
    ("POST", "/signals/next-lease"): Row("signal.take", body={}, needs="signal"),
    ("POST", "/signals/{signal_id}/lease"): Row("signal.take", needs="signal"),
    ("PUT", "/signals/{signal_id}/lease"): Row("signal.take", needs="held", body={}, token=True),
    ("DELETE", "/signals/{signal_id}/lease"): Row("signal.take", 204, needs="held", body={}, token=True),
    ("POST", "/signals/{signal_id}/verdicts"): Row("signal.decide", 201, needs="held", body=VERDICT, token=True),
    ("POST", "/signals/{signal_id}/reopen"): Row(
        "signal.supervise", 204, needs="decided", body={"reason": "baru"}, token=True
    ),
    ("POST", "/signals/{signal_id}/notes"): Row("signal.note", 201, needs="held", body={"text": "catatan"}, token=True),
    ("POST", "/signals/{signal_id}/assignments"): Row(
        "signal.assign", 201, needs="held", body={"to": "supervisor 73", "task": "cek"}, token=True
    ),
    ("POST", "/signals/{signal_id}/escalate"): Row(
        "signal.escalate", needs="held", body={"reason": "berat"}, token=True
    ),
    ("GET", "/reports"): Row("report.read", lists=True),
    ("POST", "/reports"): Row("report.create", 201, body=PERIOD),
    ("GET", "/reports/{report_id}"): Row("report.read", needs="report"),
    ("POST", "/reports/{report_id}/exports"): Row("report.export", needs="report", body={"form": "csv"}),
    ("GET", "/audit"): Row("audit.read", lists=True),
    ("POST", "/push/documents"): Row("key", body={"documents": [{"id": "a", "text": "Kabar."}]}),
}


def routes_of(app: FastAPI) -> set[tuple[str, str]]:
    """Return method and path of every route of the JSON interface that the application has."""
    found = set()
    for route in iter_route_contexts(app.routes):
        path = route.path or ""
        if path.startswith(PREFIX):
            found |= {(method, path.removeprefix(PREFIX)) for method in route.methods or () if method != "HEAD"}
    return found


OpenSignal = Callable[..., int]


def prepare(database: Database, open_signal: OpenSignal, row: Row, actor: Actor, region: str, helper: Actor) -> Any:
    """Make what the row needs in the region; return its number and the token of the lease.

    The helper is a supervisor who may reach the region; what is held is held by the actor where his role can hold it.
    """
    if row.needs == "nothing":
        return 1, 0
    if row.needs in ("event", "source", "paused"):
        with database.write() as connection:
            return _watched(connection, row.needs), 0
    if row.needs == "checked":
        with database.write() as connection:
            sources.ensure(connection, sources.IMPORT)
            check = FactCheck(title="Pajak sepeda naik", url="https://cek.example/1", verdict="false")
            return factchecks.store(connection, sources.IMPORT.id, "import", check).fact_check_id, 0
    if row.needs == "report":
        with database.write() as connection:
            maker = helper.model_copy(update={"region": region})
            return reports.create(connection, maker, _moment("2000"), _moment("2199")).id, 0
    if row.needs == "burst":
        with database.write() as connection:
            return bursts.add(connection, {**BURST, "region": region}), 0
    signal_id = open_signal("politik", region)
    if row.needs == "signal":
        return signal_id, 0
    if row.needs in ("issue", "issues"):
        with database.write() as connection:
            return _two(connection, signal_id, open_signal("politik", region, connection=connection), row.needs)
    if row.needs == "revised":
        with database.write() as connection:
            return revise(connection, documents.recent(connection, limit=1)[0]), 0
    with database.write() as connection:
        if row.needs == "decided":
            token = leases.take(connection, helper, signal_id, 30).token
            said = Decision(decision="dismissed", reason="not_relevant")
            verdicts.decide(connection, helper, signal_id, token, said)
        until = _moment("2199")
        token = signals.claim(
            connection, signal_id, actor.id, until, "dismissed" if row.needs == "decided" else "in_review"
        )
    return signal_id, token


def _two(connection: Connection, first: int, second: int, needs: Needs) -> tuple[int, int]:
    """Return the issues of two signals; or one issue with the documents of both, and the second document."""
    both = [signals.get(connection, EVERYTHING, one) for one in (first, second)]
    if needs == "issues":
        return both[0].issue_id, both[1].issue_id
    issues.absorb(connection, both[0].issue_id, both[1].issue_id)
    return both[0].issue_id, both[1].document_id


def _watched(connection: Connection, needs: Needs) -> int:
    """Give the source a judgement and an open event, and pause it where that is wanted; return the event's number."""
    sources.ensure(connection, WATCHED)
    sources.resume(connection, WATCHED.id)
    if needs == "paused":
        sources.pause(connection, WATCHED.id, "dibajak")
    report = SourceReport(source_id=WATCHED.id, state="green", findings=(), checked_at=_moment("2026"))
    health.save_reports(connection, [report])
    events.notice(connection, "feed_silent", WATCHED.id)
    return events.listed(connection)[0].id


def revise(connection: Connection, document: StoredDocument) -> int:
    """Give the document a second version; return its number."""
    address = f"https://a.example/{document.id}"
    same = {"source_id": document.source_id, "url": address, "title": "Rapat"}
    documents.store(connection, Incoming(**same, text=f"Rapat {document.id} digelar Senin di Luwu."))
    return documents.store(connection, Incoming(**same, text=f"Rapat {document.id} digelar Selasa.")).document_id


def filled(row: Row, second: int) -> dict[str, Any] | None:
    """Return the row's body with what was prepared: the token of a lease, or the second thing."""
    body = None if row.body is None else dict(row.body)
    if body is not None and row.other:
        body[row.other] = [second] if row.other == "documents" else second
    if body is not None and row.token:
        body["token"] = second
    return body


def url_of(path: str, number: int) -> str:
    """Return the address with the number, or a region, in place of the path's parameter."""
    for name in (
        "{issue_id}",
        "{burst_id}",
        "{signal_id}",
        "{document_id}",
        "{report_id}",
        "{event_id}",
        "{fact_check_id}",
    ):
        path = path.replace(name, str(number))
    path = path.replace("{source_id}", WATCHED.id)
    return PREFIX + path.replace("{code}", "73").replace("{number}", "1")


def _moment(year: str) -> Any:
    return datetime(int(year), 1, 1, tzinfo=UTC)


#: An alarm that lasts.
BURST = {
    "category": "politik",
    "started_at": _moment("2026"),
    "raised_at": _moment("2026"),
    "count": 14,
    "usual": 1.2,
    "hours": 3,
}
