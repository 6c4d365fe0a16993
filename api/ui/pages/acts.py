"""What a person does with a signal: one form each, written once however often it is sent, then back to the signal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection

from api.ui.choice import read_choice
from api.ui.desk import At, Desk
from api.ui.fields import Number, Token, Typed
from api.ui.pages.queue import show
from api.ui.problems import in_words
from core.errors import BadInput, NotFound, SuarError
from core.review import leases, notes, verdicts
from core.review.verdicts import Decision
from core.store import signals

router = APIRouter(prefix="/antrean")

Key = Annotated[str, Form()]
Held = Annotated[Token, Form()]
Text = Annotated[Typed, Form()]
_DATE = TypeAdapter(date)


@router.post("/berikutnya")
def take_next(at: At, key: Key) -> Response:
    """Take the most urgent free signal of the list."""
    choice = read_choice(at.request.query_params)
    wanted = choice.filters(at.moments.present)
    minutes = at.running.settings.lease_minutes
    try:
        lease = at.write(
            key, lambda c: leases.take_next(c, at.actor, minutes, wanted), filters=choice.model_dump(mode="json")
        )
    except NotFound:
        return RedirectResponse("/antrean" + _tail(at, "empty"), 303)
    return RedirectResponse(f"/antrean/{lease['signal_id']}" + _tail(at, "taken"), 303)


@router.post("/{signal_id}/ambil")
def take(at: At, signal_id: Number, key: Key) -> Response:
    """Take the signal, or prolong the hold on it."""
    with at.running.database.read() as connection:
        before = signals.get(connection, at.actor.scope, signal_id)
    mine = before.holder_id == at.actor.id and before.held_at(at.moments.present)
    minutes = at.running.settings.lease_minutes
    return _do(
        at, signal_id, key, "renewed" if mine else "taken", lambda c: leases.take(c, at.actor, signal_id, minutes)
    )


@router.post("/{signal_id}/lepas")
def release(at: At, signal_id: Number, key: Key, token: Held) -> Response:
    """Give the signal back."""
    return _do(at, signal_id, key, "released", lambda c: leases.release(c, at.actor, signal_id, token), token=token)


@router.post("/{signal_id}/putusan")
def decide(
    at: At, signal_id: Number, key: Key, token: Held, decision: Text, reason: Text, comment: Text = "", seen: Text = ""
) -> Response:
    """Record a verdict."""
    kept = {"decision": decision, "reason": reason, "comment": comment}
    said = {**kept, "evidence_seen": seen == "yes"}

    def act(connection: Connection) -> Any:
        return verdicts.decide(connection, at.actor, signal_id, token, _decision(said))

    def how(outcome: Any) -> str:
        if outcome["needs_supervisor"]:
            return "settle"
        return "second" if outcome["state"] == "second_review" else "decided"

    return _do(at, signal_id, key, how, act, kept=kept, token=token, said=said)


@router.post("/{signal_id}/buka-lagi")
def reopen(at: At, signal_id: Number, key: Key, token: Held, reason: Text) -> Response:
    """Open a decided signal again."""
    kept = {"act": "buka-lagi", "text": reason}

    def act(connection: Connection) -> None:
        verdicts.reopen(connection, at.actor, signal_id, token, reason)

    return _do(at, signal_id, key, "reopened", act, kept=kept, token=token, asked=kept)


@router.post("/{signal_id}/catatan")
def note(at: At, signal_id: Number, key: Key, token: Held, text: Text) -> Response:
    """Add a note."""
    kept = {"act": "catatan", "text": text}

    def act(connection: Connection) -> int:
        return notes.add_note(connection, at.actor, signal_id, token, text)

    return _do(at, signal_id, key, "noted", act, kept=kept, token=token, asked=kept)


@router.post("/{signal_id}/disposisi")
def assign(at: At, signal_id: Number, key: Key, token: Held, to: Text, task: Text, due: Text = "") -> Response:
    """Ask a colleague to do something."""
    kept = {"act": "disposisi", "to": to, "task": task, "due": due}

    def act(connection: Connection) -> int:
        return notes.assign(connection, at.actor, signal_id, token, to, task, _day(due))

    return _do(at, signal_id, key, "assigned", act, kept=kept, token=token, asked=kept)


@router.post("/{signal_id}/eskalasi")
def escalate(at: At, signal_id: Number, key: Key, token: Held, reason: Text) -> Response:
    """Move the signal one level up; it may leave the person's region by that, so the list follows."""
    kept = {"act": "eskalasi", "text": reason}

    def act(connection: Connection) -> str:
        return notes.escalate(connection, at.actor, signal_id, token, reason)

    return _do(at, signal_id, key, "escalated", act, kept=kept, leads="/antrean", token=token, asked=kept)


def _do(
    at: Desk,
    signal_id: int,
    key: str,
    done: str | Callable[[Any], str],
    act: Callable[[Connection], Any],
    *,
    kept: dict[str, str] | None = None,
    leads: str = "",
    **request: Any,
) -> Response:
    """Write, then lead back; where it fails, show the signal again with what went wrong and what was typed."""
    try:
        answer = at.write(key, act, **request)
    except NotFound:
        raise
    except SuarError as error:
        if error.status not in (403, 409, 422):
            raise
        return show(at, signal_id, status=error.status, problem=in_words(at.words, error), kept=kept)
    word = done if isinstance(done, str) else done(answer)
    return RedirectResponse((leads or f"/antrean/{signal_id}") + _tail(at, word), 303)


def _tail(at: Desk, word: str) -> str:
    tail = read_choice(at.request.query_params).query()
    return f"{tail}&pesan={word}" if tail else f"?pesan={word}"


def _decision(said: dict[str, Any]) -> Decision:
    try:
        return Decision(**said)
    except ValidationError:
        raise BadInput() from None


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return _DATE.validate_python(text)
    except ValidationError:
        raise BadInput("The date cannot be read.") from None
