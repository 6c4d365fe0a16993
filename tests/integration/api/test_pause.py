"""A pause of collecting is shown with its reason and what to do."""

from __future__ import annotations

from starlette.testclient import TestClient

from api.app import create_app
from api.deps import Services
from core.store import sessions
from tests.conftest import Office, OpenSignal
from tests.integration.api.conftest import BASE


def client_with(running: Services, office: Office, **settings: object) -> TestClient:
    """Return an operator's client of an application with other settings."""
    changed = Services(running.settings.model_copy(update=settings), running.database)
    with running.database.write() as connection:
        secret = sessions.open_session(connection, office.operator.id, "token", 1, "test")
    return TestClient(create_app(changed), base_url=BASE, headers={"authorization": f"Bearer {secret}"})


def test_pause_of_collecting_is_shown_with_its_reason_and_what_to_do(
    running: Services, office: Office, open_signal: OpenSignal
) -> None:
    for _ in range(3):
        open_signal()
    enough = {"crawl_min_free_mb": 0, "crawl_max_unanalysed": 3}
    going = client_with(running, office, **enough)
    assert "dijeda: " not in going.get("/sumber").text
    assert going.get("/api/v1/sources/health").json()["paused"] is None

    behind = client_with(running, office, **{**enough, "crawl_max_unanalysed": 2})
    assert "Pengumpulan dijeda: 3 dokumen menunggu analisis, lebih dari 2. Pastikan" in behind.get("/sumber").text
    assert "Collecting is paused: 3 documents wait" in behind.get("/sumber?lang=en").text
    paused = behind.get("/api/v1/sources/health").json()["paused"]
    assert (paused["code"], paused["found"], paused["limit"]) == ("backlog", 3, 2)
    assert "suar analyse --pending" in paused["reason"]

    full = client_with(running, office, crawl_min_free_mb=10**9, crawl_min_free_percent=100.0)
    page = full.get("/sumber").text
    assert "Pengumpulan dijeda: ruang kosong di diska " in page
    assert str(running.settings.data) not in page
    paused = full.get("/api/v1/sources/health").json()["paused"]
    assert paused["code"] == "disk"
    assert paused["found"] < paused["limit"]
    assert str(running.settings.data) not in paused["reason"]
