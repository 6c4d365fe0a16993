"""A text that is not complete, and where a title is from, are shown to people."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from api.deps import Services
from core.db.tables import documents
from core.store import signals
from tests.conftest import Office, OpenSignal
from tests.integration.api.conftest import ClientOf

PARTIAL = {"id": "Teks tidak lengkap: ", "en": "Text not complete: "}
FROM = {"id": "judul diambil dari kolom og:title", "en": "title from the field og:title"}


@pytest.mark.parametrize("language", ["id", "en"])
def test_incomplete_text_and_where_the_title_is_from(
    running: Services, client_of: ClientOf, office: Office, open_signal: OpenSignal, language: str
) -> None:
    client, signal_id = client_of(office.operator), open_signal()
    with running.database.read() as connection:
        document_id = signals.get(connection, office.operator.scope, signal_id).document_id
    pages = (f"/dokumen/{document_id}", f"/antrean/{signal_id}")

    for page in pages:
        text = client.get(f"{page}?lang={language}").text
        assert PARTIAL[language] not in text
        assert FROM[language] not in text

    with running.database.write() as connection:
        connection.execute(update(documents).values(partial=True, title_from="og"))
    for page in pages:
        text = client.get(f"{page}?lang={language}").text
        assert text.count(PARTIAL[language]) == 1
        assert text.count(FROM[language]) == 1
    read = client.get(f"/api/v1/documents/{document_id}").json()["document"]
    assert (read["partial"], read["title_from"]) == (True, "og")
    assert [one["partial"] for one in client.get("/api/v1/documents").json()["items"]] == [True]
