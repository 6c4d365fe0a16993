"""What changes around stored fact-checks: documents, the documents of an issue, signals by hand; nothing is missed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from core.clock import iso, now
from core.db.engine import Database
from core.db.tables import documents as documents_table
from core.regions.scope import EVERYTHING
from core.review.intake import open_signal as open_signal_of
from core.review.intake import take_in
from core.review.manual import Pasted, open_manual
from core.review.policy import Opening
from core.schemas.analysis import Analysis, CategoryJudgement, Language
from core.schemas.incoming import Incoming
from core.store import analyses, claim_matches, documents, factchecks, issues, runs, signals, sources
from nlp.claims.renew import JOB, renew_matches
from nlp.claims.stored import StoredClaims
from nlp.pending import analyse_pending
from tests.conftest import Office, OpenSignal
from tests.integration.nlp.test_claim_matches import (
    TEXT,
    _small_model,  # noqa: F401 (a fixture of every test here)
    look,
    publish,
    renew,
)
from tests.unit.nlp.claims.conftest import model  # noqa: F401 (a fixture)

#: What the machine says of a text in which it sees no claim.
NOTHING = Analysis(pipeline="t", language=Language(code="id", confidence=1.0), priority=0, categories={})


@pytest.fixture
def signal_id(database: Database, office: Office, open_signal: OpenSignal) -> int:
    return open_signal(category="klaim", region="73", title="Kabar", text=TEXT)


def revise(database: Database, text: str, title: str = "Kabar") -> int:
    """Store the text at the address of the posts of these tests; return its document."""
    with database.write() as connection:
        sources.ensure(connection, sources.MANUAL)
        incoming = Incoming(source_id="manual", origin="manual", url="https://pos.example/1", title=title, text=text)
        return documents.store(connection, incoming).document_id


@pytest.fixture
def revised_id(database: Database, office: Office) -> int:
    """A claim signal of a document at an address, which can be revised."""
    document_id = revise(database, TEXT)
    opening = Opening(
        category="klaim", region="73", owner="73", ambiguous=False, priority=1, sensitive=False, reasons=[]
    )  # fmt: skip
    with database.write() as connection:
        issue_id = issues.ensure_for(connection, document_id, "Kabar")
        opened = open_signal_of(connection, None, issue_id, document_id, opening, "test-1")
    assert opened is not None
    return opened


def test_a_changed_document_loses_what_answered_its_old_words(database: Database, revised_id: int) -> None:
    number = publish(database)
    claims = StoredClaims(database)
    analyse_pending(database, claims=claims)
    assert len(look(database, revised_id)[0]) == 1
    revise(database, "Jadwal salat Jumat di masjid raya pekan ini.", title="Jadwal salat Jumat")
    assert analyse_pending(database, claims=claims).analysed == 1
    found, notes = look(database, revised_id)
    assert found == []
    assert notes == [f"fact_check:found:{number}", f"fact_check:gone:{number}", "revision:2"]


def test_a_changed_document_that_is_no_claim_any_more_is_not_answered(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(database)
    claims = StoredClaims(database)
    document_id = revise(database, TEXT)
    monkeypatch.setattr("core.review.intake.openings", lambda *_: [])
    with monkeypatch.context() as patch:
        patch.setattr("core.review.answers.opens", lambda *_: True)
        analyse_pending(database, claims=claims)
    with database.read() as connection:
        assert len(claim_matches.of_document(connection, document_id)) == 1
    revise(database, TEXT + " Begini kata dinas.")
    monkeypatch.setattr("core.review.answers.opens", lambda *_: False)
    analyse_pending(database, claims=claims)
    with database.read() as connection:
        assert claim_matches.of_document(connection, document_id) == []


def test_document_and_fact_check_may_change_in_one_run(database: Database, revised_id: int) -> None:
    number = publish(database)
    analyse_pending(database, claims=StoredClaims(database))
    revise(database, TEXT + " Buruan!")
    publish(database, verdict="retracted")
    claims = StoredClaims(database)
    analyse_pending(database, claims=claims)
    renew_matches(database, claims)
    found, notes = look(database, revised_id)
    assert found == []
    assert notes == [f"fact_check:found:{number}", f"fact_check:gone:{number}", "revision:2"]


def test_a_fact_check_that_is_published_again_is_found_for_an_old_document(database: Database, signal_id: int) -> None:
    number = publish(database)
    renew(database)
    with database.write() as connection:
        connection.execute(update(documents_table).values(ingested_at=now() - timedelta(days=200)))
    publish(database, verdict="retracted")
    assert renew(database) == (1, 1)
    publish(database, url="https://cek.example/lain", title="Gempa Magnitudo 8 di Ambon")
    assert renew(database) == (0, 0)  # what was found before is looked at only when that one changes
    publish(database)
    assert renew(database) == (1, 1)
    found, notes = look(database, signal_id)
    assert [one.match.relation for one in found] == ["match"]
    assert notes == [f"fact_check:{said}:{number}" for said in ("found", "gone", "found")]


def join(database: Database, signal_id: int, text: str, *, claim: bool = True) -> int:
    """Let another document come into the signal's issue, as the analysis leaves it; return it."""
    decision = "yes" if claim else "no"
    judged = CategoryJudgement(probability=0.9, decision=decision, subcategories={})
    analysis = Analysis(
        pipeline="t", language=Language(code="id", confidence=1.0), priority=1, categories={"klaim": judged}
    )
    with database.write() as connection:
        incoming = Incoming(source_id="manual", origin="manual", title="Kiriman lain", text=text)
        document_id = documents.store(connection, incoming).document_id
        issue_id = signals.get(connection, EVERYTHING, signal_id).issue_id
        take_in(connection, document_id, 1, "Kiriman lain", analysis, issue_id)
    return document_id


