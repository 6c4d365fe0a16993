"""Hostile input: every value that plain FastAPI answered with 500 gets a 4xx in the one shape, on every route."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.deps import Services
from tests.conftest import Office
from tests.integration.api.conftest import ClientOf
from tests.integration.api.table import PREFIX, ROWS, OpenSignal, url_of

DEEP = 100_000
#: Bodies as they come over the wire; none is a sound request to any route.
BODIES: dict[str, bytes] = {
    "lone surrogate": b'{"text": "\\ud800", "reason": "\\ud800", "since": "\\ud800", "form": "\\ud800", "token": 1}',
    "surrogate as name": b'{"\\ud800": 1}',
    "NUL": b'{"text": "a\\u0000", "reason": "a\\u0000", "task": "\\u0000", "form": "\\u0000", "token": 1, "x": 1}',
    "NaN": b'{"token": NaN}',
    "infinite": b'{"token": 1e999}',
    "minus infinite": b'{"token": -Infinity}',
    "2^63": b'{"token": 9223372036854775808}',
    "400 digits": b'{"token": ' + b"9" * 400 + b"}",
    "5,000 digits": b'{"token": ' + b"9" * 5000 + b"}",
    "negative": b'{"token": -1}',
    "fraction": b'{"token": 1.5}',
    "text for number": b'{"token": "1"}',
    "truth for number": b'{"token": true}',
    "deep": b"[" * DEEP + b"]" * DEEP,
    "deep inside": b'{"token": ' + b"[" * DEEP + b"]" * DEEP + b"}",
    "list": b"[]",
    "text": b'"x"',
    "null": b"null",
    "no JSON": b"{",
    "no UTF-8": b'{"text": "\xff\xfe"}',
    "more than known": b'{"role": "admin", "region_id": "73", "verdict": "confirmed", "version": 9}',
    "year 9999": b'{"since": "9999-12-31T23:59:59-23:59", "until": "0001-01-01T00:00:00+23:59"}',
    "no zone": b'{"since": "2026-01-01T00:00:00", "until": "2026-02-01T00:00:00"}',
    "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03",
}
QUERIES = (
    "limit=-1", "limit=0", "limit=1000000000", "limit=nan", "limit=1e999", "limit=" + "9" * 5000, "limit=",
    "offset=5", "since=nan", "since=inf", "since=9999-12-31T23:59:59-23:59", "since=2026-01-01T00:00:00",
    "since=%ED%A0%80", "until=%00", "region=99", "region=%00", "region=73'", "region=73.", "region=٧٣", "category=hoax",
    "category=%00", "cursor=", "cursor=%00", "cursor=AAAA", "cursor=WzFd", "cursor=" + "A" * 5000, "state=gone",
    "free=NaN", "parent=73&q=x", "q=%00&x=1", "kind=x", "order_by=(select 1)", "limit=1&limit=2", "%ED%A0%80=1",
    "region=73&region=64", "parent=99",
)  # fmt: skip
PATHS = (
    "0",
    "-1",
    "9223372036854775808",
    "9" * 5000,
    "nan",
    "1e999",
    "%00",
    "%ED%A0%80",
    "1.5",
    "' OR 1=1 --",
    "%2e%2e",
)


@pytest.fixture
def client(client_of: ClientOf, office: Office) -> TestClient:
    """A supervisor's client: the role that reaches every parameter of the queue."""
    return client_of(office.supervisor)


def _bad(answer: Any) -> str | None:
    """Say what is wrong with the refusal, if anything."""
    if not 400 <= answer.status_code < 500:
        return f"{answer.status_code} {answer.text[:200]}"
    body = answer.json()
    return (
        None if {"type", "title", "status", "code"} <= set(body) and body["status"] == answer.status_code else "shape"
    )


# The three tables below run in one test each: making the application anew for every value took most of the time.


