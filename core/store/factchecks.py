"""Fact-checks: what is stored, what is a revision. The only SQL on fact_checks and their revisions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, func, insert, select, update

from core.clock import now
from core.db.tables import fact_check_revisions, fact_checks
from core.errors import NotFound
from core.schemas.document import Frozen
from core.schemas.factcheck import FactCheck, Verdict


class Kept(NamedTuple):
    """What became of a fact-check, the record that now holds it, and its state."""

    outcome: Literal["stored", "revision", "unchanged"]
    fact_check_id: int
    revision: int


class StoredFactCheck(Frozen):
    """One fact-check as it stands in the store."""

    id: int
    source_id: str
    origin: str
    url: str | None
    external_id: str
    publisher: str
    title: str
    claim: str
    explanation: str
    conclusion: str
    verdict: Verdict
    verdict_raw: str
    published_at: datetime | None
    published_raw: str
    language: str
    content_hash: str
    revision: int
    ingested_at: datetime
    updated_at: datetime


def store(connection: Connection, source_id: str, origin: Literal["crawl", "import"], given: FactCheck) -> Kept:
    """Store the fact-check, or recognise it by its address, else by source and external id, else by its content."""
    known = _known(connection, source_id, given)
    if known is None:
        moment = now()
        values = given.model_dump() | {"source_id": source_id, "origin": origin, "content_hash": given.content_hash}
        row = values | {"ingested_at": moment, "updated_at": moment}
        made = connection.execute(insert(fact_checks).values(row).returning(fact_checks.c.id)).scalar_one()
        return Kept("stored", int(made), 1)
    if known["content_hash"] == given.content_hash:
        return Kept("unchanged", known["id"], known["revision"])
    _revise(connection, known, given)
    return Kept("revision", known["id"], known["revision"] + 1)


def get(connection: Connection, fact_check_id: int) -> StoredFactCheck:
    """Return the fact-check.

    Raises: NotFound when there is none with this id.
    """
    row = connection.execute(select(fact_checks).where(fact_checks.c.id == fact_check_id)).mappings().first()
    if row is None:
        raise NotFound(f"There is no fact-check {fact_check_id}.")
    return StoredFactCheck(**row)


def recent(connection: Connection, before: int | None = None, limit: int = 50) -> list[StoredFactCheck]:
    """Return fact-checks, newest id first; `before` is the last id of the page before."""
    query = select(fact_checks).order_by(fact_checks.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(fact_checks.c.id < before)
    return [StoredFactCheck(**row) for row in connection.execute(query).mappings()]


def count(connection: Connection) -> int:
    """Return how many fact-checks there are."""
    return int(connection.execute(select(func.count()).select_from(fact_checks)).scalar_one())


def _known(connection: Connection, source_id: str, given: FactCheck) -> Mapping[str, Any] | None:
    if given.url:
        same = fact_checks.c.url == given.url
    elif given.external_id:
        same = (fact_checks.c.source_id == source_id) & (fact_checks.c.external_id == given.external_id)
    else:
        same = (fact_checks.c.source_id == source_id) & (fact_checks.c.content_hash == given.content_hash)
    row = connection.execute(select(fact_checks).where(same).order_by(fact_checks.c.id).limit(1)).mappings().first()
    return None if row is None else dict(row)


def _revise(connection: Connection, known: Mapping[str, Any], given: FactCheck) -> None:
    old = FactCheck(**{name: known[name] for name in FactCheck.model_fields})
    number = {"fact_check_id": known["id"], "number": known["revision"], "seen_at": now()}
    connection.execute(insert(fact_check_revisions).values(number | {"record": old.model_dump(mode="json")}))
    fresh = given.model_dump() | {"content_hash": given.content_hash, "updated_at": now()}
    if given.published_at is None:
        fresh |= {"published_at": known["published_at"], "published_raw": known["published_raw"]}
    values = fresh | {"revision": known["revision"] + 1}
    connection.execute(update(fact_checks).where(fact_checks.c.id == known["id"]).values(values))
