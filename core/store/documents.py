"""Documents: what is stored, what is a copy, what is a revision. The only SQL on documents, revisions and sightings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, exists, func, insert, not_, or_, select, update

from core import crash
from core.clock import now
from core.db.tables import document_categories, document_regions, documents, revisions, sightings
from core.errors import NotFound
from core.schemas.document import Frozen, Kind
from core.schemas.incoming import Incoming
from core.store import copies, fulltext, hours

StoreOutcome = Literal["stored", "duplicate", "revision", "unchanged"]


class Stored(NamedTuple):
    """What became of an incoming text, and the document that now holds it."""

    outcome: StoreOutcome
    document_id: int
    #: The state of the document from now on.
    revision: int


class StoredDocument(Frozen):
    """One document as it stands in the store."""

    id: int
    kind: Kind
    source_id: str
    origin: str
    url: str | None
    title: str
    text: str
    content_hash: str
    published_at: datetime | None
    published_raw: str
    published_zone: str
    published_from: str
    published_confidence: float | None
    #: The field that the title was taken from: `h1`, `heading`, `json-ld`, `og`, `title`, `feed`; else empty.
    title_from: str
    #: Whether the text is only what stands outside the page's tags, because the page could not be read as a whole.
    partial: bool
    source_region: str | None
    language: str
    ingested_at: datetime
    revision: int
    analysed_revision: int
    analysis_error: str
    #: What read the page, with versions.
    extractor: str = ""


class Revision(Frozen):
    """An older state of a document."""

    document_id: int
    number: int
    title: str
    text: str
    content_hash: str
    seen_at: datetime
    extractor: str = ""


class Sighting(Frozen):
    """The same text seen at another address."""

    id: int
    document_id: int
    source_id: str
    #: No web address (`urn:suar:…`) where the copy came without one: then there is one a source.
    url: str
    #: When it was published there; where nobody knows, when it was found there.
    seen_at: datetime


class DocumentFilter(Frozen):
    """What a list of documents is restricted to; a region means its whole subtree."""

    source_id: str | None = None
    region: str | None = None
    category: str | None = None
    kind: Kind | None = None
    since: datetime | None = None
    until: datetime | None = None


def store(connection: Connection, incoming: Incoming) -> Stored:
    """Store the text, or recognise it: known URL and hash, changed text at a known URL, or a copy elsewhere.

    Two addresses that were seen with the same text stay one document; when the second one changes later, it becomes
    a document of its own.
    """
    digest = incoming.content_hash
    known = _by_url(connection, incoming.url)
    if known is not None:
        if known["content_hash"] == digest:
            return Stored("unchanged", known["id"], known["revision"])
        _revise(connection, known, incoming, digest)
        return Stored("revision", known["id"], known["revision"] + 1)
    same = select(documents.c.id, documents.c.revision, documents.c.source_id).where(documents.c.content_hash == digest)
    copy_of = connection.execute(same.order_by(documents.c.id).limit(1)).first()
    if copy_of is not None:
        url = incoming.url or _place_without_address(connection, copy_of.id, copy_of.source_id, incoming, digest)
        note_sighting(connection, int(copy_of.id), incoming.source_id, url, incoming.published_at)
        return Stored("duplicate", int(copy_of.id), copy_of.revision)
    return Stored("stored", _add(connection, incoming, digest), 1)


def foresee(connection: Connection, incoming: Incoming) -> StoreOutcome:
    """Return what `store` would make of the text now."""
    digest = incoming.content_hash
    known = _by_url(connection, incoming.url)
    if known is not None:
        return "unchanged" if known["content_hash"] == digest else "revision"
    same = select(documents.c.id).where(documents.c.content_hash == digest).limit(1)
    return "stored" if connection.execute(same).first() is None else "duplicate"


def get(connection: Connection, document_id: int) -> StoredDocument:
    """Return the document.

    Raises: NotFound when there is none with this id.
    """
    row = connection.execute(select(documents).where(documents.c.id == document_id)).mappings().first()
    if row is None:
        raise NotFound(f"There is no document {document_id}.")
    return StoredDocument(**row)


def find_url(connection: Connection, url: str) -> int | None:
    """Return the document that lies at this canonical address, or was seen there."""
    known = _by_url(connection, url)
    if known is not None:
        return int(known["id"])
    found = connection.execute(select(sightings.c.document_id).where(sightings.c.url == url).limit(1)).scalar()
    return None if found is None else int(found)


def move(connection: Connection, old_url: str, new_url: str) -> bool:
    """Give the document at the old address the new one and keep the old one as a sighting; return whether it did.

    Nothing happens when no document lies at the old address, or one lies at the new one already.
    """
    known = _by_url(connection, old_url)
    if known is None or _by_url(connection, new_url) is not None:
        return False
    connection.execute(update(documents).where(documents.c.id == known["id"]).values(url=new_url))
    came = known["published_at"] or known["ingested_at"]
    note_sighting(connection, int(known["id"]), known["source_id"], old_url, came)
    return True


def recent(
    connection: Connection,
    chosen: DocumentFilter | None = None,
    before: int | None = None,
    limit: int = 50,
    *,
    copies_too: bool = True,
) -> list[StoredDocument]:
    """Return documents, newest id first; `before` is the last id of the page before.

    Without copies, those are left out whose original is in the list too.
    """
    wanted = chosen or DocumentFilter()
    query = select(documents).where(*filter_clauses(wanted)).order_by(documents.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(documents.c.id < before)
    if not copies_too:
        query = query.where(not_(copies.folded(documents.c.id, *filter_clauses(wanted, copies.ORIGINAL))))
    return [StoredDocument(**row) for row in connection.execute(query).mappings()]


def filter_clauses(chosen: DocumentFilter, documents: FromClause = documents) -> list[ColumnElement[bool]]:
    """Return the conditions of a filter, for every query that selects from `documents` or an alias of it."""
    clauses: list[ColumnElement[bool]] = []
    if chosen.source_id:
        clauses.append(documents.c.source_id == chosen.source_id)
    if chosen.kind:
        clauses.append(documents.c.kind == chosen.kind)
    if chosen.since:
        clauses.append(documents.c.ingested_at >= chosen.since)
    if chosen.until:
        clauses.append(documents.c.ingested_at < chosen.until)
    if chosen.region:
        inside = or_(
            document_regions.c.region == chosen.region,
            document_regions.c.region.startswith(f"{chosen.region}.", autoescape=True),
        )
        clauses.append(exists().where(document_regions.c.document_id == documents.c.id, inside))
    if chosen.category:
        decided = (document_categories.c.category == chosen.category, document_categories.c.decision == "yes")
        whole = document_categories.c.subcategory == ""
        clauses.append(exists().where(document_categories.c.document_id == documents.c.id, whole, *decided))
    return clauses


def pending(connection: Connection, limit: int = 100, after: int = 0) -> list[StoredDocument]:
    """Return documents whose newest revision has not been analysed, oldest first."""
    waiting = (documents.c.analysed_revision < documents.c.revision, documents.c.analysis_error == "")
    query = select(documents).where(*waiting, documents.c.id > after).order_by(documents.c.id).limit(limit)
    return [StoredDocument(**row) for row in connection.execute(query).mappings()]


def count_pending(connection: Connection) -> int:
    """Return how many documents wait for their analysis."""
    waiting = (documents.c.analysed_revision < documents.c.revision, documents.c.analysis_error == "")
    return int(connection.execute(select(func.count()).select_from(documents).where(*waiting)).scalar_one())


def began(connection: Connection) -> datetime | None:
    """Return when the first document came in."""
    return connection.execute(select(func.min(documents.c.ingested_at))).scalar()


def revisions_of(connection: Connection, document_id: int) -> list[Revision]:
    """Return the older states of the document, oldest first."""
    query = select(revisions).where(revisions.c.document_id == document_id).order_by(revisions.c.number)
    return [Revision(**row) for row in connection.execute(query).mappings()]


def states_of(connection: Connection, document_id: int) -> dict[int, Revision | StoredDocument]:
    """Return every state of the document by its number, the newest one too.

    Raises: NotFound when there is no such document.
    """
    newest = get(connection, document_id)
    older = revisions_of(connection, document_id)
    return {**{one.number: one for one in older}, newest.revision: newest}


def note_sighting(
    connection: Connection, document_id: int, source_id: str, url: str | None, published_at: datetime | None
) -> None:
    """Note that the text of the document stands at this address too, unless that is known.

    Its time is its own date, or fourteen copies of two weeks would all have come just now.
    """
    if not url:
        return
    seen = (sightings.c.document_id == document_id, sightings.c.url == url)
    if connection.execute(select(sightings.c.id).where(*seen)).first() is None:
        seen_at = min(published_at or now(), now())
        values = {"document_id": document_id, "source_id": source_id, "url": url, "seen_at": seen_at}
        connection.execute(insert(sightings).values(values))


def sightings_of(connection: Connection, document_id: int) -> list[Sighting]:
    """Return where else the text of the document was seen, first sighting first."""
    query = select(sightings).where(sightings.c.document_id == document_id).order_by(sightings.c.id)
    return [Sighting(**row) for row in connection.execute(query).mappings()]


def _by_url(connection: Connection, url: str | None) -> Mapping[str, Any] | None:
    if not url:
        return None
    row = connection.execute(select(documents).where(documents.c.url == url)).mappings().first()
    return None if row is None else dict(row)


def _add(connection: Connection, incoming: Incoming, digest: str) -> int:
    values = incoming.model_dump() | {"content_hash": digest, "ingested_at": now(), "url": incoming.url or None}
    document_id = int(connection.execute(insert(documents).values(values).returning(documents.c.id)).scalar_one())
    fulltext.enter(connection, document_id, incoming.title, incoming.text, replace=False)
    return document_id


def _revise(connection: Connection, known: Mapping[str, Any], incoming: Incoming, digest: str) -> None:
    old = {name: known[name] for name in ("title", "text", "content_hash", "extractor")}
    connection.execute(
        insert(revisions).values(document_id=known["id"], number=known["revision"], seen_at=now(), **old)
    )
    crash.point("revision.kept")
    fresh: dict[str, Any] = {
        "title": incoming.title,
        "text": incoming.text,
        "extractor": incoming.extractor,
        "title_from": incoming.title_from,
        "partial": incoming.partial,
        "content_hash": digest,
        "revision": known["revision"] + 1,
        "analysis_error": "",
    }
    if incoming.published_at is not None:
        dated = ("published_at", "published_raw", "published_zone", "published_from", "published_confidence")
        fresh |= {name: getattr(incoming, name) for name in dated}
        came = known["published_at"] or known["ingested_at"]
        if incoming.published_at != came:  # both hours: the new analysis, which has the new one counted, may fail
            hours.unsettle(connection, came)
            hours.unsettle(connection, incoming.published_at)
    connection.execute(update(documents).where(documents.c.id == known["id"]).values(fresh))
    fulltext.enter(connection, known["id"], incoming.title, incoming.text, replace=True)


def _place_without_address(
    connection: Connection, document_id: int, first_source: str, incoming: Incoming, digest: str
) -> str | None:
    """Return what stands for the address of a copy that has none, or None where its source is counted already.

    Once a source, so that a message in five groups counts five times and a file that is imported twice does not. What
    a person pastes at the desk was not published by the desk.
    """
    mine = (sightings.c.document_id == document_id, sightings.c.source_id == incoming.source_id)
    if incoming.origin == "manual" or incoming.source_id == first_source:
        return None
    if connection.execute(select(sightings.c.id).where(*mine).limit(1)).first() is not None:
        return None
    return f"urn:suar:{incoming.source_id}:{digest}"
