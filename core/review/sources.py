"""What people do about sources: close an event with a note, pause a source, let it be read again. Each is audited."""

from __future__ import annotations

from sqlalchemy import Connection

from core.errors import BadInput, Conflict
from core.permissions import require
from core.review.record import record_thing
from core.schemas.event import EventKind
from core.schemas.incoming import clean
from core.schemas.source import FILLED_KINDS
from core.schemas.user import Actor
from core.store import events, sources
from core.store.events import MAX_DETAIL, Event
from core.store.sources import SourceState

VERB = "source.watch"
#: Longest note, in characters.
MAX_NOTE = MAX_DETAIL


def resolve(connection: Connection, actor: Actor, event_id: int, note: str) -> Event:
    """Close the event; the same alarm of its source stays away for a week.

    Raises: Forbidden; NotFound; BadInput without a note; Conflict when it is closed already.
    """
    require(actor, VERB)
    event, said = events.get(connection, event_id), _said(note)
    if not events.resolve(connection, event_id, said, actor.id):
        raise Conflict("This event is closed already.")
    detail = {"event": event_id, "kind": event.kind, "source": event.source_id or "", "comment": said}
    record_thing(connection, actor, "event.resolve", f"event:{event_id}", actor.region, detail)
    return events.get(connection, event_id)


def pause(connection: Connection, actor: Actor, source_id: str, reason: str) -> SourceState:
    """Stop reading the source.

    Raises: Forbidden; NotFound; BadInput without a reason; Conflict when it is paused already or nothing reads it.
    """
    require(actor, VERB)
    said, source = _said(reason), sources.get(connection, source_id)
    if source.kind in FILLED_KINDS:
        raise Conflict(
            "This source is filled by push keys, files or people: nothing reads it, so it cannot be paused. "
            "To stop a sender, have its push key revoked."
        )
    if not source.enabled:
        raise Conflict("This source is switched off: nothing reads it, so it cannot be paused.")
    if not sources.pause(connection, source_id, said):
        raise Conflict("This source is paused already.")
    record_thing(connection, actor, "source.pause", f"source:{source_id}", actor.region, {"reason": said})
    return sources.get(connection, source_id)


def resume(connection: Connection, actor: Actor, source_id: str, note: str) -> SourceState:
    """Let the source be read again, and close the event that paused it.

    Raises: Forbidden; NotFound; BadInput without a note; Conflict when it is not paused.
    """
    require(actor, VERB)
    said = _said(note)
    if not sources.resume(connection, source_id):
        raise Conflict("This source is not paused.")
    drift: EventKind = "content_drifted"
    closed = [one.id for one in events.listed(connection, source_id=source_id, kinds=(drift,))]
    for event_id in closed:
        events.resolve(connection, event_id, said, actor.id)
    detail = {"comment": said, "events": closed}
    record_thing(connection, actor, "source.resume", f"source:{source_id}", actor.region, detail)
    return sources.get(connection, source_id)


def _said(note: str) -> str:
    said = " ".join(clean(note).split())
    if not said:
        raise BadInput("Say why, in a few words.")
    if len(said) > MAX_NOTE:
        raise BadInput("The text is too long.")
    return said
