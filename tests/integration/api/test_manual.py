"""Opening a signal by hand: pasted text, a known text, a link that works, a link that does not; nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

import api.manual
from api.app import create_app
from api.deps import Services
from core.db.engine import Database
from core.store import analyses, documents, sessions
from tests.conftest import Office, make_office
from tests.integration.api.conftest import BASE, ClientOf
from tests.integration.api.table import OpenSignal
from tests.integration.crawler.outlet import Outlet

RUMOUR = "Beredar pesan berantai: air keran di Kabupaten Luwu diracun, jangan diminum. Sebarkan!"


def _open(client: TestClient, status: int = 201, **handed: Any) -> dict[str, Any]:
    answer = client.post("/api/v1/signals", json={"category": "klaim", **handed})
    assert answer.status_code == status, answer.text
    body: dict[str, Any] = answer.json()
    return body


def _read(client: TestClient, opened: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = client.get(f"/api/v1/signals/{opened['signal_id']}").json()
    return body


def test_a_pasted_text_is_stored_analysed_and_opened(client_of: ClientOf, office: Office, running: Services) -> None:
    client = client_of(office.province)
    opened = _open(client, text=f"  {RUMOUR}\r\n", title="Air", channel="whatsapp")
    read = _read(client, opened)
    assert (read["signal"]["origin"], read["signal"]["opened_by"]) == ("manual", office.province.id)
    assert read["signal"]["reasons"] == [{"code": "manual", "channel": "whatsapp"}]
    assert (read["signal"]["category"], read["signal"]["priority"] >= 1) == ("klaim", True)
    assert (read["document"]["source_id"], read["document"]["origin"]) == ("manual", "manual")
    assert read["document"]["text"] == RUMOUR
    assert read["document"]["analysed_revision"] == 1
    for link in read["analysis"]["regions"]:
        for span in link["evidence"]:
            assert read["document"][span["field"]][span["start"] : span["end"]] == span["text"]


def test_the_region_is_the_chosen_one_else_the_texts_else_the_offices(client_of: ClientOf, office: Office) -> None:
    client = client_of(office.province)
    assert _open(client, text=f"{RUMOUR} 1", region="73.71")["region"] == "73.71"
    assert _open(client, text=f"{RUMOUR} 2")["region"] == "73.17"
    assert _open(client, text="Kabar tanpa tempat.")["region"] == "73"
    far = "Warga Kota Balikpapan, Kalimantan Timur, resah oleh kabar bohong di Balikpapan."
    assert _open(client, text=far)["region"] == "73"


@pytest.mark.parametrize(("region", "status"), [("64", 404), ("64.72", 404), ("99", 422), ("7", 422)])
def test_a_region_outside_is_refused_and_nothing_is_stored(
    client_of: ClientOf, office: Office, region: str, status: int
) -> None:
    client = client_of(office.province)
    refused = _open(client, status, text=RUMOUR, region=region)
    assert refused["code"] in ("not_found", "bad_input", "invalid")
    assert client.get("/api/v1/documents").json()["items"] == []


def test_sara_by_hand_needs_a_second_person(client_of: ClientOf, office: Office) -> None:
    client = client_of(office.operator)
    assert _read(client, _open(client, text=RUMOUR, category="sara"))["signal"]["sensitive"] is True


def test_a_known_text_joins_its_document_and_its_signal(
    client_of: ClientOf, office: Office, open_signal: OpenSignal
) -> None:
    known = open_signal("klaim", "73", title="", text=RUMOUR)
    client = client_of(office.province)
    document_id = _read(client, {"signal_id": known})["document"]["id"]
    title = _read(client, {"signal_id": known})["document"]["title"]
    again = _open(client, text=RUMOUR.upper(), title=title, region="73", channel="phone")
    assert again == {"signal_id": known, "document_id": document_id, "joined": True, "region": "73"}
    notes = _read(client, again)["notes"]
    assert [(note["kind"], note["text"], note["user_name"]) for note in notes] == [
        ("system", "manual:phone", "province")
    ]
    other_category = _open(client, text=RUMOUR, title=title, region="73", category="sara")
    assert (other_category["document_id"], other_category["joined"]) == (document_id, False)
    acts = client_of(office.auditor).get(f"/api/v1/audit?object=signal:{known}").json()["items"]
    assert [row["action"] for row in acts] == ["signal.open_again", "signal.open"]


def test_a_text_in_another_offices_queue_is_not_shown(
    client_of: ClientOf, office: Office, open_signal: OpenSignal
) -> None:
    hidden = open_signal("klaim", "73", owner="", title="Air", text=RUMOUR)
    refused = _open(client_of(office.province), 409, text=RUMOUR, title="Air", region="73")
    assert str(hidden) not in refused["title"]
    assert "another office" in refused["title"]


def test_a_text_that_differs_from_the_stored_one_leaves_the_analysis_to_the_scheduler(
    client_of: ClientOf, office: Office, open_signal: OpenSignal, running: Services
) -> None:
    open_signal("politik", "73", title="Air", text=RUMOUR)
    opened = _open(client_of(office.operator), text=RUMOUR.upper(), title="Air")
    with running.database.read() as connection:
        assert analyses.latest(connection, opened["document_id"]) is None
        assert documents.get(connection, opened["document_id"]).analysed_revision == 0


@pytest.mark.parametrize(
    "handed",
    [{}, {"text": " "}, {"link": "javascript:alert(1)"}, {"link": "file:///etc/passwd"}, {"link": "--help"},
     {"link": "http:// x"}, {"text": "x", "channel": "pigeon"}, {"text": "x", "category": "hoax"},
     {"text": "\u200b\x01"}, {"text": "\x01"}, {"text": "x", "region": 73}],
)  # fmt: skip
def test_what_cannot_be_opened_is_refused_in_words(client_of: ClientOf, office: Office, handed: dict[str, Any]) -> None:
    answer = client_of(office.operator).post("/api/v1/signals", json={"category": "klaim", **handed})
    if handed.get("text") == "\u200b\x01":  # an invisible character is a text, though an odd one
        assert answer.status_code in (201, 422)
        return
    assert answer.status_code == 422, answer.text


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    """An outlet on loopback, which only the demo may read."""
    served = Outlet("127.0.1.77")
    yield served
    served.close()


def _link_client(database: Database, running: Services, demo: bool) -> tuple[TestClient, Services]:
    office = make_office(database)
    services = Services(running.settings, database, demo=demo)
    (running.settings.data / "demo" / "sources").mkdir(parents=True)
    with database.write() as connection:
        secret = sessions.open_session(connection, office.operator.id, "token", 1, "test")
    client = TestClient(create_app(services), base_url=BASE)
    client.headers["authorization"] = f"Bearer {secret}"
    return client, services


# The crawler runs as a process of its own on the database file, hence SQLite only.
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_link_leads_to_the_page_behind_it(database: Database, running: Services, outlet: Outlet) -> None:
    link = outlet.article("/berita/1", 1, title="Rapat logistik di Luwu")
    client, _services = _link_client(database, running, demo=True)
    opened = _open(client, link=link)
    read = _read(client, opened)
    assert read["document"]["title"] == "Rapat logistik di Luwu"
    assert read["document"]["url"] == link
    assert read["signal"]["reasons"] == [{"code": "manual", "channel": "other", "link": link}]
    again = _open(client, link=link)
    assert (again["signal_id"], again["joined"]) == (opened["signal_id"], True)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_link_that_fails_opens_all_the_same_with_the_reason(
    database: Database, running: Services, outlet: Outlet
) -> None:
    client, _services = _link_client(database, running, demo=False)  # and without the demo, loopback is refused
    link = f"{outlet.home}/berita/1"
    headers = {"Idempotency-Key": "tautan-123"}
    body = {"category": "klaim", "link": link}
    first = client.post("/api/v1/signals", json=body, headers=headers)
    read = _read(client, first.json())
    assert read["document"]["text"] == link
    assert read["document"]["url"] is None
    (reason,) = read["signal"]["reasons"]
    assert reason["link"] == link
    assert reason["failure"]
    assert outlet.log == []
    assert client.post("/api/v1/signals", json=body, headers=headers).json() == first.json()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_link_without_an_answer_is_given_up(
    database: Database, running: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.manual, "LINK_TIMEOUT", 0.05)
    client, _services = _link_client(database, running, demo=False)
    opened = _open(client, link="http://127.0.1.78/lama")
    (reason,) = _read(client, opened)["signal"]["reasons"]
    assert reason["failure"] == "failed:no answer within 0.05 s"
