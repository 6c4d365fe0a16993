"""The page and the answer of an alarm list what it counted, also texts about no place and copies of an older text."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, insert

from api.deps import Services
from core.clock import now
from core.db.tables import document_regions, sightings
from core.store import bursts
from core.store.hours import hour_of
from tests.conftest import Office
from tests.integration.api.conftest import ClientOf
from tests.integration.core.test_copies import put


def test_what_was_counted_is_listed(running: Services, client_of: ClientOf, office: Office) -> None:
    began = hour_of(now()) + timedelta(hours=6)
    with running.database.write() as connection:
        nowhere, old = put(connection, "Harga beras naik"), put(connection, "Surat suara rusak")
        connection.execute(delete(document_regions).where(document_regions.c.document_id == nowhere))
        seen = [{"document_id": one, "source_id": "sore", "url": f"https://sore.example/{one}", "seen_at": began}
                for one in (nowhere, old)]  # fmt: skip
        connection.execute(insert(sightings), seen)
        rise = {"started_at": began, "raised_at": began, "ended_at": began, "count": 2, "usual": 0.1, "hours": 1}
        country, place = (
            bursts.add(connection, {"region": one, "category": "politik", **rise}) for one in ("", "73.71")
        )
    client = client_of(office.analyst)
    for number, listed in ((country, [old, nowhere]), (place, [old])):
        answer = client.get(f"/api/v1/bursts/{number}").json()
        assert [(one["document_id"], one["copies"]) for one in answer["documents"]] == [(one, 1) for one in listed]
        page = client.get(f"/lonjakan/{number}?lang=id").text
        assert page.count("+1 salinan") == len(listed)
        assert "Dokumennya tidak ada lagi" not in page
