"""What a new version of a document changed: the JSON answer and the page."""

from __future__ import annotations

import pytest

from api.deps import Services
from core.schemas.incoming import Incoming
from core.store import documents
from tests.conftest import Office, OpenSignal
from tests.integration.api.conftest import ClientOf

ADDRESS = {"source_id": "manual", "origin": "manual", "url": "https://a.example/rapat"}
OLD = "Rapat pleno digelar Senin di Luwu. <script>alert(1)</script>"
NEW = "Rapat pleno digelar Selasa di Luwu. <script>alert(1)</script>"


@pytest.fixture
def document(running: Services, open_signal: OpenSignal) -> int:
    """A document with two versions."""
    open_signal()
    with running.database.write() as connection:
        documents.store(connection, Incoming(**ADDRESS, title="Rapat", text=OLD))
        return documents.store(connection, Incoming(**ADDRESS, title="Rapat ditunda", text=NEW)).document_id


def test_answer_names_the_changed_words(client_of: ClientOf, office: Office, document: int) -> None:
    answer = client_of(office.operator).get(f"/api/v1/documents/{document}/revisions/1/changes").json()
    assert (answer["older"], answer["newer"]) == (1, 2)
    changed = [passage for passage in answer["text"] if passage[0] != "same"]
    assert changed == [["removed", "Senin "], ["added", "Selasa "]]
    assert "".join(text for kind, text in answer["title"] if kind != "removed") == "Rapat ditunda"


@pytest.mark.parametrize("number", [0, 2, 3, 10**9])
def test_version_that_was_not_replaced_is_not_found(
    client_of: ClientOf, office: Office, document: int, number: int
) -> None:
    answer = client_of(office.operator).get(f"/api/v1/documents/{document}/revisions/{number}/changes")
    assert answer.status_code in (404, 422)


def test_page_marks_the_words_and_stays_plain_text(client_of: ClientOf, office: Office, document: int) -> None:
    client = client_of(office.operator)
    page = client.get(f"/dokumen/{document}/perubahan/1")
    assert page.status_code == 200
    assert "<del>Senin </del><ins>Selasa </ins>" in page.text
    assert "<script>alert" not in page.text
    assert f"/dokumen/{document}/perubahan/1" in client.get(f"/dokumen/{document}").text
    assert client.get(f"/dokumen/{document}/perubahan/2").status_code == 404
