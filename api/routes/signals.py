"""Signals: the queue, one signal with its evidence, and opening one by hand."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field, model_validator

from api.deps import Running, allowed
from api.manual import open_pasted
from api.routes.paging import Page, decode, page
from api.routes.values import Body, Cursor, Key, Limit, Moment, Number, RegionCode, Words, known_region
from core.review import leases, verdicts
from core.review.answers import Answer, answers
from core.review.manual import Channel, Opened, Pasted
from core.schemas.analysis import Analysis
from core.schemas.incoming import MAX_TEXT, MAX_TITLE, MAX_URL
from core.schemas.signal import WAITING, Assignment, Category, Note, Signal, State, Verdict
from core.schemas.user import Actor
from core.store import analyses, decisions, documents, signals
from core.store.documents import StoredDocument

router = APIRouter(prefix="/signals", tags=["signals"])
Reader = Annotated[Actor, Depends(allowed("signal.read"))]
_STATES = "May be given several times; by default those in which a person's decision is still to come."


class SignalRead(BaseModel):
    """A signal with everything that a person needs to decide."""

    signal: Signal
    document: StoredDocument
    analysis: Analysis | None
    verdicts: list[Verdict] = Field(description="Without the first verdict of a pair, until the second is given.")
    notes: list[Note]
    assignments: list[Assignment]
    fact_checks: list[Answer] = Field(
        description="Published fact-checks found for the issue's documents, matches first."
    )
    may_take: bool = Field(description="Whether you could take it if nobody holds it.")


class Handed(Body):
    """A text or a link that reached the office."""

    text: Annotated[Words, Field(max_length=MAX_TEXT)] = ""
    link: Annotated[str | None, Field(max_length=MAX_URL, pattern=r"^https?://[^\s/\x00-\x1f]+\S*$")] = None
    title: Annotated[Words, Field(max_length=MAX_TITLE)] = ""
    category: Category
    region: RegionCode | None = Field(None, description="Else the place the text is about, else your office's.")
    channel: Channel = "other"

    @model_validator(mode="after")
    def _something(self) -> Handed:
        if not self.text.strip() and not self.link:
            raise ValueError("give a text or a link")
        return self


@router.get("")
def list_signals(
    running: Running,
    actor: Reader,
    state: Annotated[list[State], Query(default_factory=lambda: list(WAITING), max_length=7, description=_STATES)],
    category: Annotated[Category | None, Query()] = None,
    region: Annotated[RegionCode | None, Query(description="In this region's subtree.")] = None,
    since: Annotated[Moment | None, Query(description="Opened at this moment or later.")] = None,
    until: Annotated[Moment | None, Query(description="Opened before this moment.")] = None,
    free: Annotated[bool, Query(description="Only those that nobody holds.")] = False,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[Signal]:
    """List the signals of your region, most urgent and then newest first; by default those that wait."""
    chosen = signals.Filters(
        states=tuple(dict.fromkeys(state)),
        category=category,
        region=known_region(region),
        since=since,
        until=until,
        free_only=free,
    )
    filters = ["signals", chosen.model_dump(mode="json")]
    position = decode(cursor, filters, 2)
    with running.database.read() as connection:
        after = (position[0], position[1]) if position else None
        found = signals.queue(connection, actor.scope, chosen, after=after, limit=limit + 1)
    last = found[:limit][-1:]
    return page(found, limit, filters, [last[0].priority, last[0].id] if last else [])


@router.get("/{signal_id}")
def read_signal(running: Running, actor: Reader, signal_id: Number) -> SignalRead:
    """Read one signal with its document, evidence and history."""
    with running.database.read() as connection:
        signal = signals.get(connection, actor.scope, signal_id)
        return SignalRead(
            signal=signal,
            document=documents.get(connection, signal.document_id),
            analysis=analyses.latest(connection, signal.document_id),
            verdicts=verdicts.visible(actor, signal, decisions.verdicts_of(connection, signal_id)),
            notes=decisions.notes_of(connection, signal_id),
            assignments=decisions.assignments_of(connection, signal_id),
            fact_checks=answers(connection, signal),
            may_take=leases.may_take(connection, actor, signal),
        )


@router.post("", status_code=201)
def open_signal(
    running: Running, actor: Annotated[Actor, Depends(allowed("signal.open"))], handed: Handed, key: Key = None
) -> Opened:
    """Open a signal from a text or a link. A link is fetched first, for a minute at most; when that fails, the signal
    opens with the link as its text and the failure among its reasons."""
    return open_pasted(running, actor, key, Pasted(**handed.model_dump()))
