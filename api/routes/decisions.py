"""What a person who holds a signal does with it: verdict, note, assignment, escalation, reopening."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from api.deps import Running, allowed
from api.routes.values import Body, Key, Number, Token, Words
from core.review import notes, verdicts
from core.review.once import once
from core.review.verdicts import MAX_COMMENT, Decision, Outcome
from core.schemas.signal import VerdictDecision
from core.schemas.user import Actor

router = APIRouter(prefix="/signals/{signal_id}", tags=["decisions"])


class Said(Body):
    """A verdict. `other` needs a comment; an unknown reason is answered with the allowed ones."""

    token: Token
    decision: VerdictDecision
    reason: Annotated[Words, Field(max_length=40)]
    comment: Annotated[Words, Field(max_length=MAX_COMMENT)] = ""
    evidence_seen: Annotated[bool, Field(strict=True)] = False


class Reopening(Body):
    """Why a decided signal is looked at again."""

    token: Token
    reason: Annotated[Words, Field(min_length=1, max_length=MAX_COMMENT)]


class Remark(Body):
    """A note, or a follow-up when the signal is confirmed."""

    token: Token
    text: Annotated[Words, Field(min_length=1, max_length=notes.MAX_TEXT)]


class Task(Body):
    """A *disposisi*: whom you ask, to do what, by when."""

    token: Token
    to: Annotated[Words, Field(min_length=1, max_length=120, description="The colleague's name.")]
    task: Annotated[Words, Field(min_length=1, max_length=notes.MAX_TEXT)]
    due_on: Annotated[date | None, Field(ge=date(2000, 1, 1), le=date(2200, 1, 1))] = None


class Escalation(Body):
    """Why the level above shall look."""

    token: Token
    reason: Annotated[Words, Field(min_length=1, max_length=notes.MAX_TEXT)]


class Added(BaseModel):
    """The number of what was added."""

    id: int


class Moved(BaseModel):
    """The region whose office has the signal now; empty for the centre."""

    owner: str


@router.post("/verdicts", status_code=201)
def decide(
    running: Running,
    actor: Annotated[Actor, Depends(allowed("signal.decide"))],
    signal_id: Number,
    said: Said,
    key: Key = None,
) -> Outcome:
    """Record your verdict; the hold ends. A sensitive signal then waits for a second person."""
    words = Decision(**said.model_dump(exclude={"token"}))
    request = {"decide": signal_id, **said.model_dump(mode="json")}
    answer = once(
        running.database, actor, key, request, lambda c: verdicts.decide(c, actor, signal_id, said.token, words)
    )
    return Outcome.model_validate(answer)


@router.post("/reopen", status_code=204)
def reopen(
    running: Running,
    actor: Annotated[Actor, Depends(allowed("signal.supervise"))],
    signal_id: Number,
    why: Reopening,
    key: Key = None,
) -> None:
    """Open a decided signal for a new round; the hold ends."""
    request = {"reopen": signal_id, **why.model_dump(mode="json")}
    once(running.database, actor, key, request, lambda c: verdicts.reopen(c, actor, signal_id, why.token, why.reason))


@router.post("/notes", status_code=201)
def add_note(
    running: Running,
    actor: Annotated[Actor, Depends(allowed("signal.note"))],
    signal_id: Number,
    remark: Remark,
    key: Key = None,
) -> Added:
    """Add a note."""
    request = {"note": signal_id, **remark.model_dump(mode="json")}
    answer = once(
        running.database, actor, key, request, lambda c: notes.add_note(c, actor, signal_id, remark.token, remark.text)
    )
    return Added(id=answer)


@router.post("/assignments", status_code=201)
def assign(
    running: Running,
    actor: Annotated[Actor, Depends(allowed("signal.assign"))],
    signal_id: Number,
    task: Task,
    key: Key = None,
) -> Added:
    """Ask a colleague within your region to do something."""
    request = {"assign": signal_id, **task.model_dump(mode="json")}
    answer = once(
        running.database,
        actor,
        key,
        request,
        lambda c: notes.assign(c, actor, signal_id, task.token, task.to, task.task, task.due_on),
    )
    return Added(id=answer)


@router.post("/escalate")
def escalate(
    running: Running,
    actor: Annotated[Actor, Depends(allowed("signal.escalate"))],
    signal_id: Number,
    why: Escalation,
    key: Key = None,
) -> Moved:
    """Hand the signal one level up the tree; the hold ends, and a second person will be needed."""
    request = {"escalate": signal_id, **why.model_dump(mode="json")}
    answer = once(
        running.database, actor, key, request, lambda c: notes.escalate(c, actor, signal_id, why.token, why.reason)
    )
    return Moved(owner=answer)
