"""Documents: the newest ones, and one with its evidence, its analysis, what became of it, and its versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import Response
from sqlalchemy import Connection

from api.ui import labels
from api.ui.changes import Passages, passages
from api.ui.choice import CATEGORIES
from api.ui.confidence import Sure, sureness
from api.ui.desk import At, Desk
from api.ui.disguises import disguised
from api.ui.fields import Number
from api.ui.listing import PLACES, headline
from api.ui.marks import Piece, Span, evidence_spans, paragraphs, pieces
from core.diff import Change, word_diff
from core.errors import NotFound
from core.permissions import may, require
from core.regions.tree import load_tree
from core.schemas.analysis import RegionLink
from core.schemas.correction import RegionCorrection
from core.schemas.incoming import clean
from core.schemas.signal import Signal
from core.store import (
    analyses,
    captures,
    claim_matches,
    copies,
    corrections,
    documents,
    issues,
    ledger,
    signals,
    sources,
)
from core.store.captures import Capture
from core.store.copies import NOWHERE, Copy, Spread
from core.store.documents import DocumentFilter, Revision, StoredDocument

router = APIRouter(prefix="/dokumen")

PAGE = 40
#: Characters of a text on one page: with escapes and marks still below 200 KB.
PART = 20_000
#: Regions and corrections that a page shows.
MOST_REGIONS, MOST_CORRECTIONS, MOST_CAPTURES = 12, 8, 6


class Row(NamedTuple):
    """One document of the list."""

    id: int
    headline: str
    document: StoredDocument
    source_name: str
    fictional: bool
    spread: Spread


class DocumentView(NamedTuple):
    """One document, ready to be shown: its newest state or the older version that was asked for."""

    document: StoredDocument
    source_name: str
    fictional: bool
    headline: str
    title: list[Piece]
    text: list[list[Piece]]
    kinds: list[str]
    part: int
    parts: int
    older: list[Revision]
    evidence: list[Capture]
    shown: Revision | None
    #: The issue that it is in, with its title.
    issue: tuple[int, str] | None
    copy_of: Copy | None
    spread: Spread
    sure: list[Sure]
    disguised: str
    signals: list[Signal]
    outcomes: list[tuple[str, ledger.LedgerRow]]
    regions: list[RegionLink]
    corrections: list[RegionCorrection]


class ChangesView(NamedTuple):
    """Two versions of a document, ready to be compared."""

    document: StoredDocument
    headline: str
    older: int
    seen_at: datetime | None
    title: list[Change]
    passages: Passages


@router.get("")
def newest(at: At) -> Response:
    """List the newest documents."""
    require(at.actor, "document.read")
    query = at.request.query_params
    chosen = _filter(query)
    before = query.get("sebelum", "")
    with at.running.database.read() as connection:
        known = sources.states(connection)
        last = int(before[:15]) if before.isascii() and before.isdigit() else None
        found = documents.recent(connection, chosen, last, PAGE, copies_too=False)
        spread = copies.elsewhere(connection, [one.id for one in found], each=PLACES)
    rows = [
        Row(
            one.id,
            headline(one.title, one.text),
            one,
            known[one.source_id].name if one.source_id in known else one.source_id,
            one.source_id in known and known[one.source_id].fictional,
            spread.get(one.id, NOWHERE),
        )
        for one in found
    ]
    kept = {"sumber": chosen.source_id, "kategori": chosen.category}
    further = ""
    if len(found) == PAGE:
        further = "?" + urlencode({**{k: v for k, v in kept.items() if v}, "sebelum": found[-1].id})
    names = [(one.id, one.name) for one in known.values()]
    return at.page("documents.html", "documents", rows=rows, further=further, chosen=chosen, sources=names)


@router.get("/{document_id}")
def one(at: At, document_id: Number) -> Response:
    """Show one document."""
    require(at.actor, "document.read")
    with at.running.database.read() as connection:
        view = _view(at, connection, document_id)
    return at.page("document.html", "documents", view=view)


@router.get("/{document_id}/perubahan/{number}")
def changes(at: At, document_id: Number, number: Number) -> Response:
    """Show what the version after this one changed."""
    require(at.actor, "document.read")
    with at.running.database.read() as connection:
        document = documents.get(connection, document_id)
        states = documents.states_of(connection, document_id)
    older, newer = states.get(number), states.get(number + 1)
    if older is None or newer is None:
        raise NotFound()
    seen = older.seen_at if isinstance(older, Revision) else None
    view = ChangesView(
        document=document,
        headline=headline(document.title, document.text),
        older=number,
        seen_at=seen,
        title=word_diff(older.title, newer.title) if older.title != newer.title else [],
        passages=passages(word_diff(older.text, newer.text)),
    )
    return at.page("changes.html", "documents", view=view)


def _filter(query: Mapping[str, str]) -> DocumentFilter:
    region = query.get("wilayah", "")
    category = query.get("kategori", "")
    return DocumentFilter(
        source_id=clean(query.get("sumber", "")) or None,
        category=category if category in CATEGORIES else None,
        region=region if region in load_tree() else None,
    )


def _view(at: Desk, connection: Connection, document_id: int) -> DocumentView:
    document = documents.get(connection, document_id)
    older = documents.revisions_of(connection, document_id)
    shown = _version(older, at.request.query_params.get("versi", ""))
    title, text = (shown.title, shown.text) if shown else (document.title, document.text)
    analysis = analyses.latest(connection, document_id)
    marked = analysis if shown is None else None
    title_spans = evidence_spans(marked, "title", title) if marked else []
    text_spans = evidence_spans(marked, "text", text) if marked else []
    part, parts = _part(at.request.query_params.get("bagian", ""), len(text))
    begin = (part - 1) * PART
    answered = document_id in claim_matches.answered(connection, [document_id])
    known = sources.states(connection)
    source = known.get(document.source_id)
    return DocumentView(
        document=document,
        source_name=source.name if source else document.source_id,
        fictional=bool(source and source.fictional),
        headline=headline(title, text),
        title=pieces(title, title_spans),
        text=paragraphs(text[begin : begin + PART], [Span(s.start - begin, s.end - begin, s.kind) for s in text_spans]),
        kinds=sorted({span.kind for span in (*title_spans, *text_spans)}),
        part=part,
        parts=parts,
        older=older,
        evidence=captures.of_document(connection, document_id)[-MOST_CAPTURES:],
        shown=shown,
        issue=_issue(connection, document_id),
        copy_of=copies.of_documents(connection, [document_id]).get(document_id),
        spread=copies.elsewhere(connection, [document_id]).get(document_id, NOWHERE),
        sure=sureness(at.words, analysis, answered=answered),
        disguised=disguised(at.words, analysis),
        signals=signals.of_document(connection, at.actor.scope, document_id) if may(at.actor, "signal.read") else [],
        outcomes=[
            (labels.outcome(at.words, r.label), r)
            for r in ledger.entries(connection, document_id=document_id, limit=12)
        ],
        regions=[link for link in analysis.regions if link.role == "focus"][:MOST_REGIONS] if analysis else [],
        corrections=corrections.of_document(connection, document_id)[-MOST_CORRECTIONS:],
    )


def _issue(connection: Connection, document_id: int) -> tuple[int, str] | None:
    issue_id = issues.of_document(connection, document_id)
    return None if issue_id is None else (issue_id, headline(issues.get(connection, issue_id).title, ""))


def _version(older: list[Revision], wanted: str) -> Revision | None:
    if not wanted:
        return None
    for one in older:
        if str(one.number) == wanted:
            return one
    raise NotFound()


def _part(wanted: str, length: int) -> tuple[int, int]:
    parts = max(1, -(-length // PART))
    part = int(wanted[:4]) if wanted.isascii() and wanted.isdigit() else 1
    return min(max(part, 1), parts), parts
