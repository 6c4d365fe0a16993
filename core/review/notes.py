"""Notes, follow-ups, assignments and escalation: what people add to a signal while they hold it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from core.errors import BadInput, Conflict, NotFound
from core.permissions import require
from core.review.leases import guard, keep
from core.review.record import record
from core.schemas.incoming import clean
from core.schemas.signal import DECIDED
from core.schemas.user import Actor
from core.store import decisions, people, signals

#: Longest note or task, in characters.
MAX_TEXT = 4000


def add_note(connection: Connection, actor: Actor, signal_id: int, token: int, text: str) -> int:
    """Add a note, or a follow-up when the signal is confirmed; return its id.

    Raises: StaleLease; BadInput when it is empty or too long.
    """
    require(actor, "signal.note")
    signal = guard(connection, actor, signal_id, token)
    kind = "follow_up" if signal.state == "confirmed" else "note"
    note_id = decisions.add_note(connection, signal_id, actor.id, kind, _checked(text))
    keep(connection, signal)
    record(connection, actor, f"signal.{kind}", signal, {"note": note_id, "token": token})
    return note_id


def assign(
    connection: Connection, actor: Actor, signal_id: int, token: int, to_name: str, task: str, due_on: date | None
) -> int:
    """Ask a colleague within the office's region to do something; return the assignment's id.

    Raises: StaleLease; BadInput when the task is empty; NotFound for a colleague outside the region.
    """
    require(actor, "signal.assign")
    signal = guard(connection, actor, signal_id, token)
    # Who is outside the region and who does not exist get the same answer: names elsewhere are not for this office.
    near = {colleague.name: colleague for colleague in people.colleagues(connection, actor.scope)}
    colleague = near.get(to_name)
    if colleague is None or not colleague.scope.covers(signal.owner):
        raise NotFound(f"There is no colleague {to_name} whose region covers this signal.")
    number = decisions.add_assignment(connection, signal_id, actor.id, colleague.id, _checked(task), due_on)
    detail = {"assignment": number, "to": colleague.name, "due_on": due_on.isoformat() if due_on else None}
    keep(connection, signal)
    record(connection, actor, "signal.assign", signal, detail)
    return number


def escalate(connection: Connection, actor: Actor, signal_id: int, token: int, reason: str) -> str:
    """Move the ownership one level up the tree; return the new owner. The hold ends.

    Raises: StaleLease; BadInput without a reason; Conflict when it is decided or at the centre already.
    """
    require(actor, "signal.escalate")
    signal = guard(connection, actor, signal_id, token)
    if signal.state in DECIDED:
        raise Conflict(f"Signal {signal_id} is decided already ({signal.state}).")
    if not signal.owner:
        raise Conflict("This signal is at the centre already.")
    owner = signal.owner.rpartition(".")[0]
    reason = _checked(reason)
    decisions.add_note(connection, signal_id, actor.id, "note", reason)
    state = "open" if signal.state == "in_review" else signal.state
    values = {"owner": owner, "sensitive": True, "state": state}  # anything escalated needs a second person
    signals.change(connection, signal_id, token, holder_id=None, held_until=None, **values)
    record(connection, actor, "signal.escalate", signal, {"from": signal.owner, "to": owner, "reason": reason})
    return owner


def _checked(text: str) -> str:
    text = clean(text).strip()
    if not text:
        raise BadInput("The text is empty.")
    if len(text) > MAX_TEXT:
        raise BadInput(f"The text is longer than {MAX_TEXT} characters.")
    return text
