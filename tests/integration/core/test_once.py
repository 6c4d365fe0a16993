"""A write with an idempotency key happens once, however often and however quickly it is asked for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Connection, func, select

from core.db.engine import Database
from core.db.tables import audit_log, idempotency_keys
from core.errors import BadInput, IdempotencyMismatch, LeasedByOther
from core.review import leases
from core.review.once import once
from tests.conftest import Office, OpenSignal

KEY = "0123456789"


def takes(connection: Connection) -> int:
    query = select(func.count()).select_from(audit_log).where(audit_log.c.action == "signal.take")
    return connection.execute(query).scalar_one()


def test_same_key_gives_the_same_answer_and_acts_once(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal()

    def take() -> object:
        act = lambda c: leases.take(c, office.operator, signal_id, 30)  # noqa: E731
        return once(database, office.operator, KEY, {"take": signal_id}, act)

    first = take()
    assert first == take()
    assert isinstance(first, dict)
    assert first["holder"] == "operator"
    with database.read() as connection:
        assert takes(connection) == 1


def test_same_key_for_another_request_is_refused(database: Database, office: Office) -> None:
    once(database, office.operator, KEY, {"take": 1}, lambda _: 1)
    with pytest.raises(IdempotencyMismatch):
        once(database, office.operator, KEY, {"take": 2}, lambda _: 2)


def test_keys_belong_to_their_person(database: Database, office: Office) -> None:
    assert once(database, office.operator, KEY, {"take": 1}, lambda _: 1) == 1
    assert once(database, office.second, KEY, {"take": 2}, lambda _: 2) == 2


def test_without_a_key_each_request_acts(database: Database, office: Office) -> None:
    assert [once(database, office.operator, None, {}, lambda _, n=n: n) for n in range(3)] == [0, 1, 2]


def test_failed_act_leaves_its_key_free(database: Database, office: Office, open_signal: OpenSignal) -> None:
    signal_id = open_signal()
    with database.write() as connection:
        token = leases.take(connection, office.second, signal_id, 30).token

    def take() -> object:
        act = lambda c: leases.take(c, office.operator, signal_id, 30)  # noqa: E731
        return once(database, office.operator, KEY, {"take": signal_id}, act)

    with pytest.raises(LeasedByOther):
        take()
    with database.write() as connection:
        leases.release(connection, office.second, signal_id, token)
    assert take()


def test_eight_threads_with_one_key_act_once(database: Database, office: Office, open_signal: OpenSignal) -> None:
    signal_id, barrier = open_signal(), Barrier(8)

    def request(_number: int) -> object:
        barrier.wait(10)
        act = lambda c: leases.take(c, office.operator, signal_id, 30)  # noqa: E731
        return once(database, office.operator, KEY, {"take": signal_id}, act)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(request, range(8)))
    assert all(answer == answers[0] for answer in answers)
    with database.read() as connection:
        assert takes(connection) == 1
        assert connection.execute(select(func.count()).select_from(idempotency_keys)).scalar_one() == 1


@pytest.mark.parametrize("key", ["", "short", "x" * 81])
def test_key_of_an_odd_length_is_refused(database: Database, office: Office, key: str) -> None:
    with pytest.raises(BadInput, match="8 to 80"):
        once(database, office.operator, key, {}, lambda _: 1)


@pytest.mark.parametrize("key", ["12345678\x00", "12345678\ud800"])
def test_key_with_unfit_characters_is_refused(database: Database, office: Office, key: str) -> None:
    with pytest.raises(BadInput):
        once(database, office.operator, key, {}, lambda _: 1)
