"""Sources: what is read, how it fares, and what people do about it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, Field

from api.deps import Running, allowed
from api.routes.paging import Page, decode, page
from api.routes.values import Body, Cursor, Key, Limit, Number, Words
from core.errors import NotFound
from core.review import sources as acts
from core.review.once import once
from core.review.sources import MAX_NOTE, VERB
from core.schemas.event import EventKind
from core.schemas.health import Shortage, SourceReport
from core.schemas.source import ID_PATTERN
from core.schemas.user import Actor
from core.store import events, health, sources
from core.store.events import Event
from core.store.sources import SourceHealth, SourceState
from core.work import capacity
from crawler.health.words import tell

router = APIRouter(prefix="/sources", tags=["sources"])

_READ = [Depends(allowed("source.read"))]
SourceId = Annotated[str, Path(pattern=ID_PATTERN)]
Watcher = Annotated[Actor, Depends(allowed(VERB))]


class Sources(BaseModel):
    """Every source."""

    items: list[SourceHealth]


class Health(SourceReport):
    """How a source fares, with the gravest finding in words."""

    reason: str


class Pause(Shortage):
    """Why collecting is paused, with what to do in words."""

    reason: str


class Healths(BaseModel):
    """How every source fares, as last judged, and whether collecting is paused now."""

    items: list[Health]
    paused: Pause | None


class Note(Body):
    """Why."""

    note: Annotated[Words, Field(min_length=1, max_length=MAX_NOTE)]


@router.get("", dependencies=_READ)
def list_sources(running: Running) -> Sources:
    """List every source with its state and what it has brought."""
    with running.database.read() as connection:
        return Sources(items=sources.health(connection))


@router.get("/health", dependencies=_READ)
def list_health(running: Running) -> Healths:
    """Say how every source fares: green, yellow, red, paused or off, and why. Judged anew every half hour."""
    with running.database.read() as connection:
        short = capacity.shortage(running.settings, connection)
        paused = Pause(**short.model_dump(), reason=capacity.tell(short)) if short is not None else None
        return Healths(items=[_health(one) for one in health.reports(connection).values()], paused=paused)


@router.get("/events", dependencies=_READ)
def list_events(
    running: Running,
    source: Annotated[str | None, Query(pattern=ID_PATTERN)] = None,
    kind: Annotated[EventKind | None, Query()] = None,
    every: Annotated[bool, Query(description="Closed ones too.")] = False,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[Event]:
    """List what the machine noticed about sources and pages, newest first."""
    filters = ["events", source, kind, every]
    position = decode(cursor, filters, 1)
    with running.database.read() as connection:
        found = events.listed(
            connection,
            source_id=source,
            kinds=(kind,) if kind else (),
            unresolved=not every,
            before=position[0] if position else None,
            limit=limit + 1,
        )
    return page(found, limit, filters, [found[:limit][-1].id] if found else [])


@router.post("/events/{event_id}/resolve")
def resolve_event(running: Running, actor: Watcher, event_id: Number, said: Note, key: Key = None) -> Event:
    """Close an event with a note. The same alarm of its source stays away for a week."""
    asked = {"event": event_id, **said.model_dump()}
    answer = once(running.database, actor, key, asked, lambda c: acts.resolve(c, actor, event_id, said.note))
    return Event.model_validate(answer)


@router.get("/{source_id}/health", dependencies=_READ)
def read_health(running: Running, source_id: SourceId) -> Health:
    """Say how one source fares."""
    with running.database.read() as connection:
        sources.get(connection, source_id)
        report = health.reports(connection).get(source_id)
    if report is None:
        raise NotFound(f"Source '{source_id}' was not judged yet: `suar sources check` does it.")
    return _health(report)


@router.post("/{source_id}/pause")
def pause_source(running: Running, actor: Watcher, source_id: SourceId, said: Note, key: Key = None) -> SourceState:
    """Stop reading a source until somebody resumes it."""
    asked = {"pause": source_id, **said.model_dump()}
    answer = once(running.database, actor, key, asked, lambda c: acts.pause(c, actor, source_id, said.note))
    return SourceState.model_validate(answer)


@router.post("/{source_id}/resume")
def resume_source(running: Running, actor: Watcher, source_id: SourceId, said: Note, key: Key = None) -> SourceState:
    """Let a paused source be read again; the event that paused it is closed."""
    asked = {"resume": source_id, **said.model_dump()}
    answer = once(running.database, actor, key, asked, lambda c: acts.resume(c, actor, source_id, said.note))
    return SourceState.model_validate(answer)


def _health(report: SourceReport) -> Health:
    reason = tell(report.findings[0]) if report.findings else ""
    return Health(**report.model_dump(), reason=reason)
