"""The fact-check that answers a claim stands beside its signal, on the page and in the JSON interface."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from api.deps import Services
from core.db.tables import signals as signals_table
from core.review.answers import renew
from core.schemas.claim import ClaimMatch, Phrase
from core.schemas.factcheck import FactCheck
from core.store import factchecks, issues, signals, sources
from tests.conftest import Office, OpenSignal
from tests.integration.api.conftest import ClientOf

WORDS = {
    "id": ("Sudah diperiksa", "Cek Randu menyimpulkan: tidak benar", "Yang berbeda", "yang menjawab klaim ini"),
    "en": ("Already checked", "Cek Randu concluded: not true", "What differs", "answers the claim was"),
}


@pytest.fixture
def signal_id(running: Services, office: Office, open_signal: OpenSignal) -> int:
    number = open_signal(category="klaim", title="", text="Air kelapa <b>menyembuhkan</b> kanker")
    phrase = Phrase(text="Air Kelapa", start=0, end=10, other="Air kelapa", other_start=0, other_end=10)
    with running.database.write() as connection:
        sources.ensure(connection, sources.IMPORT)
        check = FactCheck(
            title="Air Kelapa <i>Obat</i> Kanker", publisher="Cek Randu", verdict="false", published_on="2026-03"
        )
        made = factchecks.store(connection, "import", "import", check).fact_check_id
        match = ClaimMatch(
            fact_check_id=made, fact_check_revision=1, relation="match", probability=0.93,
            phrases=(phrase,), differs=("<i>Obat</i>",), version="test",
        )  # fmt: skip
        document_id = signals.get(connection, office.operator.scope, number).document_id
        assert renew(connection, document_id, 1, [match]) == [made]
    return number


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_shows_it(client_of: ClientOf, office: Office, signal_id: int, language: str) -> None:
    page = client_of(office.operator).get(f"/antrean/{signal_id}?lang={language}").text
    for words in WORDS[language]:
        assert words in page
    assert "&lt;i&gt;Obat&lt;/i&gt;" in page
    assert "<i>Obat" not in page


def test_the_interface_gives_it_within_the_region(client_of: ClientOf, office: Office, signal_id: int) -> None:
    (found,) = client_of(office.operator).get(f"/api/v1/signals/{signal_id}").json()["fact_checks"]
    assert found["match"]["relation"] == "match"
    assert found["fact_check"]["publisher"] == "Cek Randu"
    assert client_of(office.elsewhere).get(f"/api/v1/signals/{signal_id}").status_code == 404


def test_what_was_found_for_another_text_of_the_issue_stands_there_too(
    client_of: ClientOf, office: Office, running: Services, open_signal: OpenSignal, signal_id: int
) -> None:
    reasons = [{"code": "category", "category": "klaim", "decision": "yes", "subcategories": ["klaim"], "words": []}]
    vague = open_signal(category="klaim", title="Kabar dari grup", text="Sudah dengar?")
    client = client_of(office.operator)
    with running.database.write() as connection:
        connection.execute(update(signals_table).where(signals_table.c.id == vague).values(reasons=reasons))
        shown, other = (signals.get(connection, office.operator.scope, one) for one in (vague, signal_id))
    assert "Memuat klaim yang sudah diperiksa" not in client.get("/antrean").text
    with running.database.write() as connection:
        issues.move(connection, [other.document_id], shown.issue_id)
    (found,) = client.get(f"/api/v1/signals/{vague}").json()["fact_checks"]
    assert (found["document_id"], found["outdated"]) == (other.document_id, False)
    page = client.get(f"/antrean/{vague}").text
    assert "Sudah diperiksa" in page
    assert f'Ditemukan untuk teks lain dalam isu ini: <a href="/dokumen/{other.document_id}">Berita' in page
    assert "Memuat klaim yang sudah diperiksa" in client.get("/antrean").text


def test_other_signals_of_the_document_do_not_show_it(
    client_of: ClientOf, office: Office, open_signal: OpenSignal
) -> None:
    number = open_signal(category="politik")
    assert client_of(office.operator).get(f"/api/v1/signals/{number}").json()["fact_checks"] == []
