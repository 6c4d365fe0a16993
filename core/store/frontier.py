"""The frontier: which URL of which source waits, was fetched, and may be fetched again. The only SQL on fetch_state.

A discovered article is written here as `pending` before it is fetched, in the transaction that notes the feed as
read: a crawl that is interrupted goes on with it, though the feed answers 304.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from core.clock import now
from core.db.tables import documents, fact_checks, fetch_state
from core.schemas.document import Frozen

PENDING = "pending"
#: A stored article is looked at again while it is younger than this.
RECHECK_AGE = timedelta(days=3)
#: … and not sooner than a quarter of its age after the last look: about 15 looks in three days instead of hundreds.
RECHECK_FRACTION = 4
#: A failed URL is tried again after 10 minutes, doubled by every attempt, at most this often.
MAX_ATTEMPTS = 5
RETRY_AFTER = timedelta(minutes=10)
#: How many host parameters one statement may carry (SQLite's limit was 999 before 3.32).
_CHUNK = 500


class Visited(Frozen):
    """What is known about a URL from the visits before."""

    url: str
    source_id: str
    etag: str
    last_modified: str
    fetched_at: datetime
    outcome: str
    attempts: int


def visited(connection: Connection, urls: Collection[str]) -> dict[str, Visited]:
    """Return what is known about these URLs, by URL."""
    found: dict[str, Visited] = {}
    for chunk in _chunks(list(urls)):
        rows = connection.execute(select(fetch_state).where(fetch_state.c.url.in_(chunk))).mappings()
        found |= {row["url"]: Visited(**row) for row in rows}
    return found


def add_pending(connection: Connection, source_id: str, urls: Sequence[str]) -> list[str]:
    """Note discovered articles that were never seen before; return these, in order."""
    known = visited(connection, urls)
    fresh = [url for url in dict.fromkeys(urls) if url not in known]
    moment = now()
    rows = [{"url": url, "source_id": source_id, "fetched_at": moment, "outcome": PENDING} for url in fresh]
    if rows:
        connection.execute(insert(fetch_state), rows)
    return fresh


def wait_for(connection: Connection, source_id: str, url: str) -> None:
    """Note that the URL is to be fetched, though it may have been before: an older page of a channel moves on."""
    fresh = {"outcome": PENDING, "attempts": 0, "fetched_at": now(), "etag": "", "last_modified": ""}
    if not connection.execute(update(fetch_state).where(fetch_state.c.url == url).values(fresh)).rowcount:
        connection.execute(insert(fetch_state).values(url=url, source_id=source_id, **fresh))


def note(connection: Connection, source_id: str, url: str, outcome: str, etag: str, last_modified: str) -> None:
    """Note that the URL was fetched now and how it ended."""
    known = connection.execute(select(fetch_state.c.attempts).where(fetch_state.c.url == url)).scalar()
    values = {"outcome": outcome[:60], "fetched_at": now(), "etag": etag[:300], "last_modified": last_modified[:100]}
    if known is None:
        connection.execute(insert(fetch_state).values(url=url, source_id=source_id, attempts=1, **values))
    else:
        connection.execute(update(fetch_state).where(fetch_state.c.url == url).values(attempts=known + 1, **values))


def waiting(connection: Connection, source_id: str, limit: int, gap: timedelta = timedelta()) -> list[Visited]:
    """Return what to fetch from the source now: pending first, then failures due again, then recent articles.

    `gap` is the least time between two looks at an article.
    """
    mine = fetch_state.c.source_id == source_id
    pending = (
        select(fetch_state).where(mine, fetch_state.c.outcome == PENDING).order_by(fetch_state.c.fetched_at.desc())
    )
    found = [Visited(**row) for row in connection.execute(pending.limit(limit)).mappings()]
    found += [one for one in _failed(connection, source_id) if _retry_due(one)]
    found += _recheck_due(connection, source_id, gap)
    return found[:limit]


def _failed(connection: Connection, source_id: str) -> list[Visited]:
    failed = (fetch_state.c.outcome.startswith("failed:"), fetch_state.c.attempts < MAX_ATTEMPTS)
    query = select(fetch_state).where(fetch_state.c.source_id == source_id, *failed).order_by(fetch_state.c.fetched_at)
    return [Visited(**row) for row in connection.execute(query.limit(200)).mappings()]


def _retry_due(one: Visited) -> bool:
    passed = _passed(one.fetched_at, now())
    return one.outcome == "failed:interrupted" or passed >= RETRY_AFTER * 2 ** (one.attempts - 1)


def _passed(since: datetime, moment: datetime) -> timedelta:
    """Return the time since then; an instant to come was noted before the clock was set back: long ago, to be safe."""
    return moment - since if since <= moment else timedelta.max


def _recheck_due(connection: Connection, source_id: str, gap: timedelta) -> list[Visited]:
    """Return the young articles and fact-checks whose time has come: both are corrected and taken back."""
    moment = now()
    found: dict[str, Visited] = {}
    for table in (documents, fact_checks):
        young = (table.c.source_id == source_id, table.c.ingested_at >= moment - RECHECK_AGE)
        joined = fetch_state.join(table, table.c.url == fetch_state.c.url)
        query = select(fetch_state, table.c.ingested_at).select_from(joined).where(*young)
        rows = connection.execute(query.order_by(table.c.id.desc()).limit(1000)).mappings()
        due = [_visited(row) for row in rows if _recheck_now(row["fetched_at"], row["ingested_at"], moment, gap)]
        found |= {one.url: one for one in due}
    return list(found.values())


def _recheck_now(fetched_at: datetime, first_seen: datetime, moment: datetime, gap: timedelta) -> bool:
    return _passed(fetched_at, moment) >= max(gap, (moment - first_seen) / RECHECK_FRACTION)


def _visited(row: Any) -> Visited:
    return Visited(**{name: row[name] for name in Visited.model_fields})


def _chunks(urls: list[str]) -> list[list[str]]:
    return [urls[start : start + _CHUNK] for start in range(0, len(urls), _CHUNK)]
