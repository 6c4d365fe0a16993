"""Pushing texts in with a key: one outcome an item, nobody's name, and a key that can do nothing else."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import MetaData, select, update
from starlette.testclient import TestClient

from api.app import create_app
from api.deps import Services
from api.security import push as push_security
from core.clock import now
from core.db.tables import tokens
from core.push_keys import end, make
from core.schemas.incoming import Incoming
from core.settings import Settings, create_secret
from core.store import documents, ledger, push_keys, runs, sources
from nlp.pending import analyse_pending
from tests.conftest import Office
from tests.integration.api.conftest import BASE, ClientOf

PATH = "/api/v1/push/documents"
TEXT = "Beredar kabar air keran di Kabupaten Luwu diracun. Sebarkan!"


@pytest.fixture
def running(database: Any, tmp_path: Any) -> Services:
    """Services with a secret, under which the senders' ids are kept."""
    settings = Settings(data=tmp_path, push_per_minute=50)
    create_secret(settings)
    return Services(settings, database)


@pytest.fixture
def secret(running: Services) -> str:
    """A key for the tipline of Luwu."""
    return new_key(running, "tipline-luwu", tipline=True)


@pytest.fixture
def client(running: Services, secret: str) -> TestClient:
    """A client with the key."""
    made = TestClient(create_app(running), base_url=BASE, raise_server_exceptions=False)
    made.headers["authorization"] = f"Bearer {secret}"
    return made


def new_key(running: Services, source: str, tipline: bool = False) -> str:
    with running.database.write() as connection:
        return make(connection, None, source.title(), source, tipline, "73.17", 30)[1]


def push(client: TestClient, *items: Any, status: int = 200) -> list[dict[str, Any]]:
    answer = client.post(PATH, json={"documents": list(items)})
    assert answer.status_code == status, answer.text
    found: list[dict[str, Any]] = answer.json().get("items", [])
    return found


def test_items_are_stored_under_the_keys_source_and_analysed(client: TestClient, running: Services) -> None:
    (one,) = push(client, {"id": "lap-1", "text": f"{TEXT} @budi", "published_at": "2026-11-20T09:00:00+08:00"})
    assert one["outcome"] == "stored"
    with running.database.read() as connection:
        found = documents.get(connection, one["document_id"])
        (row,) = ledger.entries(connection, runs.latest(connection, 1)[0].id)
    assert (found.source_id, found.origin, found.kind, found.source_region) == (
        "tipline-luwu",
        "manual",
        "post",
        "73.17",
    )
    assert found.text == f"{TEXT} @pengguna"
    assert str(found.published_at) == "2026-11-20 01:00:00+00:00"
    assert (row.outcome, row.url, row.document_id) == ("stored", found.url, found.id)
    assert analyse_pending(running.database).analysed == 1
    with running.database.read() as connection:
        assert documents.get(connection, found.id).analysed_revision == 1


def test_a_partners_texts_are_imports(running: Services, client: TestClient) -> None:
    client.headers["authorization"] = f"Bearer {new_key(running, 'radar-luwu')}"
    push(client, {"id": "1", "kind": "news", "title": "Rapat", "text": "Isi.", "url": "https://radar.example/1"})
    with running.database.read() as connection:
        (found,) = documents.recent(connection)
        (copy,) = documents.sightings_of(connection, found.id)
    assert (found.origin, found.source_id, copy.url) == ("import", "radar-luwu", "https://radar.example/1")


def test_pushed_again_it_is_the_same_document(client: TestClient, running: Services) -> None:
    item = {"id": "lap-1", "text": TEXT}
    first, again = push(client, item)[0], push(client, item)[0]
    assert (first["outcome"], again["outcome"]) == ("stored", "unchanged")
    changed = push(client, {"id": "lap-1", "text": "Ternyata tidak."})[0]
    assert (changed["outcome"], changed["document_id"]) == ("revision", first["document_id"])
    copy = push(client, {"id": "lap-2", "text": "Ternyata tidak."})[0]
    assert (copy["outcome"], copy["document_id"]) == ("duplicate", first["document_id"])
    other = new_key(running, "tipline-bone", tipline=True)
    client.headers["authorization"] = f"Bearer {other}"
    assert push(client, {"id": "lap-1", "text": "Hal lain."})[0]["outcome"] == "stored"  # another source's lap-1


def test_one_may_be_sent_without_a_list(client: TestClient) -> None:
    answer = client.post(PATH, json={"id": "lap-1", "text": TEXT})
    assert answer.json()["outcomes"] == {"stored": 1}


