"""Taking signals: each goes to one person, a stale token is refused on every write, an ended hold can be taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, update

from core.clock import now
from core.db.engine import Database
from core.db.tables import signals as table
from core.errors import Forbidden, LeasedByOther, NotFound, StaleLease
from core.review import leases, notes, verdicts
from core.store import signals
from core.store.signals import Filters
from tests.conftest import Office, OpenSignal

SAID = verdicts.Decision(decision="dismissed", reason="not_relevant")

WRITES: dict[str, Callable[[Connection, Any, int, int], object]] = {
    "renew": lambda c, a, s, t: leases.renew(c, a, s, t, 30),
    "release": lambda c, a, s, t: leases.release(c, a, s, t),
    "decide": lambda c, a, s, t: verdicts.decide(c, a, s, t, SAID),
    "reopen": lambda c, a, s, t: verdicts.reopen(c, a, s, t, "new facts"),
    "note": lambda c, a, s, t: notes.add_note(c, a, s, t, "a note"),
    "assign": lambda c, a, s, t: notes.assign(c, a, s, t, "second", "call them", None),
    "escalate": lambda c, a, s, t: notes.escalate(c, a, s, t, "too big for us"),
}


def end_hold(database: Database, signal_id: int) -> None:
    """Let the hold's time pass."""
    with database.write() as connection:
        connection.execute(update(table).where(table.c.id == signal_id).values(held_until=now() - timedelta(seconds=1)))


def test_sixteen_threads_take_two_hundred_signals_each_once(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    with database.write() as connection:
        wanted = {open_signal(priority=number % 3, connection=connection) for number in range(200)}
    actors = [office.operator, office.second, office.analyst, office.supervisor]

    def work(number: int) -> list[tuple[int, int]]:
        taken = []
        while True:
            with database.write() as connection:
                try:
                    lease = leases.take_next(connection, actors[number % 4], 30, Filters())
                except NotFound:
                    return taken
            taken.append((lease.signal_id, lease.token))

    with ThreadPoolExecutor(16) as pool:
        taken = [pair for pairs in pool.map(work, range(16)) for pair in pairs]
    assert Counter(signal for signal, _ in taken) == dict.fromkeys(wanted, 1)
    assert {token for _, token in taken} == {1}


def test_sixteen_threads_want_the_same_signal_and_the_losers_learn_the_name(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal()
    actors = [office.operator, office.second, office.analyst, office.supervisor]

    def work(number: int) -> str:
        with database.write() as connection:
            try:
                return leases.take(connection, actors[number % 4], signal_id, 30).holder
            except LeasedByOther as error:
                return error.message.removesuffix(f" holds signal {signal_id}.")

    with ThreadPoolExecutor(16) as pool:
        names = set(pool.map(work, range(16)))
    assert len(names) == 1
    with database.read() as connection:
        assert signals.get(connection, office.operator.scope, signal_id).token == 1


@pytest.mark.parametrize("write", WRITES)
def test_stale_token_is_refused_with_the_new_holders_name(
    database: Database, office: Office, open_signal: OpenSignal, write: str
) -> None:
    signal_id = open_signal(region="73")
    with database.write() as connection:
        old = leases.take(connection, office.supervisor, signal_id, 30)
    end_hold(database, signal_id)
    with database.write() as connection:
        new = leases.take(connection, office.operator, signal_id, 30)
    assert new.token > old.token
    with pytest.raises(StaleLease, match="operator holds it now") as caught, database.write() as connection:
        WRITES[write](connection, office.supervisor, signal_id, old.token)
    assert caught.value.detail["holder"] == "operator"
    with pytest.raises(StaleLease), database.write() as connection:  # a guessed token of somebody else helps nobody
        WRITES[write](connection, office.supervisor, signal_id, new.token)


@pytest.mark.parametrize("write", WRITES)
def test_ended_hold_is_refused_even_if_nobody_took_over(
    database: Database, office: Office, open_signal: OpenSignal, write: str
) -> None:
    signal_id = open_signal(region="73")
    with database.write() as connection:
        lease = leases.take(connection, office.supervisor, signal_id, 30)
    end_hold(database, signal_id)
    with pytest.raises(StaleLease, match="Take it again"), database.write() as connection:
        WRITES[write](connection, office.supervisor, signal_id, lease.token)


def test_own_older_token_is_stale_after_taking_anew(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal()
    with database.write() as connection:
        first = leases.take(connection, office.operator, signal_id, 30)
    end_hold(database, signal_id)
    with database.write() as connection:
        second = leases.take(connection, office.operator, signal_id, 30)
    assert second.token == first.token + 1
    with pytest.raises(StaleLease), database.write() as connection:
        leases.release(connection, office.operator, signal_id, first.token)


def test_taking_what_one_holds_renews_it(database: Database, office: Office, open_signal: OpenSignal) -> None:
    signal_id = open_signal()
    with database.write() as connection:
        first = leases.take(connection, office.operator, signal_id, 1)
        second = leases.take(connection, office.operator, signal_id, 30)
    assert second.token == first.token
    assert second.held_until > first.held_until + timedelta(minutes=20)


def test_released_signal_is_free_and_open_again(database: Database, office: Office, open_signal: OpenSignal) -> None:
    signal_id = open_signal()
    with database.write() as connection:
        lease = leases.take(connection, office.operator, signal_id, 30)
        assert signals.get(connection, office.operator.scope, signal_id).state == "in_review"
        leases.release(connection, office.operator, signal_id, lease.token)
        signal = signals.get(connection, office.operator.scope, signal_id)
    assert (signal.state, signal.holder_id, signal.held_until) == ("open", None, None)


def test_next_is_the_most_urgent_then_the_newest(database: Database, office: Office, open_signal: OpenSignal) -> None:
    low, old, new = open_signal(priority=0), open_signal(priority=2), open_signal(priority=2)
    with database.write() as connection:
        order = [leases.take_next(connection, office.operator, 30, Filters()).signal_id for _ in range(3)]
    assert order == [new, old, low]


def test_next_looks_past_a_page_of_signals_that_one_may_not_take(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    last = open_signal(priority=0)
    with database.write() as connection:
        disputed = [open_signal("sara", priority=2, connection=connection) for _ in range(51)]
        values = {"state": "second_review", "needs_supervisor": True}
        connection.execute(update(table).where(table.c.id.in_(disputed)).values(values))
    with database.write() as connection:
        assert leases.take_next(connection, office.operator, 30, Filters()).signal_id == last


@pytest.mark.parametrize("role", ["viewer", "auditor", "admin"])
def test_roles_that_only_look_cannot_take(
    database: Database, office: Office, open_signal: OpenSignal, role: str
) -> None:
    signal_id = open_signal()
    with pytest.raises(Forbidden, match=rf"role {role} does not allow signal\.take"), database.write() as connection:
        leases.take(connection, getattr(office, role), signal_id, 30)
