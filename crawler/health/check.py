"""Judges every source and keeps the books: events opened and closed, a hijacked source paused, a report for each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from core.clock import now
from core.db.engine import Database
from core.schemas.event import EventKind
from core.schemas.health import Finding, RestingHost, SourceReport
from core.schemas.source import FILLED_KINDS, Source
from core.store import events, health, hosts, polls
from core.store import sources as source_store
from core.store.events import Event
from core.store.health import SourceDay
from core.store.sources import SourceState
from crawler.health import volume
from crawler.health.collect import KEPT, collect, errors_since, histories
from crawler.health.history import History
from crawler.health.judge import KINDS, Case, Empty, judge, state_of
from crawler.health.volume import Window
from crawler.health.words import tell

#: How long an alarm that a person resolved stays away, though nothing has changed.
MUTED = timedelta(days=7)
#: Polls are counted so far back: three polls of a page that is asked once a day.
_POLLS = timedelta(days=4)
#: Sources below which their sum says no more than each of them.
_FEWEST_TOGETHER = 3
_OFFSETS = {"WIB": 7, "WITA": 8, "WIT": 9}


class Checked(NamedTuple):
    """What one check found and did."""

    reports: list[SourceReport]
    #: Kind and source (None: all) of the events that were opened and closed now.
    opened: list[tuple[EventKind, str | None]]
    closed: list[tuple[EventKind, str | None]]
    paused: list[str]
    #: What is wrong with all sources together, if anything.
    together: Finding | None


class Known(NamedTuple):
    """What was read from the store, all of one moment."""

    moment: datetime
    states: dict[str, SourceState]
    histories: dict[str, History]
    days: dict[str, list[SourceDay]]
    empty: dict[str, list[Empty]]
    open: dict[str | None, dict[EventKind, Event]]
    muted: Mapping[tuple[str | None, EventKind], datetime]
    resting: Sequence[RestingHost]
    intervals: Mapping[str, int]


def check(database: Database, sources: Mapping[str, Source], moment: datetime | None = None) -> Checked:
    """Judge every source as of the moment, and write what follows from it.

    Raises: StorageError.
    """
    moment = moment or now()
    with database.read() as connection:
        days, fresh = collect(connection, moment)
        known = read(connection, days, moment)
    found, together = findings(known, sources)
    with database.write(lock="ingest") as connection:
        health.save_days(connection, [day for day in days if day.day >= fresh], fresh)
        health.forget_days(connection, (moment - KEPT).date())
        opened, closed, paused = _keep_books(connection, known, found, together)
        if paused:
            known = known._replace(states=source_store.states(connection))
        reports = [report(known, sources, source_id, found[source_id]) for source_id in sorted(found)]
        health.save_reports(connection, reports)
    return Checked(reports, opened, closed, paused, together)


def look(database: Database, sources: Mapping[str, Source], moment: datetime | None = None) -> list[SourceReport]:
    """Judge every source as of the moment and write nothing.

    Raises: StorageError.
    """
    moment = moment or now()
    with database.read() as connection:
        known = read(connection, collect(connection, moment)[0], moment)
    found, _ = findings(known, sources)
    return [report(known, sources, source_id, found[source_id]) for source_id in sorted(found)]


def read(connection: Connection, days: Sequence[SourceDay], moment: datetime) -> Known:
    """Return everything a judgement needs."""
    by_source: dict[str, list[SourceDay]] = {}
    for day in days:
        by_source.setdefault(day.source_id, []).append(day)
    empty: dict[str, list[Empty]] = {}
    for source_id, url, times in health.empty_pages(connection, moment - _POLLS):
        empty.setdefault(source_id, []).append(Empty(url[:200], times))
    opened: dict[str | None, dict[EventKind, Event]] = {}
    for event in events.listed(connection, kinds=KINDS, limit=1_000_000):
        opened.setdefault(event.source_id, {})[event.kind] = event
    resting = [
        RestingHost(host=one.host, until=one.rest_until, reason=one.rest_reason)
        for one in hosts.states(connection).values()
        if one.rest_until is not None and one.rest_until > moment
    ]
    return Known(
        moment,
        source_store.states(connection),
        histories(days, moment),
        by_source,
        empty,
        opened,
        events.looked_at(connection, KINDS, moment - MUTED),
        resting,
        polls.shortest(connection),
    )


def findings(known: Known, sources: Mapping[str, Source]) -> tuple[dict[str, list[Finding]], Finding | None]:
    """Return what was found about each source, and about all of them together."""
    cases = {
        source_id: _case(known, sources.get(source_id), source_id)
        for source_id, state in known.states.items()
        if state.enabled and state.paused_at is None and state.kind not in FILLED_KINDS and source_id in known.histories
    }
    windows = {source_id: volume.compare(case.history, case.end, case.before) for source_id, case in cases.items()}
    shared = volume.lull(list(windows.values()))
    found = {source_id: judge(case, windows[source_id], shared) for source_id, case in cases.items()}
    for source_id, state in known.states.items():
        if source_id not in found and state.kind not in FILLED_KINDS:
            found[source_id] = [_unjudged(state)]
    for source_id, own in found.items():
        found[source_id] = [_explained(known, source_id, one) for one in own]
    return found, _together(known, list(windows.values()))


def _case(known: Known, source: Source | None, source_id: str) -> Case:
    history = known.histories[source_id]
    opened = {kind: history.hour(event.first_at) for kind, event in known.open.get(source_id, {}).items()}
    lists = [] if source is not None and source.kind == "social" else known.empty.get(source_id, [])
    offset = _OFFSETS[source.zone] if source is not None else 7
    return Case(history, history.hour(known.moment), opened, lists, offset)


def _unjudged(state: SourceState) -> Finding:
    if not state.enabled:
        return Finding(code="off", level="note")
    if state.paused_at is not None:
        return Finding(code="paused", level="alarm", values={"why": state.paused_reason})
    return Finding(code="never", level="note")


def _explained(known: Known, source_id: str, finding: Finding) -> Finding:
    """Add why a source cannot be read; take the alarm from what a person has just looked at."""
    if finding.code == "never" and known.states[source_id].last_success_at is not None:
        return finding.model_copy(update={"code": "fresh"})  # the hour of the first reading is not over
    if finding.code == "unreadable":
        error = known.states[source_id].last_error or _most(known.days.get(source_id, []), known.moment)
        finding = finding.model_copy(update={"values": {**finding.values, "why": error[:200]}})
    seen = known.muted.get((source_id, finding.kind)) if finding.kind is not None else None
    if seen is None or finding.kind in known.open.get(source_id, {}):
        return finding
    values: dict[str, int | float | str] = {"why": tell(finding), "until": seen.date().isoformat()}
    return Finding(code="muted", level="note", values=values)


def _most(days: Sequence[SourceDay], moment: datetime) -> str:
    errors = errors_since(days, moment - timedelta(days=1))
    return max(errors, key=lambda code: errors[code], default="")


def _together(known: Known, windows: Sequence[Sequence[Window]]) -> Finding | None:
    if sum(bool(own) for own in windows) < _FEWEST_TOGETHER or (None, "volume_dropped") in known.muted:
        return None
    fallen = volume.all_dropped(windows, "volume_dropped" in known.open.get(None, {}))
    if fallen is None:
        return None
    local = known.moment + timedelta(hours=7)
    values: dict[str, int | float | str] = {
        "seen": fallen.seen,
        "usual": int(fallen.usual),
        "hours": fallen.hours,
        "weekday": local.weekday(),
        "hour": local.hour,
    }
    return Finding(code="all_dropped", level="alarm", kind="volume_dropped", values=values)


def _keep_books(
    connection: Connection, known: Known, found: Mapping[str, Sequence[Finding]], together: Finding | None
) -> tuple[list[tuple[EventKind, str | None]], list[tuple[EventKind, str | None]], list[str]]:
    opened: list[tuple[EventKind, str | None]] = []
    closed: list[tuple[EventKind, str | None]] = []
    paused = []
    everything: dict[str | None, Sequence[Finding]] = {None: [together] if together else []}
    everything.update(found)
    for source_id, own in everything.items():
        if any(one.code in ("unasked", "never") for one in own):  # nothing is known: what was wrong may still be
            continue
        for kind, finding in _by_kind(own).items():
            if events.notice(connection, kind, source_id, "", as_detail(finding), at=known.moment):
                opened.append((kind, source_id))
                if kind == "content_drifted" and source_id is not None:
                    source_store.pause(connection, source_id, tell(finding), known.moment)
                    paused.append(source_id)
        for kind, event in known.open.get(source_id, {}).items():
            if kind in _by_kind(own) or (kind == "content_drifted" and _is_paused(own)):
                continue
            if events.resolve(connection, event.id, _ending(own), at=known.moment):
                closed.append((kind, source_id))
    return opened, closed, paused


def _by_kind(found: Sequence[Finding]) -> dict[EventKind, Finding]:
    return {one.kind: one for one in reversed(found) if one.kind is not None}


def _is_paused(found: Sequence[Finding]) -> bool:
    return any(one.code == "paused" for one in found)


def _ending(found: Sequence[Finding]) -> str:
    return f"closed by itself: {tell(found[-1])}" if found else "closed by itself: the volume is back"


def as_detail(finding: Finding) -> str:
    """Return the finding as an event carries it: code and values as JSON, to be told in the reader's language."""
    return json.dumps({"code": finding.code, **finding.values}, ensure_ascii=False)


