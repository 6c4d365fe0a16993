"""Signals: reading them within a scope, and the conditional writes that keep two people apart."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, func, insert, or_, select, update

from core.clock import now
from core.db.tables import documents, signals, sources, users
from core.db.tables import issues as issue_rows
from core.errors import NotFound
from core.regions.scope import Scope, within
from core.schemas.document import Frozen
from core.schemas.signal import WAITING, Category, Signal, State
from core.store import copies, issues

#: Characters of the text that a list shows.
_EXCERPT = 240
#: A hold that was taken later than now and this was taken before the clock was set back: it would last for hours.
_CLOCKS_DIFFER = timedelta(minutes=5)


class Filters(Frozen):
    """What a reader of the queue asks for; None means no restriction."""

    states: tuple[State, ...] = WAITING
    category: Category | None = None
    region: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    free_only: bool = False


def add(connection: Connection, values: dict[str, Any]) -> int | None:
    """Open a signal; None when the issue has one of this category and region already."""
    same = and_(
        signals.c.issue_id.in_(issues.family(values["issue_id"])),
        signals.c.category == values["category"],
        signals.c.region == values["region"],
    )
    if connection.execute(select(signals.c.id).where(same)).scalar() is not None:
        return None
    moment = now()
    row = {"state": "open", "opened_at": moment, "changed_at": moment, **values}
    return int(connection.execute(insert(signals).values(row).returning(signals.c.id)).scalar_one())


def get(connection: Connection, scope: Scope, signal_id: int) -> Signal:
    """Return the signal.

    Raises: NotFound when it does not exist within the scope.
    """
    query = _signals().where(signals.c.id == signal_id, within(signals.c.owner, scope))
    row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound(f"There is no signal {signal_id} within your region.")
    return Signal(**row)


def queue(
    connection: Connection, scope: Scope, filters: Filters, *, after: tuple[int, int] | None = None, limit: int = 50
) -> list[Signal]:
    """Return signals within the scope, most urgent and then newest first, after the (priority, id) of a former page."""
    query = select(signals.c.id).where(within(signals.c.owner, scope), *_conditions(filters))
    if after is not None:
        priority, signal_id = after
        query = query.where(
            or_(signals.c.priority < priority, and_(signals.c.priority == priority, signals.c.id < signal_id))
        )
    order = (signals.c.priority.desc(), signals.c.id.desc())
    page = query.order_by(*order).limit(limit).subquery()  # copies are counted for the rows of the page alone
    rows = connection.execute(_signals().join(page, page.c.id == signals.c.id).order_by(*order)).mappings()
    return [Signal(**row) for row in rows]


def count(connection: Connection, scope: Scope, filters: Filters) -> tuple[int, int]:
    """Return how many signals there are within the scope, and how many of them are urgent."""
    query = select(func.count(), func.count().filter(signals.c.priority >= 2)).select_from(signals)
    total, urgent = connection.execute(query.where(within(signals.c.owner, scope), *_conditions(filters))).one()
    return int(total), int(urgent)


def of_issue(connection: Connection, scope: Scope, issue_id: int) -> list[Signal]:
    """Return the signals of one issue within the scope."""
    mine = signals.c.issue_id.in_(issues.family(issue_id))
    query = _signals().where(mine, within(signals.c.owner, scope)).order_by(signals.c.id)
    return [Signal(**row) for row in connection.execute(query).mappings()]


def of_document(connection: Connection, scope: Scope, document_id: int) -> list[Signal]:
    """Return the signals that this document opened, within the scope."""
    query = _signals().where(signals.c.document_id == document_id, within(signals.c.owner, scope))
    return [Signal(**row) for row in connection.execute(query.order_by(signals.c.id)).mappings()]


def claim(connection: Connection, signal_id: int, user_id: int, until: datetime, state: State) -> int | None:
    """Give the signal to the user unless somebody else holds it; return the new token, or None."""
    moment = now()
    ended = or_(signals.c.held_until <= moment, signals.c.changed_at > moment + _CLOCKS_DIFFER)
    free = or_(signals.c.holder_id.is_(None), ended, signals.c.holder_id == user_id)
    taken = (
        update(signals)
        .where(signals.c.id == signal_id, free)
        .values(holder_id=user_id, held_until=until, state=state, changed_at=moment, token=signals.c.token + 1)
        .returning(signals.c.token)
    )
    token = connection.execute(taken).scalar()
    return None if token is None else int(token)


def change(connection: Connection, signal_id: int, token: int, **values: Any) -> bool:
    """Write the values if the token is still the newest; tell whether it was."""
    query = update(signals).where(signals.c.id == signal_id, signals.c.token == token)
    written = connection.execute(query.values(changed_at=now(), **values).returning(signals.c.id)).scalar()
    return written is not None


def raise_priority(connection: Connection, signal_id: int, priority: int) -> None:
    """Make the signal as urgent as this if it is not already; whoever holds it goes on holding it."""
    lower = update(signals).where(signals.c.id == signal_id, signals.c.priority < priority)
    connection.execute(lower.values(priority=priority))


def reopen(connection: Connection, signal: Signal) -> None:
    """Put a decided signal that nobody holds back into the queue, for a new round."""
    values = {"state": "reopened", "round": signal.round + 1, "needs_supervisor": False, "changed_at": now()}
    still = update(signals).where(signals.c.id == signal.id, signals.c.token == signal.token)
    connection.execute(still.values(**values, holder_id=None, held_until=None))


def _conditions(filters: Filters) -> list[Any]:
    conditions: list[Any] = [signals.c.state.in_(filters.states)]
    if filters.category is not None:
        conditions.append(signals.c.category == filters.category)
    if filters.region:
        conditions.append(within(signals.c.region, Scope(region=filters.region)))
    if filters.since is not None:
        conditions.append(signals.c.opened_at >= filters.since)
    if filters.until is not None:
        conditions.append(signals.c.opened_at < filters.until)
    if filters.free_only:
        conditions.append(or_(signals.c.holder_id.is_(None), signals.c.held_until <= now()))
    return conditions


def _signals() -> Select[Any]:
    own = (column for column in signals.c if column.name != "issue_id")
    return (
        select(
            *own,
            func.coalesce(issue_rows.c.merged_into, signals.c.issue_id).label("issue_id"),
            users.c.name.label("holder_name"),
            documents.c.title,
            func.substr(documents.c.text, 1, _EXCERPT).label("excerpt"),
            documents.c.url,
            documents.c.published_at,
            documents.c.source_id,
            sources.c.name.label("source_name"),
            sources.c.fictional,
            copies.count_of(signals.c.document_id).label("copies"),
        )
        .join(issue_rows, issue_rows.c.id == signals.c.issue_id)
        .join(documents, documents.c.id == signals.c.document_id)
        .join(sources, sources.c.id == documents.c.source_id)
        .join(users, users.c.id == signals.c.holder_id, isouter=True)
    )