BAD: list[tuple[Any, str, str]] = [
    ({"id": "a", "text": "x", "phone": "0812"}, "identity", "'phone' may say who"),
    ({"id": "a", "text": "x", "Reporter-Name": "B"}, "identity", "'Reporter-Name'"),
    ({"id": "a", "text": "x", "pelapor": {"nama": "B"}}, "identity", "'pelapor'"),
    ({"id": "a", "text": "x", "score": 3}, "unknown_field", "There is no field 'score'. Fields: id, text"),
    ({"id": "a"}, "bad_field", "text: Field required"),
    ({"text": "x"}, "bad_field", "id: Field required"),
    ({"id": 7, "text": "x"}, "bad_field", "id: "),
    ({"id": "", "text": "x"}, "bad_field", "id: "),
    ({"id": "a\u0000", "text": "x"}, "bad_field", "id: "),
    ({"id": "a" * 201, "text": "x"}, "bad_field", "id: "),
    ({"id": "a", "text": ""}, "bad_field", "text: "),
    ({"id": "a", "text": "\u0000\u0001 "}, "no_text", "Nothing that can be seen"),
    ({"id": "a", "text": " \u200b\ufeff\u00a0 "}, "no_text", "Nothing that can be seen"),
    ({"id": "a", "text": "x", "language": "Indonesia"}, "bad_field", "language: is no code"),
    ({"id": "a", "text": "x" * 100_001}, "too_large", "100001 characters"),
    ({"id": "a", "text": "x", "url": "javascript:alert(1)"}, "bad_field", "url: is no http or https address"),
    ({"id": "a", "text": "x", "url": "https://u:p@x.example/"}, "bad_field", "url: "),
    ({"id": "a", "text": "x", "published_at": "2026-11-20T09:00:00"}, "bad_field", "published_at: "),
    ({"id": "a", "text": "x", "published_at": "9999-01-01T00:00:00Z"}, "bad_field", "published_at: "),
    ({"id": "a", "text": "x", "published_at": 1763600000}, "bad_field", "published_at: is no time of ISO 8601"),
    ({"id": "a", "text": "x", "published_at": "1763600000"}, "bad_field", "published_at: is no time of ISO 8601"),
    ({"id": "a", "text": "x", "published_at": True}, "bad_field", "published_at: is no time of ISO 8601"),
    ({"id": "a", "text": "x", "url": "http://[::1"}, "bad_field", "url: is no http or https address"),
    ({"id": "a", "text": "x", "url": "http://a:99999999/"}, "bad_field", "url: is no http or https address"),
    ({"id": "a", "text": "x", "url": "http://:80/"}, "bad_field", "url: is no http or https address"),
    ({"id": "a", "text": "x", "source_region": "99"}, "bad_field", "source_region: there is no region 99"),
    ({"id": "a", "text": "x", "kind": "tweet"}, "bad_field", "kind: "),
    ([1], "not_an_object", "An item is a JSON object."),
    (None, "not_an_object", "An item is a JSON object."),
]


