"""Which documents are copies of which: one row for each that was compared. The only SQL on them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    delete,
    exists,
    func,
    insert,
    literal,
    null,
    select,
    union_all,
)

from core.clock import now
from core.db.tables import document_copies, documents, sightings, sources
from core.schemas.document import Frozen

CopyKind = Literal["exact", "near", "fragment"]
#: Kinds that say nothing new and are shown with their original; a fragment is a text of its own with a passage of
#: another one.
FOLDED: tuple[CopyKind, ...] = ("exact", "near")
#: The documents that copies are copies of, in the conditions of `folded`.
ORIGINAL = documents.alias("original")
#: How far ids may be committed out of order.
_OVERLAP = 1000
_TEXT = (documents.c.id, documents.c.revision, documents.c.title, documents.c.text)


class Copy(Frozen):
    """What a document is to an earlier one."""

    document_id: int
    revision: int
    original_id: int | None
    kind: CopyKind | None
    found_at: datetime

    @property
    def folded_into(self) -> int | None:
        """Return the original with which it is shown; None when it is shown by itself."""
        return self.original_id if self.kind in FOLDED else None


class Elsewhere(Frozen):
    """Where else a text stands: a document that is its copy, or the same text seen at another address."""

    document_id: int | None
    kind: Literal["same", "exact", "near", "fragment"]
    source_id: str
    source_name: str
    title: str
    url: str | None
    seen_at: datetime


class Spread(Frozen):
    """How often a text stands elsewhere, and the first of these places."""

    total: int
    places: tuple[Elsewhere, ...]


#: Of a text that stands in one place only.
NOWHERE = Spread(total=0, places=())


class Uncompared(Frozen):
    """What is compared of a document."""

    id: int
    revision: int
    title: str
    text: str


class Compared(Uncompared):
    """The same of a document that is something to another one: the state that was compared, and what it was."""

    kind: CopyKind


def uncompared(connection: Connection, limit: int) -> list[Uncompared]:
    """Return documents that came after those that were compared, in the order in which they came.

    Ids are looked at from a little before the last one on: two writers may commit in another order than they counted.
    """
    last = select(func.coalesce(func.max(document_copies.c.document_id), 0)).scalar_subquery()
    joined = documents.outerjoin(document_copies, document_copies.c.document_id == documents.c.id)
    fresh = (document_copies.c.document_id.is_(None), documents.c.id > last - _OVERLAP)
    query = select(*_TEXT).select_from(joined).where(*fresh).order_by(documents.c.id).limit(limit)
    return [Uncompared(**row) for row in connection.execute(query).mappings()]


def compared(connection: Connection, after: int, limit: int) -> list[Uncompared]:
    """Return documents that were compared already, in the order in which they came: to be remembered again."""
    query = select(*_TEXT).join(document_copies, document_copies.c.document_id == documents.c.id)
    chosen = query.where(documents.c.id > after).order_by(documents.c.id).limit(limit)
    return [Uncompared(**row) for row in connection.execute(chosen).mappings()]


def compared_again(connection: Connection, since: datetime, after: int, until: int, limit: int) -> list[Uncompared]:
    """Return documents between two ids that were compared again after this moment, as they then stood.

    A finder that knows all ids, but ended before it wrote down what it learned since, does not know their new texts.
    """
    query = select(*_TEXT).join(document_copies, document_copies.c.document_id == documents.c.id)
    changed = (document_copies.c.revision > 1, document_copies.c.revision == documents.c.revision)
    between = (document_copies.c.found_at > since, documents.c.id > after, documents.c.id <= until)
    chosen = query.where(*changed, *between).order_by(documents.c.id).limit(limit)
    return [Uncompared(**row) for row in connection.execute(chosen).mappings()]


def last_compared(connection: Connection) -> datetime | None:
    """Return when the newest comparison was written down."""
    return connection.execute(select(func.max(document_copies.c.found_at))).scalar()


def as_changed(connection: Connection, document_id: int) -> Uncompared | None:
    """Return the document as it stands now; None where it stands as it was stored first."""
    query = select(*_TEXT).where(documents.c.id == document_id, documents.c.revision > 1)
    row = connection.execute(query).mappings().first()
    return None if row is None else Uncompared(**row)


def pointing_at(connection: Connection, document_id: int) -> list[Compared]:
    """Return what was found to be a copy or to hold a passage of this document, in the order in which it came."""
    columns = (documents.c.id, document_copies.c.revision, documents.c.title, documents.c.text, document_copies.c.kind)
    query = select(*columns).join(document_copies, document_copies.c.document_id == documents.c.id)
    chosen = query.where(document_copies.c.original_id == document_id).order_by(documents.c.id)
    return [Compared(**row) for row in connection.execute(chosen).mappings()]


def last_but(connection: Connection, count: int) -> int:
    """Return the id after which the newest `count` compared documents come; 0 when there are fewer."""
    query = select(document_copies.c.document_id).order_by(document_copies.c.document_id.desc())
    return int(connection.execute(query.offset(count).limit(1)).scalar() or 0)


def record(
    connection: Connection, document_id: int, revision: int, original_id: int | None, kind: CopyKind | None
) -> None:
    """Write down what the document is; a later comparison takes the place of an earlier one.

    What copies are shown with is never shown with another itself: such a document stays a text of its own, and so does
    a copy of what is one.
    """
    if kind in FOLDED and (_has_copies(connection, document_id) or _is_folded(connection, original_id)):
        original_id = kind = None
    connection.execute(delete(document_copies).where(document_copies.c.document_id == document_id))
    values = {"document_id": document_id, "revision": revision, "original_id": original_id, "kind": kind}
    connection.execute(insert(document_copies).values(**values, found_at=now()))


def of_documents(connection: Connection, document_ids: Collection[int]) -> dict[int, Copy]:
    """Return what some documents are, by id; those that were not compared yet are left out."""
    query = select(document_copies).where(document_copies.c.document_id.in_(document_ids))
    return {row["document_id"]: Copy(**row) for row in connection.execute(query).mappings()}


def elsewhere(connection: Connection, document_ids: Collection[int], each: int = 40) -> dict[int, Spread]:
    """Return where else texts stand, by the id of the original; those that stand nowhere else are left out."""
    places = _places(document_ids).subquery()
    number = func.row_number().over(partition_by=places.c.root, order_by=(places.c.seen_at, places.c.url))
    total = func.count().over(partition_by=places.c.root)
    ranked = select(places, number.label("number"), total.label("total")).subquery()
    query = select(ranked, sources.c.name.label("source_name")).join(sources, sources.c.id == ranked.c.source_id)
    found: dict[int, tuple[int, list[Elsewhere]]] = {}
    rows = connection.execute(query.where(ranked.c.number <= each).order_by(ranked.c.root, ranked.c.number))
    for row in rows.mappings():
        place = Elsewhere(**{name: row[name] for name in Elsewhere.model_fields})
        found.setdefault(row["root"], (row["total"], []))[1].append(place)
    return {root: Spread(total=total, places=tuple(places)) for root, (total, places) in found.items()}


def folded(document_id: ColumnElement[int], *original: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that a document is shown with its original, of which `original` must hold.

    The original is `ORIGINAL`, so that a list hides a copy only if it shows what it is a copy of.
    """
    mine = (document_copies.c.document_id == document_id, document_copies.c.kind.in_(FOLDED))
    joined = document_copies.join(ORIGINAL, ORIGINAL.c.id == document_copies.c.original_id)
    return exists(select(1).select_from(joined).where(*mine, *original).correlate_except(document_copies, ORIGINAL))


