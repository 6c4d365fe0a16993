"""Signing in and out, cookies, foreign sites and hosts, and the headers on every answer."""

from __future__ import annotations

import json
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response
from starlette.testclient import TestClient

from api.app import create_app
from api.deps import COOKIE, Services
from api.security import sign_in as signing
from api.security.headers import HEADERS
from api.security.sign_in import MAX_FAILURES, Brake, TooManyAttempts, sign_in
from core.db.tables import audit_log
from core.errors import NotFound
from core.schemas.user import Actor
from core.settings import Settings
from core.store import sessions
from tests.conftest import Office
from tests.integration.api.conftest import BASE, ClientOf
from tests.integration.api.table import ROWS, OpenSignal, url_of


def _link(running: Services, actor: Actor) -> str:
    with running.database.write() as connection:
        return sessions.create_login_link(connection, actor.id, 24)


def _with_cookie(anonymous: TestClient, secret: str) -> TestClient:
    client = TestClient(anonymous.app, base_url=BASE)
    client.cookies.set(COOKIE, secret)
    return client


def test_a_link_signs_in_once_and_is_recorded(running: Services, anonymous: TestClient, office: Office) -> None:
    link = _link(running, office.analyst)
    secret = sign_in(running, link, "127.0.0.1")
    client = _with_cookie(anonymous, secret)
    me = client.get("/api/v1/session").json()
    assert (me["name"], me["role"], me["region"]) == ("analyst", "analyst", "")
    assert "signal.decide" in me["verbs"]
    with pytest.raises(NotFound, match="used up or too old"):
        sign_in(running, link, "127.0.0.1", brake=Brake())
    assert client.delete("/api/v1/session").status_code == 204
    assert _with_cookie(anonymous, secret).get("/api/v1/session").status_code == 401
    with running.database.read() as connection:
        acts = connection.execute(select(audit_log.c.action, audit_log.c.user_name)).all()
    assert [tuple(act) for act in acts] == [("session.begin", "analyst"), ("session.end", "analyst")]


def test_signing_in_again_ends_the_session_before(running: Services, anonymous: TestClient, office: Office) -> None:
    first = sign_in(running, _link(running, office.operator))
    second = sign_in(running, _link(running, office.operator), previous=first)
    assert first != second
    assert _with_cookie(anonymous, first).get("/api/v1/session").status_code == 401
    assert _with_cookie(anonymous, second).get("/api/v1/session").status_code == 200


@pytest.mark.parametrize(("url", "secure"), [("", False), ("https://suar.example", True)])
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    running: Services, url: str, secure: bool, tmp_path: Path
) -> None:
    behind_tls = Services(Settings(data=tmp_path, public_url=url), running.database)
    response = Response()
    signing.set_session_cookie(response, behind_tls, "rahasia")
    cookie = SimpleCookie(response.headers["set-cookie"])[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], bool(cookie["secure"])) == (
        True,
        "lax",
        "/",
        secure,
    )
    cleared = Response()
    signing.clear_session_cookie(cleared, behind_tls)
    assert SimpleCookie(cleared.headers["set-cookie"])[COOKIE].value == ""


def test_guessing_is_slowed_for_that_address_only(running: Services, office: Office) -> None:
    brake = Brake()
    for _ in range(MAX_FAILURES):
        with pytest.raises(NotFound):
            sign_in(running, "salah", "192.0.2.1", brake=brake)
    with pytest.raises(TooManyAttempts):
        sign_in(running, _link(running, office.operator), "192.0.2.1", brake=brake)
    assert sign_in(running, _link(running, office.operator), "192.0.2.2", brake=brake)