def test_every_item_ends_in_one_named_outcome_and_a_bad_one_costs_only_itself(
    client: TestClient, running: Services
) -> None:
    good = [{"id": "baik", "text": TEXT}, {"id": "baik", "text": "Dua kali."}]
    items = push(client, *(item for item, _, _ in BAD), *good)
    assert [one["outcome"] for one in items] == [
        *(f"rejected:{reason}" for _, reason, _ in BAD),
        "stored",
        "rejected:id_twice",
    ]
    for one, (_, _, words) in zip(items, BAD, strict=False):
        assert words in one["detail"]
    with running.database.read() as connection:
        run = runs.latest(connection, 1)[0]
        assert sum(ledger.counts(connection, run.id).values()) == len(items)
        assert len(documents.recent(connection)) == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"documents": []}', 422),
        (b'{"documents": [' + b",".join([b"{}"] * 101) + b"]}", 422),
        (b'{"documents": NaN}', 422),
        (b'{"documents": [{"id": "a", "text": NaN}]}', 200),
        (b'{"documents": [{"id": "\\ud800", "text": "\\udfff"}]}', 200),
        (b"[" * 50_000, 400),
        (b"{", 422),
        (b"", 422),
        (b'{"documents": [], "key": "x"}', 422),
        (b'{"text": "' + b"x" * 1_000_001 + b'"}', 413),
    ],
)
def test_a_body_that_is_none_is_refused(client: TestClient, body: bytes, status: int) -> None:
    answer = client.post(PATH, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status, answer.text
    if status == 200:
        assert next(iter(answer.json()["outcomes"])).startswith("rejected:")


@pytest.mark.parametrize("body", [b"[" * 50_000, b'{"documents": [{"id": "a", "text": "caf\xe9"}]}'])
def test_a_body_that_cannot_be_read_says_what_to_send(client: TestClient, body: bytes) -> None:
    answer = client.post(PATH, content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "not_json")
    assert "JSON in UTF-8" in answer.json()["title"]


@pytest.mark.parametrize("label", ["application/x-www-form-urlencoded", "text/plain", None])
def test_a_body_that_is_not_labelled_as_json_says_which_header_is_missing(
    client: TestClient, label: str | None
) -> None:
    headers = {"content-type": label} if label else {}
    answer = client.post(PATH, content=json.dumps({"id": "a", "text": TEXT}).encode(), headers=headers)
    assert answer.status_code == 422
    assert "Content-Type: application/json" in answer.json()["title"]


def test_a_pushed_link_cannot_rewrite_what_the_crawler_read(client: TestClient, running: Services) -> None:
    url = "https://kompas.example/1"
    with running.database.write(lock="ingest") as connection:
        sources.ensure(connection, sources.IMPORT)
        article = Incoming(source_id="import", url=url, title="Rapat", text="Isi yang benar.")
        known = documents.store(connection, article).document_id
    push(client, {"id": "a", "text": "Isi palsu.", "url": url, "kind": "news"})
    with running.database.read() as connection:
        assert (documents.get(connection, known).text, documents.get(connection, known).revision) == (
            "Isi yang benar.",
            1,
        )


def test_nobody_is_stored_whoever_is_named(client: TestClient, running: Services, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    name = "kenari77"
    items = [
        {"id": f"+62812-{name}", "text": f"Kata @{name}: awas. u/{name}", "url": f"https://x.com/{name}/status/1"},
        {"id": "b", "text": "Awas.", "sender": name},
    ]
    first, second = push(client, *items)
    assert (first["outcome"], first["detail"]) == ("stored", "The link names an account and was not kept.")
    assert second["outcome"] == "rejected:identity"
    assert name not in everything(running)
    assert name not in caplog.text


def test_only_a_valid_key_opens(client: TestClient, running: Services, client_of: ClientOf, office: Office) -> None:
    item = {"documents": [{"id": "a", "text": TEXT}]}
    anonymous = TestClient(client.app, base_url=BASE, raise_server_exceptions=False)
    for header in ("", "Bearer ", "Bearer suarpush_x", "Bearer suarpush_" + "\xe9" * 5, "Basic abc"):
        answer = anonymous.post(PATH, json=item, headers={"authorization": header.encode("latin-1")} if header else {})
        assert (answer.status_code, answer.json()["code"]) == (401, "push_key"), header
    assert client_of(office.admin).post(PATH, json=item).status_code == 401  # a person's token pushes nothing
    assert client.get("/api/v1/documents").status_code == 401  # and a key reads nothing
    assert client.get("/api/v1/session").status_code == 401

    with running.database.write() as connection:
        connection.execute(update(tokens).values(expires_at=now() - timedelta(seconds=1)))
    assert client.post(PATH, json=item).status_code == 401
    with running.database.write() as connection:
        connection.execute(update(tokens).values(expires_at=now() + timedelta(days=1)))
    assert client.post(PATH, json=item).status_code == 200
    with running.database.write() as connection:
        (key,) = push_keys.listed(connection)
        assert end(connection, None, key.id)
        assert not end(connection, None, key.id)
    assert client.post(PATH, json=item).status_code == 401


def test_a_key_in_the_address_is_refused(client: TestClient, secret: str) -> None:
    anonymous = TestClient(client.app, base_url=BASE, raise_server_exceptions=False)
    for query in (f"?key={secret}", f"?{secret}=1", f"?access_token={secret}"):
        answer = anonymous.post(PATH + query, json={"documents": [{"id": "a", "text": TEXT}]})
        assert answer.status_code == 422
        assert "stands in the address" in answer.json()["title"]
        assert secret not in answer.text


def test_the_key_itself_is_kept_nowhere(client: TestClient, running: Services, secret: str, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    push(client, {"id": "a", "text": TEXT})
    written = everything(running)
    assert secret not in written
    assert secret[9:] not in written + caplog.text
    with running.database.read() as connection:
        (key,) = push_keys.listed(connection)
    assert key.last_used_at is not None
    assert secret.startswith(key.prefix)
    assert len(secret) - len(key.prefix) >= 40


def test_a_key_that_asks_too_often_waits(
    running: Services, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    pace = push_security.Pace()
    monkeypatch.setattr(push_security, "PACE", pace)
    for _ in range(50):
        pace.check(1, 50)
    answer = client.post(PATH, json={"documents": [{"id": "a", "text": TEXT}]})
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_requests")
    assert 1 <= int(answer.headers["retry-after"]) <= 61
    client.headers["authorization"] = f"Bearer {new_key(running, 'tipline-bone', tipline=True)}"
    assert push(client, {"id": "a", "text": TEXT})[0]["outcome"] == "stored"  # another key is not held up


def everything(running: Services) -> str:
    """Every value of every row."""
    found = MetaData()
    with running.database.read() as connection:
        found.reflect(connection)
        tables = [table for table in found.tables.values() if not table.name.startswith("documents_fts")]
        return json.dumps([[list(map(str, row)) for row in connection.execute(select(table))] for table in tables])
