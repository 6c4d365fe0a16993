"""Sources: which are read, how they fare, what the machine noticed, and what people do about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response
from pydantic import Field
from sqlalchemy import Connection

from api.ui import health_words, labels
from api.ui.desk import At, Desk
from api.ui.fields import Number, Typed
from api.ui.i18n import Words
from api.ui.problems import in_words
from core.errors import BadInput, Conflict
from core.permissions import require
from core.review import sources as acts
from core.schemas.health import SourceReport
from core.schemas.source import FILLED_KINDS, ID_PATTERN
from core.store import events, health, sources
from core.store.events import Event
from core.store.sources import SourceHealth
from core.work.capacity import shortage

router = APIRouter(prefix="/sumber")

#: Events that the list shows; a source's own page shows as many of its own.
_EVENTS = 20
_GRAVITY = {"red": 0, "paused": 1, "yellow": 2, "green": 3, "": 4, "filled": 5, "off": 6}
Key = Annotated[str, Form()]
SourceId = Annotated[str, Field(pattern=ID_PATTERN)]


class Row(NamedTuple):
    """One source of the table."""

    source: SourceHealth
    place: str
    #: Code and word of the state.
    state: str
    said: str
    reasons: list[str]
    #: What was not stored in a day, in words, with counts.
    errors: list[tuple[str, int]]
    #: That certificates are not checked, or are again though the file says otherwise; empty as a rule.
    certificates: str


class Noted(NamedTuple):
    """One event as the page shows it."""

    event: Event
    kind: str
    detail: str
    source: str
    #: Whether the address is shown: findings have none.
    url: str


class Refused(NamedTuple):
    """What was not done, in words, and what was typed, so that it is shown again in the form that it came from."""

    problem: str = ""
    note: str = ""
    #: The event that was to be closed; 0: the source itself was to be paused or read again.
    event_id: int = 0


_NOTHING = Refused()


@router.get("")
def table(at: At) -> Response:
    """Show every source, the broken ones first, and the open events."""
    return _table(at)


@router.get("/{source_id}")
def one(at: At, source_id: SourceId) -> Response:
    """Show one source."""
    return _one(at, source_id)


@router.post("/kejadian/{event_id}")
def resolve(at: At, event_id: Number, key: Key, note: Annotated[Typed, Form()] = "") -> Response:
    """Close an event, then lead back to its source, or to the list."""
    with at.running.database.read() as connection:
        source_id = events.get(connection, event_id).source_id
    return _do(at, source_id, "resolved", key, lambda c: acts.resolve(c, at.actor, event_id, note), note, event_id)


@router.post("/{source_id}/jeda")
def pause(at: At, source_id: SourceId, key: Key, note: Annotated[Typed, Form()] = "") -> Response:
    """Stop reading the source."""
    return _do(at, source_id, "paused", key, lambda c: acts.pause(c, at.actor, source_id, note), note)


@router.post("/{source_id}/lanjut")
def resume(at: At, source_id: SourceId, key: Key, note: Annotated[Typed, Form()] = "") -> Response:
    """Let the source be read again."""
    return _do(at, source_id, "resumed", key, lambda c: acts.resume(c, at.actor, source_id, note), note)


def _do(
    at: Desk, source_id: str | None, done: str, key: str, act: Callable[[Connection], Any], note: str, event_id: int = 0
) -> Response:
    try:
        at.write(key, act, note=note)
    except (BadInput, Conflict) as error:
        problem = in_words(at.words, error)
        refused = Refused(problem, note, event_id)
        return _one(at, source_id, error.status, refused) if source_id else _table(at, error.status, refused)
    return RedirectResponse(f"/sumber/{source_id}?pesan={done}" if source_id else f"/sumber?pesan={done}", 303)


def _table(at: Desk, status: int = 200, refused: Refused = _NOTHING) -> Response:
    require(at.actor, "source.read")
    with at.running.database.read() as connection:
        reports, every = health.reports(connection), sources.health(connection)
        rows = [_row(at, source, reports.get(source.id)) for source in every]
        names = {source.id: source.name for source in every}
        noted = [_noted(at.words, event, names) for event in events.listed(connection, limit=_EVENTS + 1)]
        short = shortage(at.running.settings, connection)
    rows.sort(key=lambda row: (_GRAVITY[row.state], not row.source.enabled, row.source.name.casefold()))
    more = len(noted) > _EVENTS
    values = {"rows": rows, "noted": noted[:_EVENTS], "more": more, "watching": at.may(acts.VERB), "refused": refused}
    paused = health_words.pause(at.words, short) if short is not None else ""
    return at.page("sources.html", "sources", status=status, paused=paused, **values)


def _one(at: Desk, source_id: str, status: int = 200, refused: Refused = _NOTHING) -> Response:
    require(at.actor, "source.read")
    with at.running.database.read() as connection:
        sources.get(connection, source_id)
        source = next(source for source in sources.health(connection) if source.id == source_id)
        report = health.reports(connection).get(source_id)
        found = events.listed(connection, source_id=source_id, unresolved=False, limit=_EVENTS)
        noted = [_noted(at.words, event, {source.id: source.name}) for event in found]
    row, week = _row(at, source, report), _errors(at, report.errors_week) if report else []
    values = {"row": row, "report": report, "week": week, "noted": noted, "refused": refused}
    return at.page("source.html", "sources", status=status, watching=at.may(acts.VERB), **values)


def _row(at: Desk, source: SourceHealth, report: SourceReport | None) -> Row:
    _ = at.words
    state = _state(source, report)
    if state == "filled":
        reasons = [health_words.filler(_, source.kind)]
    elif report is not None and report.state == state and state != "off":
        told = [
            one for one in report.findings if one.code not in ("paused", "off", "tls_exception", "tls_exception_over")
        ]
        reasons = [health_words.finding(_, one.code, dict(one.values)) for one in told]
    else:
        reasons = []
    said = health_words.state(_, state) if state else _("not judged yet")
    errors = _errors(at, report.errors_day) if report is not None else []
    return Row(
        source, labels.place(_, source.home_region or ""), state, said, reasons, errors, _certificates(at, source)
    )


def _state(source: SourceHealth, report: SourceReport | None) -> str:
    if source.kind in FILLED_KINDS:
        return "filled"
    if not source.enabled:
        return "off"
    return "paused" if source.paused_at is not None else report.state if report else ""


def _certificates(at: Desk, source: SourceHealth) -> str:
    _, until = at.words, source.tls_exception_until
    if until is None:
        return ""
    day = at.moments.day(until)
    if at.moments.present.astimezone(UTC).date() > until:
        return _("the exception for its certificates ended on %(day)s: they are checked again", day=day)
    return _("certificates are not checked until %(day)s", day=day)


def _errors(at: Desk, errors: dict[str, int]) -> list[tuple[str, int]]:
    most = sorted(errors.items(), key=lambda pair: (-pair[1], pair[0]))[:6]
    return [(labels.outcome(at.words, code), count) for code, count in most]


def _noted(_: Words, event: Event, names: dict[str, str]) -> Noted:
    source = names.get(event.source_id, event.source_id) if event.source_id is not None else _("all sources")
    return Noted(event, health_words.kind(_, event.kind), health_words.detail(_, event.detail), source, event.url)