def test_the_brake_lets_go_after_its_span_and_forgets_old_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [0.0]
    monkeypatch.setattr(signing.time, "monotonic", lambda: moment[0])
    monkeypatch.setattr(signing, "MAX_ADDRESSES", 3)
    brake = Brake()
    for _ in range(MAX_FAILURES):
        brake.failed("a")
    with pytest.raises(TooManyAttempts):
        brake.check("a")
    moment[0] = signing.SPAN + 1
    brake.check("a")
    for name in "bcd":
        brake.failed(name)
    assert len(brake._failures) == 3


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, True),
        ({"Sec-Fetch-Site": "same-site"}, True),
        ({"Origin": "https://evil.example"}, True),
        ({"Origin": "null"}, True),
        ({"Origin": "http://localhost:9999"}, True),
        ({"Sec-Fetch-Site": "same-origin"}, False),
        ({"Origin": BASE}, False),
        ({}, False),
    ],
)
def test_writes_of_other_sites_are_refused(
    headers: dict[str, str],
    refused: bool,
    running: Services,
    anonymous: TestClient,
    office: Office,
    open_signal: OpenSignal,
) -> None:
    number = open_signal("politik", "73")
    client = _with_cookie(anonymous, sign_in(running, _link(running, office.operator)))
    answer = client.post(f"/api/v1/signals/{number}/lease", headers=headers)
    assert answer.status_code == (403 if refused else 200)
    if refused:
        assert answer.json()["code"] == "cross_site"
        assert client.get(f"/api/v1/signals/{number}").json()["signal"]["holder_id"] is None


def test_every_write_refuses_other_sites(anonymous: TestClient) -> None:
    for method, path in ROWS:
        if method != "GET":
            answer = anonymous.request(method, url_of(path, 1), headers={"Sec-Fetch-Site": "cross-site"})
            assert (answer.status_code, answer.json()["code"]) == (403, "cross_site"), path


def test_a_form_of_plain_text_is_no_json(client_of: ClientOf, office: Office) -> None:
    body = json.dumps({"text": "kabar", "category": "klaim"})
    answer = client_of(office.operator).post("/api/v1/signals", content=body, headers={"content-type": "text/plain"})
    assert answer.status_code == 422


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "a@localhost", "localhost:x", "[::1"])
def test_a_foreign_host_gets_nothing(anonymous: TestClient, host: str) -> None:
    answer = anonymous.get("/api/v1/health", headers={"host": host})
    if host == "localhost:x":  # the port does not matter
        assert answer.status_code == 200
        return
    assert (answer.status_code, answer.json()["code"]) == (400, "wrong_host")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8700", "[::1]:8700", "LOCALHOST", "suar.example"])
def test_own_hosts_are_answered(running: Services, tmp_path: Path, host: str) -> None:
    settings = Settings(data=tmp_path, public_url="https://suar.example")
    client = TestClient(create_app(Services(settings, running.database)), base_url=BASE)
    assert client.get("/api/v1/health", headers={"host": host}).status_code == 200


def test_every_answer_carries_the_headers(anonymous: TestClient, running: Services) -> None:
    answers = {f"{method} {path}": anonymous.request(method, url_of(path, 1)) for method, path in ROWS}
    answers["404"] = anonymous.get("/api/v1/nothing")
    answers["405"] = anonymous.put("/api/v1/health")
    answers["413"] = anonymous.post("/api/v1/signals", content=b"x" * 1_000_001)
    answers["400"] = anonymous.get("/api/v1/health", headers={"host": "evil"})
    anonymous.app.add_api_route("/api/v1/broken", _broken)
    answers["500"] = anonymous.get("/api/v1/broken")
    assert {name: answers[name].status_code for name in ("404", "405", "413", "400", "500")} == {
        name: int(name) for name in ("404", "405", "413", "400", "500")
    }
    for name, answer in answers.items():
        assert {key: answer.headers.get(key) for key in HEADERS} == HEADERS, name
        assert answer.headers["cache-control"] == "no-store", name
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json", name
            assert {"type", "title", "status", "code"} <= set(answer.json()), name


def test_the_policy_allows_no_other_host_and_no_inline_script() -> None:
    assert HEADERS["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )


def test_a_defect_tells_a_reference_and_nothing_else(anonymous: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    anonymous.app.add_api_route("/api/v1/broken", _broken)
    answer = anonymous.get("/api/v1/broken")
    assert "rahasia" not in answer.text
    assert answer.json()["reference"] in caplog.text


async def _broken(request: Request) -> None:
    raise RuntimeError("rahasia")
