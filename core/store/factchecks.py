"""Fact-checks: what is stored, what is a revision, what is known already. The only SQL on them and their revisions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select, update

from core.clock import now
from core.db.tables import fact_check_revisions, fact_checks
from core.errors import NotFound
from core.schemas.document import Frozen
from core.schemas.factcheck import FactCheck, Verdict

Origin = Literal["crawl", "import"]

#: Rows read at once when all are gone through.
_CHUNK = 1_000
#: Words of a search that are looked for; more find nothing more in a title and a claim.
MOST_WORDS = 12


class Kept(NamedTuple):
    """What became of a fact-check, the record that now holds it, and its state.

    `duplicate`: another source brought it first, or its publisher's own page did.
    """

    outcome: Literal["stored", "revision", "unchanged", "duplicate"]
    fact_check_id: int
    revision: int


class StoredFactCheck(Frozen):
    """One fact-check as it stands in the store."""

    id: int
    source_id: str
    origin: Origin
    url: str | None
    external_id: str
    publisher: str
    title: str
    claim: str
    explanation: str
    conclusion: str
    verdict: Verdict
    verdict_raw: str
    published_on: str
    published_at: datetime | None
    published_raw: str
    language: str
    content_hash: str
    revision: int
    first_hand: bool
    ingested_at: datetime
    updated_at: datetime

    @property
    def record(self) -> FactCheck:
        """The fact-check alone, as it was given."""
        return FactCheck(**{name: getattr(self, name) for name in FactCheck.model_fields})


class FactCheckRevision(Frozen):
    """An older state of a fact-check, and when a newer one was seen."""

    number: int
    record: FactCheck
    seen_at: datetime


class FactCheckFilter(Frozen):
    """Which fact-checks to list; empty fields choose all."""

    #: Words that all stand in title, claim or conclusion, small or capital.
    words: str = ""
    publisher: str | None = None
    source_id: str | None = None
    verdict: Verdict | None = None
    #: First and last day, ISO 8601; a fact-check that knows its year or month alone is compared as far as it goes.
    since: str | None = None
    until: str | None = None


def store(
    connection: Connection, source_id: str, origin: Origin, given: FactCheck, *, first_hand: bool = False
) -> Kept:
    """Store the fact-check, or recognise it by address, publisher's id or content and note what changed.

    `first_hand`: it was read on its publisher's own page. Such a record takes over one that came from elsewhere; what
    comes from elsewhere never overrules another source's record.
    """
    known = _known(connection, source_id, given)
    if known is None:
        moment = now()
        values = {**given.model_dump(), "source_id": source_id, "origin": origin, "content_hash": given.content_hash}
        row = values | {"first_hand": first_hand, "ingested_at": moment, "updated_at": moment}
        made = connection.execute(insert(fact_checks).values(row).returning(fact_checks.c.id)).scalar_one()
        return Kept("stored", int(made), 1)
    foreign = known.first_hand or known.source_id != source_id
    if foreign and not first_hand:
        return Kept("duplicate", known.id, known.revision)
    given = _with_what_is_known(given, known)
    if known.content_hash == given.content_hash:
        _complete(connection, known, given, source_id, first_hand)
        return Kept("unchanged", known.id, known.revision)
    _revise(connection, known, given, {"first_hand": True, "source_id": source_id} if first_hand else {})
    return Kept("revision", known.id, known.revision + 1)


def get(connection: Connection, fact_check_id: int) -> StoredFactCheck:
    """Return the fact-check.

    Raises: NotFound when there is none with this id.
    """
    row = connection.execute(select(fact_checks).where(fact_checks.c.id == fact_check_id)).mappings().first()
    if row is None:
        raise NotFound(f"There is no fact-check {fact_check_id}.")
    return StoredFactCheck(**row)


def revisions_of(connection: Connection, fact_check_id: int) -> list[FactCheckRevision]:
    """Return the older states, oldest first."""
    table = fact_check_revisions
    query = select(table).where(table.c.fact_check_id == fact_check_id).order_by(table.c.number)
    return [
        FactCheckRevision(number=row["number"], record=FactCheck(**row["record"]), seen_at=row["seen_at"])
        for row in connection.execute(query).mappings()
    ]


def recent(
    connection: Connection, chosen: FactCheckFilter | None = None, before: int | None = None, limit: int = 50
) -> list[StoredFactCheck]:
    """Return fact-checks, newest id first; `before` is the last id of the page before."""
    query = select(fact_checks).where(*_conditions(chosen or FactCheckFilter()))
    query = query.order_by(fact_checks.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(fact_checks.c.id < before)
    return [StoredFactCheck(**row) for row in connection.execute(query).mappings()]


def every(connection: Connection, since: datetime | None = None) -> Iterator[StoredFactCheck]:
    """Give every fact-check by id, or those that are new or were changed at `since` or later, a page at a time."""
    last = 0
    while True:
        query = select(fact_checks).where(fact_checks.c.id > last).order_by(fact_checks.c.id).limit(_CHUNK)
        if since is not None:
            query = query.where(fact_checks.c.updated_at >= since)
        rows = connection.execute(query).mappings().all()
        if not rows:
            return
        for row in rows:
            yield StoredFactCheck(**row)
        last = rows[-1]["id"]


def newest_change(connection: Connection) -> datetime | None:
    """Return when a fact-check was last stored or changed; None when there is none."""
    return connection.execute(select(func.max(fact_checks.c.updated_at))).scalar()


def count(connection: Connection, chosen: FactCheckFilter | None = None) -> int:
    """Return how many fact-checks there are."""
    query = select(func.count()).select_from(fact_checks).where(*_conditions(chosen or FactCheckFilter()))
    return int(connection.execute(query).scalar_one())


def publishers(connection: Connection) -> list[str]:
    """Return the names of the publishers, in alphabetical order."""
    query = select(fact_checks.c.publisher).distinct().where(fact_checks.c.publisher != "")
    return sorted(connection.execute(query).scalars(), key=str.casefold)


def _known(connection: Connection, source_id: str, given: FactCheck) -> StoredFactCheck | None:
    """Return the record of the same fact-check, whoever brought it.

    By address; by the publisher's id within a named publisher, or within a source where one of the two records names
    none, since outlets count from 1 alike; and where neither was given, by content.
    """
    if given.url:
        for one in _having(connection, fact_checks.c.url == given.url):
            return one
    if given.external_id:
        for one in _having(connection, fact_checks.c.external_id == given.external_id):
            named = given.publisher and one.publisher
            if one.publisher == given.publisher if named else one.source_id == source_id:
                return one
    if not given.url and not given.external_id:
        for one in _having(connection, fact_checks.c.content_hash == given.content_hash):
            if one.source_id == source_id:
                return one
    return None


def _having(connection: Connection, same: ColumnElement[bool]) -> Iterator[StoredFactCheck]:
    """Give the records with one indexed value. A second condition misled SQLite into reading the whole source."""
    query = select(fact_checks).where(same).order_by(fact_checks.c.id)
    for row in connection.execute(query).mappings():
        yield StoredFactCheck(**row)


def _with_what_is_known(given: FactCheck, known: StoredFactCheck) -> FactCheck:
    """Return the record with its identity and date where a later reading does not name them again."""
    kept: dict[str, object] = {
        name: getattr(known, name)
        for name in ("url", "external_id", "publisher", "language")
        if not getattr(given, name)
    }
    if not given.published_on:
        kept |= {name: getattr(known, name) for name in ("published_on", "published_at", "published_raw")}
    return given.model_copy(update=kept)


def _complete(
    connection: Connection, known: StoredFactCheck, given: FactCheck, source_id: str, first_hand: bool
) -> None:
    """Note what identifies the fact-check and was not known before: no new state of what it says."""
    values: dict[str, object] = {
        name: getattr(given, name)
        for name in ("url", "external_id", "publisher", "language")
        if not getattr(known, name) and getattr(given, name)
    }
    if first_hand and not known.first_hand:
        values |= {"first_hand": True, "source_id": source_id}
    if values:
        connection.execute(update(fact_checks).where(fact_checks.c.id == known.id).values(values))


def _revise(connection: Connection, known: StoredFactCheck, given: FactCheck, more: dict[str, object]) -> None:
    moment = now()
    older = {"fact_check_id": known.id, "number": known.revision, "seen_at": moment}
    connection.execute(insert(fact_check_revisions).values(older | {"record": known.record.model_dump(mode="json")}))
    fresh = {**given.model_dump(), "content_hash": given.content_hash, "updated_at": moment, **more}
    values = fresh | {"revision": known.revision + 1}
    connection.execute(update(fact_checks).where(fact_checks.c.id == known.id).values(values))


def _conditions(chosen: FactCheckFilter) -> list[ColumnElement[bool]]:
    columns = fact_checks.c
    pairs = ((columns.publisher, chosen.publisher), (columns.source_id, chosen.source_id))
    found = [column == value for column, value in (*pairs, (columns.verdict, chosen.verdict)) if value is not None]
    for word in chosen.words.split()[:MOST_WORDS]:
        places = (columns.title, columns.claim, columns.conclusion)
        found.append(or_(*(place.icontains(word, autoescape=True) for place in places)))
    dated, known = columns.published_on, func.length(columns.published_on)
    if chosen.since or chosen.until:
        found.append(dated != "")
    if chosen.since:
        found.append(dated >= func.substr(chosen.since, 1, known))
    if chosen.until:
        found.append(func.substr(dated, 1, len(chosen.until)) <= func.substr(chosen.until, 1, known))
    return found
