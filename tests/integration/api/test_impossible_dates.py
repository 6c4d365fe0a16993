"""A date that cannot be true spoils no page: what was stored before such dates were refused can be seen and split."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from api.deps import Services
from core.db.tables import documents
from core.store import issues
from tests.conftest import Office
from tests.integration.api.conftest import ClientOf
from tests.integration.core.test_copies import put


@pytest.mark.parametrize(
    "moment", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)], ids=["first", "last"]
)
def test_every_page_with_the_text_opens(
    running: Services, client_of: ClientOf, office: Office, moment: datetime
) -> None:
    with running.database.write() as connection:
        good, bad = put(connection, "Unjuk rasa di balai kota"), put(connection, "Massa di balai kota", "sore")
        issue_id = issues.of_document(connection, good)
        assert issue_id is not None
        issues.move(connection, [bad], issue_id)
        connection.execute(update(documents).where(documents.c.id == bad).values(published_at=moment))
    client = client_of(office.analyst)
    for path in ("/isu?dokumen=1", f"/isu/{issue_id}", "/dokumen", f"/dokumen/{bad}", "/antrean"):
        assert client.get(path).status_code == 200, path
    line = client.get(f"/api/v1/issues/{issue_id}").json()["timeline"]
    assert line["buckets"][-1]["own"] == (1 if moment.year == 1 else 2), "the newest bucket is that of today"
