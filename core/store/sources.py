"""Sources as rows: their run-time state. What a source is stands in its file; the file gives only the first state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select, update

from core.clock import now
from core.db.tables import documents, sources
from core.errors import NotFound
from core.schemas.document import Frozen
from core.schemas.source import Source

#: Sources that no file describes: files handed to `suar import`, and what a person pastes or links.
IMPORT = Source(id="import", name="Impor berkas", kind="import")
MANUAL = Source(id="manual", name="Masukan petugas", kind="manual")


class SourceState(Frozen):
    """A source with its run-time state."""

    id: str
    name: str
    kind: str
    home_url: str
    home_region: str | None
    enabled: bool
    verified: bool
    fictional: bool
    last_attempt_at: datetime | None
    last_success_at: datetime | None
    last_error: str
    paused_at: datetime | None = None
    paused_reason: str = ""
    #: The last day on which its certificates are not checked, and why; None: they are checked.
    tls_exception_until: date | None = None
    tls_exception_reason: str = ""


class SourceHealth(SourceState):
    """A source with what it has brought so far."""

    documents: int
    newest_document_at: datetime | None


def sync(connection: Connection, wanted: Iterable[Source]) -> None:
    """Bring the rows in line with the files: new sources are added, names and places follow; a choice made here stays.

    `enabled` and `verified` of a file count only when the source is new, since people change them at run time.
    """
    present = {row.id: row for row in connection.execute(select(sources))}
    for source in wanted:
        described = {
            "name": source.name,
            "kind": source.kind,
            "home_url": source.home_url,
            "home_region": source.home_region,
            "fictional": source.fictional,
            "tls_exception_until": source.tls_exception.until if source.tls_exception else None,
            "tls_exception_reason": source.tls_exception.reason if source.tls_exception else "",
        }
        row = present.get(source.id)
        if row is None:
            first = {"id": source.id, "enabled": source.enabled, "verified": source.verified}
            connection.execute(insert(sources).values(first | described))
        elif any(getattr(row, name) != value for name, value in described.items()):
            connection.execute(update(sources).where(sources.c.id == source.id).values(described))


def ensure(connection: Connection, source: Source) -> None:
    """Add the source unless there is one with this id."""
    if connection.execute(select(sources.c.id).where(sources.c.id == source.id)).first() is None:
        sync(connection, [source])


def get(connection: Connection, source_id: str) -> SourceState:
    """Return the source.

    Raises: NotFound when no source has this id.
    """
    row = connection.execute(select(sources).where(sources.c.id == source_id)).mappings().first()
    if row is None:
        raise NotFound(f"There is no source '{source_id}'. `suar sources list` shows them.")
    return SourceState(**row)


def states(connection: Connection) -> dict[str, SourceState]:
    """Return every source by id."""
    rows = connection.execute(select(sources).order_by(sources.c.id)).mappings()
    return {row["id"]: SourceState(**row) for row in rows}


def health(connection: Connection) -> list[SourceHealth]:
    """Return every source with the number of its documents and the newest one's time."""
    brought = (
        select(documents.c.source_id, func.count().label("count"), func.max(documents.c.ingested_at).label("newest"))
        .group_by(documents.c.source_id)
        .subquery()
    )
    columns = (func.coalesce(brought.c.count, 0).label("documents"), brought.c.newest.label("newest_document_at"))
    query = select(sources, *columns).outerjoin(brought, brought.c.source_id == sources.c.id).order_by(sources.c.id)
    return [SourceHealth(**row) for row in connection.execute(query).mappings()]


def set_enabled(connection: Connection, source_id: str, enabled: bool) -> None:
    """Switch the source on or off.

    Raises: NotFound when no source has this id.
    """
    get(connection, source_id)
    connection.execute(update(sources).where(sources.c.id == source_id).values(enabled=enabled))


def set_verified(connection: Connection, source_id: str) -> None:
    """Note that a person has seen this source deliver.

    Raises: NotFound when no source has this id.
    """
    get(connection, source_id)
    connection.execute(update(sources).where(sources.c.id == source_id).values(verified=True))


def pause(connection: Connection, source_id: str, reason: str, at: datetime | None = None) -> bool:
    """Stop reading the source until a person resumes it; return whether it was read before.

    Raises: NotFound when no source has this id.
    """
    get(connection, source_id)
    reading = update(sources).where(sources.c.id == source_id, sources.c.paused_at.is_(None))
    return bool(connection.execute(reading.values(paused_at=at or now(), paused_reason=reason[:500])).rowcount)


def resume(connection: Connection, source_id: str) -> bool:
    """Read the source again; return whether it was paused.

    Raises: NotFound when no source has this id.
    """
    get(connection, source_id)
    paused = update(sources).where(sources.c.id == source_id, sources.c.paused_at.is_not(None))
    return bool(connection.execute(paused.values(paused_at=None, paused_reason="")).rowcount)


def note_attempt(connection: Connection, source_id: str, error: str = "") -> None:
    """Note that the source was read now: with the error, or successfully."""
    moment = now()
    values: dict[str, object] = {"last_attempt_at": moment, "last_error": error[:500]}
    if not error:
        values["last_success_at"] = moment
    connection.execute(update(sources).where(sources.c.id == source_id).values(values))
