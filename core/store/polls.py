"""When discovery pages are asked for again. The only SQL on polls."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from core.clock import now
from core.db.tables import polls
from core.schemas.document import Frozen

_CHUNK = 500


class PollState(Frozen):
    """How one discovery page is polled."""

    url: str
    source_id: str
    #: Seconds.
    interval: int
    next_at: datetime
    rate: float
    quiet: int
    polled_at: datetime


def states(connection: Connection, urls: Collection[str]) -> dict[str, PollState]:
    """Return what is known about these pages, by URL."""
    found: dict[str, PollState] = {}
    wanted = list(urls)
    for start in range(0, len(wanted), _CHUNK):
        rows = connection.execute(select(polls).where(polls.c.url.in_(wanted[start : start + _CHUNK]))).mappings()
        found |= {row["url"]: PollState(**row) for row in rows}
    return found


def note(connection: Connection, state: PollState) -> None:
    """Write how the page is polled from now on."""
    values = state.model_dump(exclude={"url"})
    if not connection.execute(update(polls).where(polls.c.url == state.url).values(values)).rowcount:
        connection.execute(insert(polls).values(url=state.url, **values))


def next_of(connection: Connection) -> dict[str, datetime]:
    """Return for each source when the first of its pages is due."""
    query = select(polls.c.source_id, func.min(polls.c.next_at)).group_by(polls.c.source_id)
    return {row[0]: row[1] for row in connection.execute(query)}


def shortest(connection: Connection) -> dict[str, int]:
    """Return for each source the seconds between two polls of its busiest page."""
    query = select(polls.c.source_id, func.min(polls.c.interval)).group_by(polls.c.source_id)
    return {row[0]: row[1] for row in connection.execute(query)}


def is_due(state: PollState | None) -> bool:
    """Return whether the page may be asked for now; an unknown one may.

    So may one that was polled in the future: the clock was set back since, and no page waits for it to catch up.
    """
    moment = now()
    return state is None or state.next_at <= moment or state.polled_at > moment