@pytest.fixture
def vague_id(database: Database, office: Office, open_signal: OpenSignal) -> int:
    """A claim signal without a region, whose own text no fact-check answers."""
    return open_signal(category="klaim", region="", title="Kabar", text="Kalian sudah dengar? Benarkah itu?")


def test_what_answers_another_document_of_the_issue_is_found_shown_and_told(database: Database, vague_id: int) -> None:
    other = join(database, vague_id, TEXT)
    join(database, vague_id, f"{TEXT} Begitu kata polisi.", claim=False)
    number = publish(database)
    assert renew(database) == (2, 1)
    (found,), notes = look(database, vague_id)
    assert (found.document_id, found.match.relation, found.outdated) == (other, "match", False)
    assert notes == [f"fact_check:found:{number}"]
    publish(database, verdict="retracted")
    assert renew(database) == (2, 1)
    assert look(database, vague_id) == ([], [*notes, f"fact_check:gone:{number}"])


def test_copies_of_a_claim_are_told_of_once(database: Database, signal_id: int) -> None:
    for number in range(3):
        join(database, signal_id, f"{TEXT} Pesan ke-{number}")
    number = publish(database)
    assert renew(database) == (4, 4)
    publish(database, verdict="misleading")
    assert renew(database) == (4, 4)
    publish(database, verdict="retracted")
    assert renew(database) == (4, 4)
    assert look(database, signal_id)[1] == [f"fact_check:{said}:{number}" for said in ("found", "revised", "gone")]


