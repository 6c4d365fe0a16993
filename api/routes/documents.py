"""Documents: public material, the same for every office."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from api.deps import Running, allowed
from api.routes.paging import Page, decode, page
from api.routes.values import Cursor, Limit, Moment, Number, RegionCode, known_region
from core.diff import Change, word_diff
from core.errors import NotFound
from core.schemas.analysis import Analysis
from core.schemas.document import Kind
from core.schemas.signal import Category
from core.store import analyses, captures, documents, issues
from core.store import copies as stored_copies
from core.store.captures import Capture
from core.store.copies import Copy, CopyKind, Elsewhere, Spread
from core.store.documents import DocumentFilter, Revision, Sighting, StoredDocument

router = APIRouter(prefix="/documents", tags=["documents"], dependencies=[Depends(allowed("document.read"))])


class DocumentItem(BaseModel):
    """A document in a list, without its text."""

    id: int
    kind: Kind
    source_id: str
    origin: str
    url: str | None
    title: str
    excerpt: str
    published_at: datetime | None
    ingested_at: datetime
    language: str
    revision: int
    partial: bool
    #: The document that it is a copy of or has a passage from, and which of them: exact, near, fragment.
    duplicate_of: int | None
    duplicate_kind: CopyKind | None
    #: How often its text stands elsewhere: copies of it, and other addresses of them.
    copies: int


class DocumentRead(BaseModel):
    """A document with what the machine found in it, its older states, and where else it was seen."""

    document: StoredDocument
    analysis: Analysis | None
    revisions: list[Revision]
    sightings: list[Sighting]
    #: The issue that it is in; null until it is analysed.
    issue_id: int | None
    #: What it is to an earlier document; null while it was not compared yet.
    copy_of: Copy | None
    #: Where else its text stands, the first of `copies` places.
    elsewhere: list[Elsewhere]
    copies: int
    #: The archived pages it was made from, with their SHA-256.
    captures: list[Capture]


class RevisionChanges(BaseModel):
    """What the next version changed, word by word: passages that are the same, removed or added."""

    document_id: int
    older: int
    newer: int
    title: list[Change]
    text: list[Change]


@router.get("")
def list_documents(
    running: Running,
    region: Annotated[RegionCode | None, Query(description="About this region's subtree.")] = None,
    category: Annotated[Category | None, Query(description="Judged yes for it.")] = None,
    source: Annotated[str | None, Query(max_length=60)] = None,
    kind: Annotated[Kind | None, Query()] = None,
    since: Annotated[Moment | None, Query(description="Stored at this moment or later.")] = None,
    until: Annotated[Moment | None, Query(description="Stored before this moment.")] = None,
    copies: Annotated[bool, Query(description="Copies too, whose original stands in the list already.")] = False,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[DocumentItem]:
    """List documents, newest first, copies of one text once."""
    chosen = DocumentFilter(
        source_id=source, region=known_region(region), category=category, kind=kind, since=since, until=until
    )
    filters = ["documents", chosen.model_dump(mode="json"), copies]
    position = decode(cursor, filters, 1)
    with running.database.read() as connection:
        before = position[0] if position else None
        found = documents.recent(connection, chosen, before, limit + 1, copies_too=copies)
        ids = [document.id for document in found]
        told, spread = stored_copies.of_documents(connection, ids), stored_copies.elsewhere(connection, ids, each=1)
    shown = [_item(document, told.get(document.id), spread.get(document.id)) for document in found]
    return page(shown, limit, filters, [found[:limit][-1].id] if found else [])


@router.get("/{document_id}")
def read_document(running: Running, document_id: Number) -> DocumentRead:
    """Read one document with its analysis, revisions and sightings."""
    with running.database.read() as connection:
        spread = stored_copies.elsewhere(connection, [document_id]).get(document_id, stored_copies.NOWHERE)
        return DocumentRead(
            document=documents.get(connection, document_id),
            analysis=analyses.latest(connection, document_id),
            revisions=documents.revisions_of(connection, document_id),
            sightings=documents.sightings_of(connection, document_id),
            captures=captures.of_document(connection, document_id),
            issue_id=issues.of_document(connection, document_id),
            copy_of=stored_copies.of_documents(connection, [document_id]).get(document_id),
            elsewhere=list(spread.places),
            copies=spread.total,
        )


@router.get("/{document_id}/revisions/{number}/changes")
def read_changes(running: Running, document_id: Number, number: Number) -> RevisionChanges:
    """Read what the version after this one changed."""
    with running.database.read() as connection:
        states = documents.states_of(connection, document_id)
    older, newer = states.get(number), states.get(number + 1)
    if older is None or newer is None:
        raise NotFound(f"Document {document_id} has no version {number} that was replaced.")
    return RevisionChanges(
        document_id=document_id,
        older=number,
        newer=number + 1,
        title=word_diff(older.title, newer.title),
        text=word_diff(older.text, newer.text),
    )


def _item(document: StoredDocument, told: Copy | None, spread: Spread | None) -> DocumentItem:
    same = set(DocumentItem.model_fields) & set(StoredDocument.model_fields)
    return DocumentItem(
        **{name: getattr(document, name) for name in same},
        excerpt=document.text[:240],
        duplicate_of=told.original_id if told else None,
        duplicate_kind=told.kind if told else None,
        copies=spread.total if spread else 0,
    )
