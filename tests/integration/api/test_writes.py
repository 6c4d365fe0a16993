"""Every write happens once, is recorded, and is refused with the holder's name when the hold has passed on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from starlette.testclient import TestClient

from api.deps import Services
from core.clock import now
from core.db.tables import audit_log, outbox, signals
from core.review import leases
from core.schemas.user import Actor
from core.store import people
from tests.integration.api.conftest import ClientOf
from tests.integration.api.table import ROWS, OpenSignal, filled, prepare, url_of

#: Ending a session twice is not a write of the review: the second time there is nobody who could ask.
#: What is pushed with a key is no write of a person; that a repeated push changes nothing is tested in test_push.
WRITES = sorted(key for key in ROWS if key[0] != "GET" and ROWS[key].verb != "key" and key != ("DELETE", "/session"))
WITH_TOKEN = sorted(key for key in WRITES if ROWS[key].token)


@pytest.fixture
def chief(running: Services) -> Actor:
    """A supervisor of 73, who may do everything in the queue."""
    return _supervisor(running, "supervisor 73", "73")


@pytest.fixture
def other(running: Services) -> Actor:
    """Another one, at the centre."""
    return _supervisor(running, "Ibu Pusat", "")


def _supervisor(running: Services, name: str, region: str) -> Actor:
    with running.database.write() as connection:
        place = people.ensure_office(connection, f"Kesbangpol {region or 'Pusat'}", region)
        return people.actor_by_id(connection, people.add_user(connection, name, "supervisor", place))


def _rows(running: Services) -> tuple[int, int]:
    with running.database.read() as connection:
        counts = [
            connection.execute(select(func.count()).select_from(table)).scalar_one() for table in (audit_log, outbox)
        ]
    return counts[0], counts[1]


def _body(key: tuple[str, str], token: int) -> dict[str, Any] | None:
    return filled(ROWS[key], token)


@pytest.mark.parametrize("key", WRITES, ids="-".join)
def test_a_repeated_key_gives_the_first_answer_and_changes_nothing(
    key: tuple[str, str],
    running: Services,
    client_of: ClientOf,
    open_signal: OpenSignal,
    chief: Actor,
    other: Actor,
) -> None:
    number, token = prepare(running.database, open_signal, ROWS[key], chief, "73.71", other)
    client = client_of(chief)
    address, body, headers = url_of(key[1], number), _body(key, token), {"Idempotency-Key": "kunci-123"}
    before = _rows(running)
    first = client.request(key[0], address, json=body, headers=headers)
    between = _rows(running)
    again = client.request(key[0], address, json=body, headers=headers)
    assert first.status_code == again.status_code == ROWS[key].status
    assert first.content == again.content
    assert _rows(running) == between
    if key != ("PUT", "/signals/{signal_id}/lease"):  # keeping a hold for longer is no act of its own
        assert between[0] > before[0], "no audit row"
        assert between[1] > before[1], "no outbox row"


@pytest.mark.parametrize("key", WRITES, ids="-".join)
def test_a_key_of_another_request_is_refused(
    key: tuple[str, str],
    running: Services,
    client_of: ClientOf,
    open_signal: OpenSignal,
    chief: Actor,
    other: Actor,
) -> None:
    number, token = prepare(running.database, open_signal, ROWS[key], chief, "73.71", other)
    client = client_of(chief)
    headers = {"Idempotency-Key": "kunci-123"}
    taken = client.post(f"/api/v1/signals/{open_signal('klaim', '73')}/lease", headers=headers)
    assert taken.status_code == 200
    answer = client.request(key[0], url_of(key[1], number), json=_body(key, token), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_mismatch")


@pytest.mark.parametrize("key", WITH_TOKEN, ids="-".join)
def test_a_stale_token_is_refused_with_the_holders_name(
    key: tuple[str, str],
    running: Services,
    client_of: ClientOf,
    open_signal: OpenSignal,
    chief: Actor,
    other: Actor,
) -> None:
    number, token = prepare(running.database, open_signal, ROWS[key], chief, "73.71", other)
    with running.database.write() as connection:
        ended = now() - timedelta(seconds=1)
        connection.execute(update(signals).where(signals.c.id == number).values(held_until=ended))
        leases.take(connection, other, number, 30)
    before = _rows(running)
    answer = client_of(chief).request(key[0], url_of(key[1], number), json=_body(key, token))
    assert (answer.status_code, answer.json()["code"]) == (409, "stale_lease")
    assert answer.json()["holder"] == "Ibu Pusat"
    assert "Ibu Pusat" in answer.json()["title"]
    assert _rows(running) == before


def test_what_somebody_holds_is_refused_with_his_name_and_time(
    running: Services, client_of: ClientOf, open_signal: OpenSignal, chief: Actor, other: Actor
) -> None:
    number = open_signal("politik", "73")
    held = client_of(other).post(f"/api/v1/signals/{number}/lease").json()
    answer = client_of(chief).post(f"/api/v1/signals/{number}/lease")
    assert (answer.status_code, answer.json()["code"]) == (409, "leased")
    assert answer.json()["holder"] == "Ibu Pusat"
    assert answer.json()["held_until"][:19] == held["held_until"][:19]


def test_the_whole_way_from_the_queue_to_the_report(client_of: ClientOf, open_signal: OpenSignal, chief: Actor) -> None:
    urgent, plain = open_signal("politik", "73.71", priority=2), open_signal("klaim", "73.17")
    client = client_of(chief)
    assert [item["id"] for item in _get(client, "/signals")["items"]] == [urgent, plain]
    lease = client.post("/api/v1/signals/next-lease", json={}).json()
    assert lease["signal_id"] == urgent
    said = {"token": lease["token"], "decision": "confirmed", "reason": "relevant_event", "evidence_seen": True}
    assert client.post(f"/api/v1/signals/{urgent}/verdicts", json=said).json()["state"] == "confirmed"
    period = {"since": "2020-01-01T00:00:00+07:00", "until": "2190-01-01T00:00:00+07:00"}
    report = client.post("/api/v1/reports", json=period).json()
    assert [item["id"] for item in report["items"]] == [urgent]
    file = client.post(f"/api/v1/reports/{report['id']}/exports", json={"form": "csv"})
    assert file.headers["content-disposition"].startswith("attachment")
    assert f'"{urgent}","politik","73.71","Kota Makassar"' in file.text
    acts = [row["action"] for row in _get(client, f"/audit?object=signal:{urgent}")["items"]]
    assert acts == ["signal.verdict", "signal.take", "signal.open"]
    assert _get(client, "/audit")["items"][0]["action"] == "report.export"


def test_pages_follow_one_another_and_a_cursor_belongs_to_its_filters(
    client_of: ClientOf, open_signal: OpenSignal, chief: Actor
) -> None:
    numbers = [open_signal("politik", "73", priority=1 + index % 2) for index in range(7)]
    client = client_of(chief)
    for path in ("/signals", "/documents", "/audit"):
        found: list[int] = []
        page = _get(client, f"{path}?limit=3")
        while True:
            assert len(page["items"]) <= 3
            found += [item["id"] for item in page["items"]]
            if page["next"] is None:
                break
            cursor = page["next"]
            page = _get(client, f"{path}?limit=3&cursor={cursor}")
        assert len(found) == len(set(found)) == len(numbers), path
        other_filter = {"/audit": "object=signal:1"}.get(path, "category=sara")
        assert client.get(f"/api/v1{path}?{other_filter}&cursor={cursor}").status_code == 422


def _get(client: TestClient, path: str) -> Any:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()
