"""How hosts answer over runs: rests, failures in a row, requests of the day. The only SQL on them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from core.clock import now
from core.db.tables import host_states
from core.schemas.document import Frozen


class HostState(Frozen):
    """One host."""

    host: str
    rest_until: datetime | None = None
    rest_reason: str = ""
    #: Weighted failures in a row.
    failures: float = 0.0
    #: The day in UTC that `requests` counts.
    day: date | None = None
    requests: int = 0
    #: When this was last written: no request is later.
    updated_at: datetime | None = None


def states(connection: Connection) -> dict[str, HostState]:
    """Return what is known about every host, by its name.

    A state that was written in the future comes from before the clock was set back: its rest is as long as it was then.
    """
    moment, found = now(), {}
    query = select(*(host_states.c[name] for name in HostState.model_fields))
    for row in connection.execute(query).mappings():
        state = HostState(**{name: row[name] for name in HostState.model_fields})
        ahead = row["updated_at"] - moment
        if state.rest_until is not None and ahead > timedelta():
            state = state.model_copy(update={"rest_until": state.rest_until - ahead})
        found[state.host] = state
    return found


def save(connection: Connection, changed: Iterable[HostState]) -> None:
    """Write the states of hosts."""
    for state in changed:
        values = {**state.model_dump(exclude={"host"}), "updated_at": now()}
        done = connection.execute(update(host_states).where(host_states.c.host == state.host).values(values))
        if not done.rowcount:
            connection.execute(insert(host_states).values(host=state.host, **values))
