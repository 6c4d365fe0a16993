"""What a search engine of Suar is, what it answers, and which one a database has."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from core.db.engine import Database
from core.errors import SearchUnavailable
from core.schemas.document import Frozen, Kind
from core.schemas.signal import Category
from core.search import query
from core.search.highlight import Excerpt, Highlight
from core.search.query import Query


class SearchFilters(Frozen):
    """What a search is restricted to. Documents are public material, so no office's scope applies.

    A region means its subtree; the time is that of publication, else of storing.
    """

    region: str | None = None
    category: Category | None = None
    since: datetime | None = None
    until: datetime | None = None


class Hit(Frozen):
    """A document that the query meets; the marks are spans of the original title and text."""

    id: int
    kind: Kind
    title: str
    url: str | None
    published_at: datetime | None
    source: str
    source_id: str
    fictional: bool
    score: float  #: higher is better; comparable within one answer only
    highlights: list[Highlight]
    excerpt: Excerpt
    #: How often its text stands elsewhere.
    copies: int = 0


class Results(Frozen):
    """How many documents the query meets, and the best of them; copies of one text count and stand there once."""

    total: int
    items: list[Hit]


class SearchEngine(Protocol):
    """Finds documents."""

    def search(self, connection: Connection, wanted: Query, filters: SearchFilters, limit: int) -> Results:
        """Return the best documents for the query.

        Raises: SearchUnavailable when it takes too long.
        """
        ...


def engine_of(database: Database) -> SearchEngine:
    """Return the engine of the database.

    Raises: SearchUnavailable on PostgreSQL, where full-text search is not built yet.
    """
    if not database.is_sqlite:
        raise SearchUnavailable()
    from core.search.fts5 import Fts5

    return Fts5()


def search(database: Database, text: str, filters: SearchFilters, limit: int = 20) -> Results:
    """Return the best documents for what a person typed.

    Raises: BadInput with words when the text is no query; SearchUnavailable.
    """
    engine = engine_of(database)
    wanted = query.parse(text)
    with database.read() as connection:
        return engine.search(connection, wanted, filters, limit)
