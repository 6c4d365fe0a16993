"""What speaks for and against a claim stands on the signal's page and in the JSON interface, until it is answered."""

from __future__ import annotations

import html

import pytest

from api.deps import Services
from core.review.answers import renew
from core.review.intake import take_in
from core.schemas.analysis import TAXONOMY, Analysis, CategoryJudgement, Judgement, Language
from core.schemas.claim import ClaimMatch
from core.schemas.document import Document
from core.schemas.factcheck import FactCheck
from core.schemas.incoming import Incoming
from core.store import documents, factchecks, sources
from nlp.claims.checkworthy import judge_worth
from nlp.claims.grounds import read_words
from nlp.stage import Draft
from nlp.text.stages import build_normalise
from tests.conftest import Office
from tests.integration.api.conftest import ClientOf

TEXT = "Awas! surat suara di Gowa katanya sudah dicoblos semua, sebarkan sebelum dihapus"
VERIFY = {"id": "Memuat klaim yang perlu diperiksa", "en": "Holds a claim to verify"}
CHECKED = {"id": "Memuat klaim yang sudah diperiksa", "en": "It holds a claim that was checked already"}
GROUND = {
    "id": "Yang dapat diperiksa di dalamnya: “Gowa”, “katanya”",
    "en": "What can be checked in it: “Gowa”, “katanya”",
}


@pytest.fixture
def opened(running: Services, office: Office) -> tuple[int, int]:
    """The document and its claim signal."""
    draft = build_normalise().apply(Draft(Document(id="", text=TEXT)))
    judged = {name: Judgement(probability=0.1, decision="no") for name in TAXONOMY["klaim"]}
    judged["klaim"] = Judgement(probability=0.9, decision="yes")
    analysis = Analysis(
        pipeline="t",
        language=Language(code="id", confidence=1.0),
        priority=1,
        categories={"klaim": CategoryJudgement(probability=0.9, decision="yes", subcategories=judged)},
        checkworthiness=judge_worth(draft, read_words()),
    )
    with running.database.write() as connection:
        sources.ensure(connection, sources.MANUAL)
        document = documents.store(connection, Incoming(source_id="manual", text=TEXT)).document_id
        (signal,) = take_in(connection, document, 1, "", analysis)
    return document, signal


def pages(client_of: ClientOf, office: Office, opened: tuple[int, int], language: str) -> tuple[str, str, str]:
    """Return the signal's page, the queue and the document's page."""
    client = client_of(office.operator)
    paths = (f"/antrean/{opened[1]}", "/antrean", f"/dokumen/{opened[0]}")
    signal, queue, document = (html.unescape(client.get(f"{path}?lang={language}").text) for path in paths)
    return signal, queue, document


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_claim_is_to_be_verified_until_a_fact_check_answers_it(
    running: Services, client_of: ClientOf, office: Office, opened: tuple[int, int], language: str
) -> None:
    signal, queue, document = pages(client_of, office, opened, language)
    assert VERIFY[language] in signal
    assert VERIFY[language] in queue
    assert GROUND[language] in signal
    assert CHECKED[language] not in signal + queue
    asks = {"id": "perlu diperiksa", "en": "claim to verify"}[language]
    assert asks in document

    with running.database.write() as connection:
        sources.ensure(connection, sources.IMPORT)
        check = FactCheck(title="Surat Suara di Gowa Tercoblos", publisher="Cek Randu", verdict="false")
        made = factchecks.store(connection, "import", "import", check).fact_check_id
        match = ClaimMatch(
            fact_check_id=made, fact_check_revision=1, relation="match", probability=0.93,
            phrases=(), differs=(), version="test",
        )  # fmt: skip
        renew(connection, opened[0], 1, [match])
    for page in pages(client_of, office, opened, language):
        assert asks not in page
        assert VERIFY[language] not in page
    signal, queue, _ = pages(client_of, office, opened, language)
    assert CHECKED[language] in signal
    assert CHECKED[language] in queue
    assert GROUND[language] not in signal


def test_the_interface_gives_the_grounds(client_of: ClientOf, office: Office, opened: tuple[int, int]) -> None:
    client = client_of(office.operator)
    for path in (f"/api/v1/signals/{opened[1]}", f"/api/v1/documents/{opened[0]}"):
        found = client.get(path).json()["analysis"]["checkworthiness"]
        assert (found["verdict"], found["held"]) == ("checkable", False)
        assert [one["kind"] for one in found["grounds"]] == ["place", "hearsay", "event", "hearsay", "event"]
        for one in found["grounds"]:
            span = one["evidence"]
            assert TEXT[span["start"] : span["end"]] == span["text"]
