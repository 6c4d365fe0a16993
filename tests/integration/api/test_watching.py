"""Sources on the desk: who fills those that Suar does not read, what cannot be paused, what was typed is not lost."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from api.deps import Services
from core.schemas.incoming import Incoming
from core.schemas.source import Source
from core.store import documents, events, sources
from tests.conftest import Office
from tests.integration.api.conftest import ClientOf

PARTNER = Source(id="mitra", name="Mitra", kind="import")
TIPLINE = Source(id="aduan", name="Aduan", kind="manual")
READ = Source(id="surat-pagi", name="Surat Pagi", home_url="https://surat.example/", enabled=True)
IDLE = Source(id="surat-sore", name="Surat Sore", home_url="https://sore.example/")


@pytest.fixture
def watcher(running: Services, client_of: ClientOf, office: Office) -> TestClient:
    with running.database.write() as connection:
        sources.sync(connection, [PARTNER, TIPLINE, READ, IDLE])
        documents.store(connection, Incoming(source_id="mitra", url="push:mitra/1", text="Warga Luwu bertanya."))
    return client_of(office.supervisor)


def test_sources_that_others_fill_say_so_and_when_something_came(watcher: TestClient) -> None:
    page = watcher.get("/sumber/mitra?lang=id").text
    assert "diisi pihak lain" in page
    assert "Teksnya masuk lewat kunci kirim atau dari berkas" in page
    assert "Teks terakhir" in page
    assert "mati" not in page.split("<h1>")[1].split("</header>")[0]
    assert "belum pernah" not in page
    page = watcher.get("/sumber/aduan?lang=en").text
    assert "filled by others" in page
    assert "or a tipline sends them" in page
    assert "nothing came in yet" in page
    table = watcher.get("/sumber?lang=en").text
    assert table.count("filled by others") == 2
    assert table.count("last text came in") == 1


@pytest.mark.parametrize(
    ("source_id", "why", "shown"),
    [
        ("mitra", "filled by push keys", "Sumber ini diisi lewat kunci kirim"),
        ("aduan", "filled by push keys", "Sumber ini diisi lewat kunci kirim"),
        ("surat-sore", "switched off", "Sumber ini dimatikan"),
    ],
)
def test_what_nothing_reads_cannot_be_paused(
    watcher: TestClient, running: Services, source_id: str, why: str, shown: str
) -> None:
    answer = watcher.post(f"/api/v1/sources/{source_id}/pause", json={"note": "dibajak"})
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert why in answer.text
    page = watcher.post(f"/sumber/{source_id}/jeda", data={"key": "formulir-1", "note": "dibajak"})
    assert page.status_code == 409
    assert shown in page.text
    assert "/jeda" not in page.text
    with running.database.read() as connection:
        assert sources.get(connection, source_id).paused_at is None


def test_what_was_typed_into_a_refused_form_is_shown_again(watcher: TestClient, running: Services) -> None:
    with running.database.write() as connection:
        events.notice(connection, "feed_silent", READ.id)
        events.notice(connection, "not_a_feed", READ.id)
        event_id = events.listed(connection)[0].id
    long = "Sudah ditelepon & <dicatat>. " * 40
    kept = ("Sudah ditelepon &amp; &lt;dicatat&gt;. " * 40).strip()
    page = watcher.post(f"/sumber/kejadian/{event_id}", data={"key": "formulir-1", "note": long})
    assert page.status_code == 422
    assert page.text.count(kept) == 1
    assert kept in page.text.split(f"/sumber/kejadian/{event_id}")[1].split("</form>")[0]
    for act in ("jeda", "lanjut"):
        if act == "lanjut":
            with running.database.write() as connection:
                sources.pause(connection, READ.id, "dibajak")
        page = watcher.post(f"/sumber/{READ.id}/{act}", data={"key": f"formulir-{act}", "note": long})
        assert page.status_code == 422
        assert page.text.count(kept) == 1
        assert kept in page.text.split(f"/{act}")[1].split("</form>")[0]