def test_no_body_breaks_a_route(client: TestClient, open_signal: OpenSignal) -> None:
    number = open_signal("politik", "73")
    wrong = {}
    for name, content in BODIES.items():
        headers = {"content-type": "application/json"} | ({"content-encoding": "gzip"} if name == "gzip" else {})
        for (method, path), row in ROWS.items():
            if row.body is None:
                continue
            answer = client.request(method, url_of(path, number), content=content, headers=headers)
            if (fault := _bad(answer)) is not None:
                wrong[name, method, path] = fault
    assert wrong == {}


def test_no_query_breaks_or_is_passed_over(client: TestClient, open_signal: OpenSignal) -> None:
    number = open_signal("politik", "73")
    reads = [path for method, path in ROWS if method == "GET" and path != "/openapi.json"]
    answers = {(path, query): client.get(f"{url_of(path, number)}?{query}") for path in reads for query in QUERIES}
    assert {key: fault for key, answer in answers.items() if (fault := _bad(answer)) is not None} == {}


def test_no_number_in_a_path_breaks_a_route(client: TestClient) -> None:
    wrong = {}
    for (method, path), row in ROWS.items():
        for value in PATHS if "{" in path else ():
            address = PREFIX + path[: path.index("{")] + value + path[path.index("}") + 1 :]
            if (fault := _bad(client.request(method, address, json=row.body))) is not None:
                wrong[method, path, value] = fault
    assert wrong == {}


def test_a_number_beyond_any_row_is_not_found(client: TestClient) -> None:
    for kind in ("signals", "documents", "reports"):
        assert client.get(f"/api/v1/{kind}/{2**63 - 1}").status_code == 404


def test_a_body_over_the_limit_is_refused_announced_or_not(client: TestClient) -> None:
    def drops() -> Any:
        for _ in range(200):
            yield b"x" * 10_000

    headers = {"content-type": "application/json"}
    for content in (b"x" * 1_000_001, drops()):
        answer = client.post("/api/v1/signals", content=content, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_text_of_the_largest_size_fits(client: TestClient) -> None:
    fits = client.post("/api/v1/signals", json={"text": "a" * 100_000, "category": "klaim"})
    assert fits.status_code == 201, fits.text
    too_long = client.post("/api/v1/signals", json={"text": "a" * 100_001, "category": "klaim"})
    assert too_long.status_code == 422


@pytest.mark.parametrize("key", ["short", "x" * 81, "tab\there12", " " * 20, "ключ-длинный"])
def test_an_odd_idempotency_key_is_refused(key: str, client: TestClient, open_signal: OpenSignal) -> None:
    number = open_signal("politik", "73")
    address = f"/api/v1/signals/{number}/lease"
    answer = client.post(address, headers=[(b"idempotency-key", key.encode())])
    assert _bad(answer) is None


@pytest.mark.parametrize("cookie", ["x", "", "\x80\xff", "a" * 5000, "'; DROP TABLE sessions"])
def test_an_odd_secret_is_nobody(anonymous: TestClient, cookie: str) -> None:
    for headers in (
        [(b"cookie", b"suar_session=" + cookie.encode("latin-1"))],
        [(b"authorization", b"Bearer " + cookie.encode("latin-1"))],
    ):
        assert anonymous.get("/api/v1/session", headers=headers).status_code == 401


def test_what_a_person_wrote_is_never_in_the_complaint(client: TestClient) -> None:
    answer = client.post("/api/v1/signals", json={"text": "rahasia-besar", "category": "rahasia-kecil"})
    assert answer.status_code == 422
    assert "rahasia" not in answer.text
    assert json.loads(answer.text)["errors"][0]["where"] == "body.category"


def test_hostile_text_comes_back_as_it_was_and_only_as_json(
    client: TestClient, running: Services, office: Office
) -> None:
    text = "<svg/onload=alert(1)> {{7*7}} ' OR 1=1 -- =cmd|' /C calc'!A0"
    opened = client.post("/api/v1/signals", json={"text": text, "category": "klaim"}).json()
    answer = client.get(f"/api/v1/signals/{opened['signal_id']}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["document"]["text"] == text