def report(known: Known, sources: Mapping[str, Source], source_id: str, found: Sequence[Finding]) -> SourceReport:
    """Return how the source fares, the facts beside the findings."""
    state, history = known.states[source_id], known.histories.get(source_id)
    source, days = sources.get(source_id), known.days.get(source_id, [])
    resting = tuple(one for one in known.resting if source is not None and source.owns(f"https://{one.host}/"))
    told = [*found, *(_rest(one) for one in resting), *_certificates(state, known.moment)]
    if state.paused_at is not None and not _is_paused(told):
        told.insert(0, _unjudged(state))
    last = None if history is None else history.new.last(history.hour(known.moment) + 1)
    end = 0 if history is None else history.hour(known.moment)
    return SourceReport(
        source_id=source_id,
        state="paused" if state.paused_at is not None else "off" if not state.enabled else state_of(told),
        findings=tuple(told),
        checked_at=known.moment,
        last_success_at=state.last_success_at,
        last_new_at=None if history is None or last is None else history.moment(last).astimezone(UTC),
        new_day=0 if history is None else history.new.between(end - 24, end),
        new_week=0 if history is None else history.new.between(end - 168, end),
        errors_day=errors_since(days, known.moment - timedelta(days=1)),
        errors_week=errors_since(days, known.moment - timedelta(days=7)),
        resting=resting,
        interval=known.intervals.get(source_id),
    )


def _certificates(state: SourceState, moment: datetime) -> list[Finding]:
    until = state.tls_exception_until
    if until is None:
        return []
    values: dict[str, int | float | str] = {"until": until.isoformat(), "reason": state.tls_exception_reason}
    if moment.date() > until:
        return [Finding(code="tls_exception_over", level="warning", values=values)]
    return [Finding(code="tls_exception", level="note", values=values)]


def _rest(one: RestingHost) -> Finding:
    until = one.until.strftime("%Y-%m-%d %H:%M UTC")
    return Finding(code="resting", level="warning", values={"host": one.host, "why": one.reason, "until": until})
