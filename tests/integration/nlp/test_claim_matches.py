"""Fact-checks beside stored documents: found with the analysis, renewed when they change, told to who looks."""

from __future__ import annotations

import time

import pytest

from core import audit
from core.db.engine import Database
from core.regions.scope import EVERYTHING
from core.review.answers import Answer, answers
from core.schemas.factcheck import FactCheck
from core.schemas.incoming import Incoming
from core.schemas.source import Source
from core.store import claim_matches, decisions, documents, factchecks, runs, signals, sources
from nlp.claims import stored
from nlp.claims.model import ClaimModel
from nlp.claims.renew import renew_matches
from nlp.claims.stored import StoredClaims
from nlp.pending import analyse_pending
from tests.conftest import Office, OpenSignal
from tests.unit.nlp.claims.conftest import model  # noqa: F401 (a fixture)

TITLE = "[SALAH] Lowongan Kerja PT Semen Tonasa Buka 500 Posisi"
TEXT = "Lowongan kerja di PT Semen Tonasa, buka 500 posisi. Sebarkan!"
URL = "https://cek.example/tonasa"


@pytest.fixture(autouse=True)
def _small_model(model: ClaimModel, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr(stored, "load_model", lambda: model)


@pytest.fixture
def signal_id(database: Database, office: Office, open_signal: OpenSignal) -> int:
    return open_signal(category="klaim", region="73", title="Kabar", text=TEXT)


def publish(database: Database, **changes: str) -> int:
    check = FactCheck(**{"url": URL, "title": TITLE, "publisher": "Cek", "verdict": "false", **changes})
    with database.write() as connection:
        sources.ensure(connection, Source(id="cek", name="Cek", kind="factcheck"))
        return factchecks.store(connection, "cek", "import", check).fact_check_id


def look(database: Database, signal_id: int) -> tuple[list[Answer], list[str]]:
    with database.read() as connection:
        signal = signals.get(connection, EVERYTHING, signal_id)
        notes = [note.text for note in decisions.notes_of(connection, signal_id) if note.kind == "system"]
        return answers(connection, signal), notes


def renew(database: Database) -> tuple[int, int]:
    done = renew_matches(database, StoredClaims(database))
    return done.documents, done.changed


def test_a_fact_check_that_comes_later_is_found_and_told(database: Database, signal_id: int) -> None:
    assert renew(database) == (0, 0)
    number = publish(database)
    assert renew(database) == (1, 1)
    (found,), notes = look(database, signal_id)
    assert (found.match.relation, found.match.fact_check_id, found.fact_check.publisher) == ("match", number, "Cek")
    assert notes == [f"fact_check:found:{number}"]
    whole = f"Kabar\n{TEXT}"
    assert found.match.phrases
    assert all(whole[phrase.other_start : phrase.other_end] == phrase.other for phrase in found.match.phrases)
    with database.read() as connection:
        assert audit.verify(connection)[1] == ""
    assert renew(database) == (0, 0)  # nothing changed since


def test_another_instance_of_the_template_is_no_match(database: Database, signal_id: int) -> None:
    publish(database, title="Lowongan Kerja PT Pertamina Buka 500 Posisi")
    renew(database)
    found, notes = look(database, signal_id)
    assert "match" not in [one.match.relation for one in found]
    assert notes == []


@pytest.mark.parametrize(
    ("change", "said", "left"),
    [
        ({"verdict": "retracted"}, "gone", 0),
        ({"title": "Gempa Magnitudo 8 di Ambon"}, "gone", 0),
        ({"verdict": "misleading"}, "revised", 1),
    ],
)
def test_a_correction_is_looked_at_again_and_told(
    database: Database, signal_id: int, change: dict[str, str], said: str, left: int
) -> None:
    number = publish(database)
    renew(database)
    publish(database, **change)
    assert renew(database) == (1, 1)
    found, notes = look(database, signal_id)
    assert len(found) == left
    assert notes == [f"fact_check:found:{number}", f"fact_check:{said}:{number}"]


def test_fact_checks_without_text_or_title_harm_nobody(database: Database, signal_id: int) -> None:
    publish(database, url="https://cek.example/kosong", title="")
    publish(database, url="https://cek.example/tanda", title="🤷 — !!!")
    number = publish(database, url="https://cek.example/narasi", title="", claim=TEXT)
    assert renew(database) == (1, 1)
    assert [one.match.fact_check_id for one in look(database, signal_id)[0]] == [number]


def test_a_thousand_copies_get_one_answer(database: Database, signal_id: int) -> None:
    publish(database)
    claims = StoredClaims(database)
    with database.read() as connection:
        document = documents.get(connection, signals.get(connection, EVERYTHING, signal_id).document_id)
    begun = time.process_time()
    found = [claims.find(document) for _ in range(1_000)]
    assert time.process_time() - begun < 10
    assert found[0]
    assert all(one == found[0] for one in found)


def test_an_interrupted_run_is_made_up_for(database: Database, signal_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(database)
    with monkeypatch.context() as patch:
        patch.setattr(StoredClaims, "find", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            renew(database)
    assert renew(database) == (1, 1)
    with database.read() as connection:
        assert [run.state for run in runs.latest(connection)] == ["done", "failed"]


def test_the_analysis_looks_for_fact_checks(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    number = publish(database)
    with database.write() as connection:
        sources.ensure(connection, sources.MANUAL)
        incoming = Incoming(source_id=sources.MANUAL.id, origin="manual", title="Hoaks beredar", text=TEXT)
        document_id = documents.store(connection, incoming).document_id
    monkeypatch.setattr("core.review.answers.opens", lambda *_: True)
    assert analyse_pending(database, claims=StoredClaims(database)).analysed == 1
    with database.read() as connection:
        found = claim_matches.of_document(connection, document_id)
    assert [one.fact_check_id for one in found] == [number]


def test_a_missing_model_costs_the_fact_checks_only(
    database: Database, signal_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core.errors import ArtefactError

    def broken() -> ClaimModel:
        raise ArtefactError("models/claims is damaged.")

    publish(database)
    monkeypatch.setattr(stored, "load_model", broken)
    claims = StoredClaims(database)
    assert renew_matches(database, claims).documents == 0
    assert "models/claims is damaged" in claims.problem
    with database.read() as connection:
        assert runs.latest(connection)[0].state == "failed"


def test_a_repaired_model_is_used_when_a_fact_check_comes(
    database: Database,
    signal_id: int,
    model: ClaimModel,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from core.errors import ArtefactError

    def broken() -> ClaimModel:
        raise ArtefactError("models/claims is damaged.")

    publish(database)
    claims = StoredClaims(database)
    with monkeypatch.context() as patch:
        patch.setattr(stored, "load_model", broken)
        assert renew_matches(database, claims).documents == 0
    publish(database, verdict="misleading")
    assert renew_matches(database, claims).changed == 1
    assert claims.problem == ""
