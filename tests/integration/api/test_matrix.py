"""Every route × role × region: what the role may not is 403, what lies outside the region is 404, for every route."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from starlette.testclient import TestClient

from api.deps import Services
from core.permissions import verbs
from core.schemas.user import Actor, Role
from core.store import people
from tests.integration.api.conftest import ClientOf
from tests.integration.api.table import ROWS, OpenSignal, Row, filled, prepare, routes_of, url_of

#: The office's region; one inside it; and three outside: another province, the centre, and a code that begins alike.
HOME, INSIDE, OUTSIDE = "73", "73.71", ("64.72", "", "7")


@pytest.fixture
def colleagues(running: Services) -> dict[Role, Actor]:
    """A person of every role in the office of 73, and the centre's supervisor as `helper`."""
    found: dict[Role, Actor] = {}
    with running.database.write() as connection:
        home = people.ensure_office(connection, "Kesbangpol 73", HOME)
        for role in get_args(Role):
            found[role] = people.actor_by_id(connection, people.add_user(connection, f"{role} 73", role, home))
    return found


@pytest.fixture
def helper(running: Services) -> Actor:
    """A supervisor at the centre."""
    with running.database.write() as connection:
        centre = people.ensure_office(connection, "Kesbangpol Pusat", "")
        return people.actor_by_id(connection, people.add_user(connection, "pusat", "supervisor", centre))


def test_every_route_has_a_row(anonymous: TestClient) -> None:
    assert routes_of(anonymous.app) == set(ROWS)


def test_nobody_gets_in_without_signing_in(anonymous: TestClient) -> None:
    wrong = {}
    for (method, path), row in ROWS.items():
        status = _send(anonymous, method, path, row, 1, 0).status_code
        if status != (200 if row.verb == "" else 401):
            wrong[method, path] = status
    assert wrong == {}


@pytest.mark.parametrize("role", get_args(Role))
def test_the_role_decides_in_the_own_region(
    role: Role,
    running: Services,
    client_of: ClientOf,
    open_signal: OpenSignal,
    colleagues: dict[Role, Actor],
    helper: Actor,
) -> None:
    actor = colleagues[role]
    wrong = {}
    for (method, path), row in ROWS.items():
        number, token = prepare(running.database, open_signal, row, actor, INSIDE, helper)
        answer = _send(client_of(actor), method, path, row, number, token, INSIDE)
        expected = row.status if not row.verb or row.verb in verbs()[role] else 403
        if row.verb == "key":
            expected = 401
        if path == "/search" and not running.database.is_sqlite:
            expected = 503
        if answer.status_code != expected:
            wrong[method, path] = (answer.status_code, expected, answer.text[:200])
    assert wrong == {}


@pytest.mark.parametrize("role", get_args(Role))
def test_outside_the_region_there_is_nothing(
    role: Role,
    running: Services,
    client_of: ClientOf,
    open_signal: OpenSignal,
    colleagues: dict[Role, Actor],
    helper: Actor,
) -> None:
    actor = colleagues[role]
    client = client_of(actor)
    wrong = {}
    scoped = {key: row for key, row in ROWS.items() if row.verb in verbs()[role] and (row.region or "{" in key[1])}
    for (method, path), row in scoped.items():
        if path.startswith(
            ("/documents/{document_id}", "/fact-checks/", "/issues/", "/regions/{code}", "/sources/")
        ):  # public
            continue
        for region in OUTSIDE:
            number, token = prepare(running.database, open_signal, row, actor, region, helper)
            answer = _send(client, method, path, row, number, token, region or "64")
            allowed = (404,) if not (row.region and region == "7") else (422,)
            if answer.status_code not in allowed or answer.json()["code"] == "http_404":
                wrong[method, path, region] = (answer.status_code, answer.text[:200])
    assert wrong == {}


@pytest.mark.parametrize("role", get_args(Role))
def test_lists_hold_the_own_region_only(
    role: Role,
    running: Services,
    client_of: ClientOf,
    open_signal: OpenSignal,
    colleagues: dict[Role, Actor],
    helper: Actor,
) -> None:
    for region in (INSIDE, *OUTSIDE):
        things = ("/signals/{signal_id}", "/reports/{report_id}", "/bursts/{burst_id}")
        for row in (ROWS["GET", path] for path in things):
            prepare(running.database, open_signal, row, colleagues[role], region, helper)
    for (method, path), row in ROWS.items():
        if not row.lists or row.verb not in verbs()[role]:
            continue
        items = _send(client_of(colleagues[role]), method, path, row, 1, 0).json()["items"]
        regions = {item.get("owner", item["region"]) for item in items}
        assert INSIDE in regions, path
        assert regions <= {HOME, INSIDE}, path


def test_next_lease_stays_within_the_region(
    running: Services, client_of: ClientOf, open_signal: OpenSignal, colleagues: dict[Role, Actor]
) -> None:
    for region in OUTSIDE:
        open_signal("politik", region, priority=2)
    client = client_of(colleagues["operator"])
    assert client.post("/api/v1/signals/next-lease", json={}).status_code == 404
    mine = open_signal("politik", INSIDE)
    assert client.post("/api/v1/signals/next-lease", json={}).json()["signal_id"] == mine


def test_a_disabled_person_is_out_at_once(
    running: Services, client_of: ClientOf, colleagues: dict[Role, Actor]
) -> None:
    from sqlalchemy import update

    from core.clock import now
    from core.db.tables import users

    client = client_of(colleagues["analyst"])
    assert client.get("/api/v1/session").status_code == 200
    with running.database.write() as connection:
        connection.execute(update(users).where(users.c.id == colleagues["analyst"].id).values(disabled_at=now()))
    assert client.get("/api/v1/session").status_code == 401


def _send(client: TestClient, method: str, path: str, row: Row, number: int, token: int, region: str = "73") -> Any:
    body = filled(row, token)
    if body is not None and row.region:
        body["region"] = region
    return client.request(method, url_of(path, number) + row.query, json=body)
