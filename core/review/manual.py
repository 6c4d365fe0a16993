"""A person opens a signal: pasted text, or a page that a link led to. Analysed like any document, and never refused
by the policy: a person asks, so people look.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field
from sqlalchemy import Connection

from core.errors import BadInput, Conflict, NotFound
from core.permissions import require
from core.regions.tree import load_tree
from core.review.intake import open_signal, take_in
from core.review.policy import Opening
from core.review.record import record
from core.schemas.analysis import Analysis
from core.schemas.document import Frozen
from core.schemas.incoming import MAX_TEXT, MAX_TITLE, MAX_URL, Incoming
from core.schemas.signal import Category
from core.schemas.user import Actor
from core.store import decisions, documents, issues, signals, sources
from core.store.documents import StoredDocument

#: How a text reached the office. Where from, never from whom.
Channel = Literal["whatsapp", "phone", "social_media", "letter", "visit", "other"]


class Pasted(Frozen):
    """What the person hands in: a text, a link, or both."""

    text: str = Field("", max_length=MAX_TEXT)
    link: str | None = Field(None, max_length=MAX_URL, pattern=r"^https?://[^\s/]")
    title: str = Field("", max_length=MAX_TITLE)
    category: Category
    region: str | None = None
    channel: Channel = "other"


class Fetched(Frozen):
    """What became of the link: the document that holds its page, in the revision that was analysed, or the failure."""

    document_id: int | None = None
    revision: int = 0
    failure: str = ""


class Opened(Frozen):
    """The signal, and whether the text was known and had one of this category and region already."""

    signal_id: int
    document_id: int
    joined: bool
    region: str


def open_manual(
    connection: Connection, actor: Actor, pasted: Pasted, analysis: Analysis, fetched: Fetched | None = None
) -> Opened:
    """Store the text and open a signal of the category that the person chose.

    A text that is known joins its document's issue. When the issue has a signal of this category and region already,
    that one is returned with a note that it came in again.

    Raises: BadInput without text and link, or for an unknown region; NotFound for a region outside the office's;
    Conflict when another office has this signal already.
    """
    require(actor, "signal.open")
    region = _region(actor, pasted, analysis)
    document, judged = _document(connection, pasted, fetched)
    issue_id = issues.ensure_for(connection, document.id, document.title)
    opening = Opening(
        category=pasted.category,
        region=region,
        owner=region,
        ambiguous=False,
        priority=max(1, analysis.priority),  # a person took the trouble
        sensitive=pasted.category == "sara",
        reasons=[_reason(pasted, fetched)],
    )
    signal_id = open_signal(connection, actor, issue_id, document.id, opening, analysis.pipeline)
    joined = signal_id is None
    if signal_id is None:
        signal_id = _join(connection, actor, issue_id, opening)
    if judged and document.analysed_revision < document.revision:
        take_in(connection, document.id, document.revision, document.title, analysis)
    return Opened(signal_id=signal_id, document_id=document.id, joined=joined, region=region)


def _region(actor: Actor, pasted: Pasted, analysis: Analysis) -> str:
    """The region that the person chose, else the one the text is about, else the office's."""
    if pasted.region:
        if pasted.region not in load_tree():
            raise BadInput(f"There is no region {pasted.region}. Codes look like 73 or 73.71.")
        if not actor.scope.covers(pasted.region):
            raise NotFound(f"Region {pasted.region} lies outside the region of your office ({actor.region}).")
        return pasted.region
    for link in analysis.regions:
        if link.role == "focus" and not link.ambiguous and actor.scope.covers(link.code):
            return link.code
    return actor.region


def incoming_of(pasted: Pasted) -> Incoming:
    """Return the pasted text as it will be stored, to be analysed: offsets count in this one.

    It has no address: one would let a pasted text pass for a new revision of the article there.
    Raises: BadInput when nothing is left of it.
    """
    text = pasted.text.strip() or pasted.link or ""
    incoming = Incoming(kind="post", source_id=sources.MANUAL.id, origin="manual", title=pasted.title, text=text)
    if not incoming.text:
        raise BadInput("Paste the text or give a link to it.")
    return incoming


def _document(connection: Connection, pasted: Pasted, fetched: Fetched | None) -> tuple[StoredDocument, bool]:
    """Return the document, and whether the analysis read exactly what it holds; else it waits for its own."""
    if fetched is not None and fetched.document_id is not None:
        document = documents.get(connection, fetched.document_id)
        return document, document.revision == fetched.revision
    incoming = incoming_of(pasted)
    sources.ensure(connection, sources.MANUAL)
    document = documents.get(connection, documents.store(connection, incoming).document_id)
    return document, (document.title, document.text) == (incoming.title, incoming.text)


def _reason(pasted: Pasted, fetched: Fetched | None) -> dict[str, Any]:
    reason: dict[str, Any] = {"code": "manual", "channel": pasted.channel}
    if pasted.link:
        reason["link"] = pasted.link
    if fetched is not None and fetched.failure:
        reason["failure"] = fetched.failure
    return reason


def _join(connection: Connection, actor: Actor, issue_id: int, opening: Opening) -> int:
    for signal in signals.of_issue(connection, actor.scope, issue_id):
        if (signal.category, signal.region) == (opening.category, opening.region):
            reason = opening.reasons[0]
            decisions.add_note(connection, signal.id, actor.id, "system", f"manual:{reason['channel']}")
            record(connection, actor, "signal.open_again", signal, reason)
            return signal.id
    raise Conflict("This text is in the queue of another office already, for the same category and region.")
