"""Correcting the regions of a document: over the JSON interface and on the document's page."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from api.deps import COOKIE, Services
from core.db.tables import region_corrections, signals
from core.store import sessions
from tests.conftest import Office, OpenSignal
from tests.integration.api.conftest import ClientOf

URL = "/api/v1/documents/{}/region-corrections"


@pytest.fixture
def document(running: Services, open_signal: OpenSignal) -> int:
    """A stored document."""
    signal_id = open_signal("politik", "73.71", text="Macet di Pasar Genuk sejak pagi.")
    with running.database.read() as connection:
        query = select(signals.c.document_id).where(signals.c.id == signal_id)
        return int(connection.execute(query).scalar_one())


def count(running: Services) -> int:
    with running.database.read() as connection:
        return len(list(connection.execute(select(region_corrections))))


def test_a_correction_is_read_back_beside_the_answer(client_of: ClientOf, office: Office, document: int) -> None:
    client = client_of(office.elsewhere)  # documents are public: every office may
    made = client.post(URL.format(document), json={"codes": ["33.74"], "phrase": "pasar genuk"})
    assert made.status_code == 201, made.text
    shown = client.get(URL.format(document)).json()
    assert shown["machine"] == []
    assert [one["corrected"] for one in shown["corrections"]] == [["33.74"]]


def test_a_repeated_request_writes_once(running: Services, client_of: ClientOf, office: Office, document: int) -> None:
    client, headers = client_of(office.operator), {"Idempotency-Key": "koreksi-1"}
    answers = [client.post(URL.format(document), json={"codes": ["33.74"]}, headers=headers).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert count(running) == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"codes": ["99"]}, 422),
        ({"codes": ["73.71", "73.71"]}, 422),
        ({"codes": ["<script>"]}, 422),
        ({"codes": "73"}, 422),
        ({}, 422),
        ({"codes": [], "phrase": "tidak ada di sana"}, 422),
        ({"codes": ["73.71"] * 41}, 422),
        ({"codes": [], "unknown": 1}, 422),
    ],
)
def test_what_cannot_be_is_refused(
    running: Services, client_of: ClientOf, office: Office, document: int, body: dict[str, object], status: int
) -> None:
    assert client_of(office.operator).post(URL.format(document), json=body).status_code == status
    assert count(running) == 0


def test_the_page_shows_and_takes_corrections(
    running: Services, client_of: ClientOf, office: Office, document: int
) -> None:
    with running.database.write() as connection:
        secret = sessions.open_session(connection, office.operator.id, "browser", 1, "test")
    client = client_of(office.viewer)
    assert "/wilayah" not in client.get(f"/dokumen/{document}").text
    client.headers.pop("authorization")
    client.cookies.set(COOKIE, secret)
    page = client.get(f"/dokumen/{document}").text
    key = re.search(r'name="key" value="([^"]+)"', page.split("/wilayah", 1)[1])
    assert key is not None
    form = {"key": key[1], "regions": "Kota Semarang, Boyolali", "reason": "<b>ya</b>", "phrase": ""}
    origin = {"origin": "http://localhost:8700"}
    done = client.post(f"/dokumen/{document}/wilayah", data=form, headers=origin, follow_redirects=False)
    assert (done.status_code, done.headers["location"]) == (303, f"/dokumen/{document}?pesan=corrected#wilayah")
    shown = client.get(f"/dokumen/{document}").text
    assert "Kota Semarang, Kab. Boyolali" in shown
    assert "&lt;b&gt;ya" in shown
    wrong = client.post(
        f"/dokumen/{document}/wilayah", data={**form, "key": key[1] + "x", "regions": "Bandung"}, headers=origin
    )
    assert wrong.status_code == 422
    assert count(running) == 1


def test_resolve_explains_a_text(client_of: ClientOf, office: Office) -> None:
    client = client_of(office.viewer)
    said = client.get("/api/v1/regions/resolve", params={"text": "Bupati Bandung hadir."}).json()
    assert said["regions"][0]["code"] == "32.04"
    assert said["names"][0]["cue"] == "kabupaten"
    assert client.get("/api/v1/regions/resolve").status_code == 422
    assert client.get("/api/v1/regions/resolve", params={"text": "x", "source": "99"}).status_code == 422