def test_a_document_that_joins_tells_the_signals_of_its_issue(
    database: Database, vague_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = publish(database)
    document_id = revise(database, TEXT)
    with database.write() as connection:
        issues.ensure_for(connection, document_id, "", join=signals.get(connection, EVERYTHING, vague_id).issue_id)
    monkeypatch.setattr("core.review.answers.opens", lambda *_: True)
    analyse_pending(database, claims=StoredClaims(database))
    (found,), notes = look(database, vague_id)
    assert found.document_id == document_id
    assert f"fact_check:found:{number}" in notes


def test_words_of_a_document_that_changed_are_not_quoted(database: Database, revised_id: int) -> None:
    publish(database)
    renew(database)
    assert look(database, revised_id)[0][0].match.phrases
    revise(database, "Jadwal salat Jumat di masjid raya pekan ini.")
    (found,), _ = look(database, revised_id)
    assert (found.outdated, found.match.phrases) == (True, ())


def paste(database: Database, office: Office, text: str) -> int:
    """Open a claim signal by hand with a text that the machine sees no claim in."""
    with database.write() as connection:
        return open_manual(connection, office.province, Pasted(text=text, category="klaim"), NOTHING).signal_id


def test_a_pasted_rumour_gets_its_fact_check_at_the_next_run(database: Database, office: Office) -> None:
    number = publish(database)
    assert renew(database) == (0, 0)
    pasted = paste(database, office, TEXT)
    assert renew(database) == (1, 1)
    (found,), notes = look(database, pasted)
    assert (found.match.relation, found.match.fact_check_id) == ("match", number)
    assert notes == [f"fact_check:found:{number}"]
    paste(database, office, "Sudah dengar kabar itu?")
    assert renew(database) == (1, 0)
    assert renew(database) == (0, 0)


def test_a_signal_opened_by_hand_with_an_old_text_is_answered(database: Database, office: Office) -> None:
    number = publish(database)
    with database.write() as connection:
        sources.ensure(connection, sources.MANUAL)
        incoming = Incoming(source_id="manual", origin="manual", text=TEXT)
        document_id = documents.store(connection, incoming).document_id
        analyses.add(connection, document_id, 1, NOTHING)
        connection.execute(update(documents_table).values(ingested_at=now() - timedelta(days=200)))
    assert renew(database) == (0, 0)
    pasted = paste(database, office, TEXT)
    publish(database, url="https://cek.example/lain", title="Gempa Magnitudo 8 di Ambon")
    assert renew(database) == (1, 1)
    assert [one.match.fact_check_id for one in look(database, pasted)[0]] == [number]


def test_a_run_of_an_older_version_noted_no_mark(database: Database, office: Office) -> None:
    publish(database)
    pasted = paste(database, office, TEXT)
    with database.write("work") as connection:
        until = factchecks.newest_change(connection)
        assert until is not None
        runs.finish(connection, runs.start(connection, JOB), "done", {"until": iso(until)})
    assert renew(database) == (1, 1)
    assert len(look(database, pasted)[0]) == 1
    assert renew(database) == (0, 0)


def test_what_the_analysis_looked_up_is_not_looked_up_again(
    database: Database, vague_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(database)
    renew(database)
    with database.write() as connection:
        incoming = Incoming(source_id="manual", origin="manual", title="Kiriman lain", text=TEXT)
        document_id = documents.store(connection, incoming).document_id
        issues.ensure_for(connection, document_id, "", join=signals.get(connection, EVERYTHING, vague_id).issue_id)
    monkeypatch.setattr("core.review.answers.opens", lambda *_: True)
    claims = StoredClaims(database)
    assert analyse_pending(database, claims=claims).analysed == 2
    assert renew_matches(database, claims).documents == 0
    assert renew(database) == (0, 0)  # nor in the next run, which knows of nothing that was answered in this one


def test_documents_of_a_run_without_a_model_are_made_up_for(
    database: Database, vague_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = publish(database)
    renew(database)
    document_id = join(database, vague_id, TEXT)
    with monkeypatch.context() as patch:
        patch.setattr(StoredClaims, "_refresh", lambda claims: setattr(claims, "problem", "damaged"))
        assert renew(database) == (0, 0)
    assert renew(database) == (1, 1)
    (found,), _ = look(database, vague_id)
    assert (found.document_id, found.match.fact_check_id) == (document_id, number)