def count_of(document_id: ColumnElement[int]) -> ColumnElement[int]:
    """Return how often the text of a document stands elsewhere, for queries on other tables."""
    mine = (document_copies.c.original_id == document_id, document_copies.c.kind.in_(FOLDED))
    copies = select(func.count()).select_from(document_copies).where(*mine).scalar_subquery()
    joined = sightings.join(document_copies, document_copies.c.document_id == sightings.c.document_id)
    of_copies = select(func.count()).select_from(joined).where(*mine).scalar_subquery()
    own = select(func.count()).select_from(sightings).where(sightings.c.document_id == document_id).scalar_subquery()
    return copies + of_copies + own


def _has_copies(connection: Connection, document_id: int) -> bool:
    mine = (document_copies.c.original_id == document_id, document_copies.c.kind.in_(FOLDED))
    return connection.execute(select(document_copies.c.document_id).where(*mine).limit(1)).first() is not None


def _is_folded(connection: Connection, document_id: int | None) -> bool:
    mine = (document_copies.c.document_id == document_id, document_copies.c.kind.in_(FOLDED))
    return connection.execute(select(document_copies.c.document_id).where(*mine)).first() is not None


def _places(document_ids: Collection[int]) -> CompoundSelect[Any]:
    """Return the copies of documents, and where they and their copies were seen."""
    own = select(documents.c.id.label("root"), documents.c.id.label("member")).where(documents.c.id.in_(document_ids))
    mine = (document_copies.c.original_id.in_(document_ids), document_copies.c.kind.in_(FOLDED))
    copied = select(document_copies.c.original_id, document_copies.c.document_id).where(*mine)
    family = union_all(own, copied).cte("family")
    columns = (documents.c.source_id, documents.c.title, documents.c.url, documents.c.ingested_at.label("seen_at"))
    as_copies = (
        select(family.c.root, documents.c.id.label("document_id"), document_copies.c.kind, *columns)
        .join(documents, documents.c.id == family.c.member)
        .join(document_copies, document_copies.c.document_id == family.c.member)
        .where(family.c.member != family.c.root)
    )
    same = (sightings.c.source_id, literal("").label("title"), sightings.c.url, sightings.c.seen_at)
    as_seen = select(family.c.root, null().label("document_id"), literal("same").label("kind"), *same).join(
        sightings, sightings.c.document_id == family.c.member
    )
    return union_all(as_copies, as_seen)
