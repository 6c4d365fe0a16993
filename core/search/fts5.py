"""Search over SQLite's full-text table. The query reaches it as quoted stems only; a slow one is stopped."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Select, column, func, literal_column, not_, select, table, text
from sqlalchemy.exc import OperationalError

from core.db.tables import documents, sources
from core.errors import SearchUnavailable
from core.search import highlight
from core.search.engine import Hit, Results, SearchFilters
from core.search.query import Query, Term
from core.store import copies
from core.store.came import came
from core.store.documents import DocumentFilter, filter_clauses

#: Seconds after which a search is stopped, and how often that is looked at (SQLite steps; a look each 0.02 ms or so).
TIME_LIMIT = 1.0
_STEPS = 1_000
#: How much a word in the title counts against one in the text.
_TITLE_WEIGHT, _TEXT_WEIGHT = 4.0, 1.0

#: Lies outside the metadata, since only SQLite has it (core.db.fulltext).
_INDEX = table("documents_fts", column("rowid"))
_RANK = func.bm25(literal_column("documents_fts"), _TITLE_WEIGHT, _TEXT_WEIGHT)


class Fts5:
    """The search engine of one office."""

    def __init__(self, time_limit: float = TIME_LIMIT) -> None:
        self._time_limit = time_limit

    def search(self, connection: Connection, wanted: Query, filters: SearchFilters, limit: int) -> Results:
        """Return the best documents for the query.

        Raises: SearchUnavailable when it takes longer than the time limit.
        """
        match = {"match": match_expression(wanted)}
        with _stopped_after(connection, self._time_limit):
            once = not_(copies.folded(_INDEX.c.rowid, copies.ORIGINAL.c.id.in_(_met(filters))))
            total = connection.execute(_restricted(select(func.count()), filters).where(once), match).scalar_one()
            best = _restricted(select(_INDEX.c.rowid, _RANK.label("rank")), filters).where(once)
            ranked = connection.execute(best.order_by("rank", _INDEX.c.rowid.desc()).limit(limit), match).all()
            numbers = [number for number, _ in ranked]
            found = _read(connection, numbers)
            spread = copies.elsewhere(connection, numbers, each=1)
        for number, one in spread.items():
            found[number]["copies"] = one.total
        items = [_hit(found[number], -rank, wanted.wanted) for number, rank in ranked]
        return Results(total=total, items=items)


def match_expression(wanted: Query) -> str:
    """Return the query in FTS5's language: every stem quoted, so that none can be an operator or a column."""
    expression = " AND ".join(_quoted(term) for term in wanted.wanted)
    if not wanted.unwanted:
        return expression
    return f"({expression}) NOT ({' OR '.join(_quoted(term) for term in wanted.unwanted)})"


def _quoted(term: Term) -> str:
    return '"' + " ".join(stem.replace('"', "") for stem in term.stems) + '"'


_COLUMNS = (
    documents.c.id,
    documents.c.kind,
    documents.c.title,
    documents.c.text,
    documents.c.url,
    documents.c.published_at,
    documents.c.source_id,
    sources.c.name.label("source"),
    sources.c.fictional,
)


def _restricted(query: Select[Any], filters: SearchFilters) -> Select[Any]:
    """Restrict the query; `documents` is joined only where a filter asks for it, since that reads every row met."""
    query = query.select_from(_INDEX).where(text("documents_fts MATCH :match"))
    if filters == SearchFilters():
        return query
    query = query.join(documents, documents.c.id == _INDEX.c.rowid)
    if filters.since is not None:
        query = query.where(came >= filters.since)
    if filters.until is not None:
        query = query.where(came < filters.until)
    return query.where(*filter_clauses(DocumentFilter(region=filters.region, category=filters.category)))


def _met(filters: SearchFilters) -> Select[Any]:
    """Return all that the query meets: a copy is left out only if its original is among them."""
    return _restricted(select(_INDEX.c.rowid), filters).correlate(None)


def _read(connection: Connection, numbers: list[int]) -> dict[int, dict[str, Any]]:
    """Return the documents by id. Read after the ranking: with the texts in the sorted rows a search that met 4,471 of
    5,000 documents took 115 ms instead of 49 (November 2026)."""
    query = select(*_COLUMNS).join(sources, sources.c.id == documents.c.source_id).where(documents.c.id.in_(numbers))
    return {row["id"]: dict(row) for row in connection.execute(query).mappings()}


def _hit(row: dict[str, Any], score: float, terms: tuple[Term, ...]) -> Hit:
    body = row.pop("text")
    in_text = highlight.find("text", body, terms)
    marks = [*highlight.find("title", row["title"], terms), *in_text]
    return Hit(**row, score=float(f"{score:.6g}"), highlights=marks, excerpt=highlight.excerpt(body, in_text))


@contextmanager
def _stopped_after(connection: Connection, seconds: float) -> Iterator[None]:
    """Interrupt what runs on the connection after the seconds.

    Raises: SearchUnavailable when it had to.
    """
    driver: Any = connection.connection.dbapi_connection
    end = time.monotonic() + seconds
    driver.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS)
    try:
        yield
    except OperationalError as error:
        if "interrupted" not in str(error.orig):
            raise
        message = f"The search took longer than {seconds:g} s. Narrow it by region, category or time."
        raise SearchUnavailable(message) from None
    finally:
        driver.set_progress_handler(None, 0)
