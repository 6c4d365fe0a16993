"""A verdict teaches only after a person who gave none of the verdicts said so; each step is audited."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from core import audit
from core.db.engine import Database
from core.db.tables import documents as documents_table
from core.db.tables import signals
from core.errors import BadInput, Conflict, Forbidden, NotFound
from core.review import leases, training, verdicts
from core.review.training import Said, lesson
from core.schemas.incoming import Incoming
from core.schemas.signal import VerdictDecision
from core.schemas.training import Candidate
from core.schemas.user import Actor
from core.store import audit_rows, documents, sources
from core.store import training as stored
from tests.conftest import Office, OpenSignal


def decide(database: Database, actor: Actor, signal_id: int, decision: VerdictDecision, reason: str) -> None:
    said = verdicts.Decision(decision=decision, reason=reason, comment="x" if reason == "other" else "")
    with database.write() as connection:
        token = leases.take(connection, actor, signal_id, 30).token
        verdicts.decide(connection, actor, signal_id, token, said)


def waiting(database: Database, actor: Actor) -> list[Candidate]:
    with database.read() as connection:
        return training.candidates(connection, actor)


def say(database: Database, actor: Actor, signal_id: int, accept: bool = True, **more: object) -> int:
    said = Said.model_validate({"signal_id": signal_id, "round": 1, "accept": accept, **more})
    with database.write() as connection:
        return training.review(connection, actor, training.teaching(connection, actor), said)


def rows(database: Database, actor: Actor) -> list[dict[str, object]]:
    with database.write() as connection:
        return training.accepted(connection, actor)


@pytest.mark.parametrize(
    ("decision", "reason", "says"),
    [
        ("confirmed", "relevant_event", {"klaim": True}),
        ("dismissed", "wrong_category", {"klaim": False}),
        ("dismissed", "criticism_or_opinion", {"klaim": False, "klaim.klaim": False}),
        ("dismissed", "wrong_region", {}),
        ("dismissed", "already_handled", {}),
        ("dismissed", "other", {}),
        ("unverifiable", "no_source", {}),
    ],
)
def test_what_a_verdict_teaches(decision: VerdictDecision, reason: str, says: dict[str, bool]) -> None:
    assert lesson("klaim", decision, reason) == says


def test_only_somebody_else_with_the_right_may_review(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    mine, theirs = open_signal("klaim"), open_signal("klaim")
    decide(database, office.supervisor, mine, "dismissed", "not_relevant")
    decide(database, office.operator, theirs, "confirmed", "relevant_event")
    assert [one.signal_id for one in waiting(database, office.supervisor)] == [theirs]
    with pytest.raises(Forbidden, match="yourself"):
        say(database, office.supervisor, mine)
    for actor in (office.operator, office.second, office.analyst, office.admin):
        with pytest.raises(Forbidden):
            say(database, actor, theirs)
    assert rows(database, office.supervisor) == []


def test_an_accepted_verdict_becomes_a_row_without_names(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal("klaim", text="Vaksin itu berisi cip.")
    decide(database, office.operator, signal_id, "confirmed", "relevant_event")
    say(database, office.supervisor, signal_id, weight=0.5)
    (row,) = rows(database, office.supervisor)
    assert row["says"] == {"klaim": True}
    assert row["weight"] == 0.5
    assert row["by"] == [f"u{office.operator.id}"]
    assert "operator" not in str({**row, "text": ""})
    assert waiting(database, office.supervisor) == []
    with database.read() as connection:
        actions = [entry["action"] for entry in audit_rows.every(connection)]
        assert audit.verify(connection)[1] == ""
    assert actions[-2:] == ["training.review", "training.export"]


def test_a_page_that_was_changed_after_the_verdict_teaches_what_was_judged(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal("klaim", title="Vaksin", text="Vaksin itu berisi cip.")

    def change(text: str) -> None:
        with database.write() as connection:
            own = select(signals.c.document_id).where(signals.c.id == signal_id)
            place = update(documents_table).where(documents_table.c.id == own.scalar_subquery())
            connection.execute(place.values(url="https://contoh.id/1"))
            changed = Incoming(source_id=sources.MANUAL.id, url="https://contoh.id/1", title="Lain", text=text)
            assert documents.store(connection, changed).outcome == "revision"

    change("Vaksin itu berisi cip dan magnet.")
    decide(database, office.operator, signal_id, "confirmed", "relevant_event")
    change("Bupati meresmikan pasar.")
    change("Bupati meresmikan pasar baru.")
    (one,) = waiting(database, office.supervisor)
    assert (one.title, one.text) == ("Lain", "Vaksin itu berisi cip dan magnet.")
    say(database, office.supervisor, signal_id)
    assert [row["text"] for row in rows(database, office.supervisor)] == ["Vaksin itu berisi cip dan magnet."]


def test_a_refused_verdict_teaches_nothing_and_nothing_is_reviewed_twice(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal("klaim")
    decide(database, office.operator, signal_id, "confirmed", "relevant_event")
    say(database, office.supervisor, signal_id, accept=False)
    assert rows(database, office.supervisor) == []
    with pytest.raises(Conflict, match="rejected"):
        say(database, office.supervisor, signal_id)


def test_two_people_teach_what_both_say(database: Database, office: Office, open_signal: OpenSignal) -> None:
    signal_id = open_signal("sara")
    decide(database, office.operator, signal_id, "confirmed", "hostility_confirmed")
    assert waiting(database, office.supervisor) == []  # one of two is no decision
    decide(database, office.second, signal_id, "confirmed", "relevant_event")
    (one,) = waiting(database, office.supervisor)
    assert one.says == {"sara": True}
    assert one.authors == (office.operator.id, office.second.id)


def test_who_was_overruled_does_not_review_it_either(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal("sara")
    decide(database, office.operator, signal_id, "confirmed", "hostility_confirmed")
    decide(database, office.second, signal_id, "dismissed", "criticism_or_opinion")
    decide(database, office.supervisor, signal_id, "dismissed", "criticism_or_opinion")
    assert waiting(database, office.supervisor) == []


@pytest.mark.parametrize("weight", [0.0, 0.0005, -1.0, 1.5, float("nan")])
def test_a_weight_beyond_one_is_refused(
    database: Database, office: Office, open_signal: OpenSignal, weight: float
) -> None:
    signal_id = open_signal("klaim")
    decide(database, office.operator, signal_id, "confirmed", "relevant_event")
    with pytest.raises(BadInput, match="weight"):
        say(database, office.supervisor, signal_id, weight=weight)


def test_what_is_not_decided_is_not_there(database: Database, office: Office, open_signal: OpenSignal) -> None:
    with pytest.raises(NotFound):
        say(database, office.supervisor, open_signal("klaim"))
    with pytest.raises(NotFound):
        say(database, office.supervisor, 999)


def test_rows_of_a_person_are_withdrawn_at_once_and_can_be_reviewed_again(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    for _ in range(3):
        signal_id = open_signal("klaim")
        decide(database, office.operator, signal_id, "dismissed", "not_relevant")
        say(database, office.supervisor, signal_id)
    other = open_signal("klaim")
    decide(database, office.second, other, "confirmed", "relevant_event")
    say(database, office.supervisor, other)
    with database.write() as connection:
        with pytest.raises(BadInput, match="why"):
            training.withdraw(connection, office.supervisor, "operator", " ")
        assert training.withdraw(connection, office.supervisor, "operator", "account was shared") == 3
        assert training.withdraw(connection, office.supervisor, "operator", "again") == 0
    assert [row["id"] for row in rows(database, office.supervisor)] == [f"signal:{other}:1"]
    assert len(waiting(database, office.supervisor)) == 3
    with database.read() as connection:
        review = stored.reviewed(connection, signal_id, 1)
    assert review is not None
    assert (review.decision, review.note) == ("withdrawn", "account was shared")


def test_a_poisoned_series_needs_a_reason(database: Database, office: Office, open_signal: OpenSignal) -> None:
    poisoned = [open_signal("klaim") for _ in range(31)]
    for signal_id in poisoned:  # all within a moment, all one way
        decide(database, office.operator, signal_id, "dismissed", "not_relevant")
    found = waiting(database, office.supervisor)
    assert len(found) == 31
    assert {"too_fast", "sudden_series"} <= set(found[0].flags)
    with pytest.raises(BadInput, match="looks odd"):
        say(database, office.supervisor, poisoned[0])
    say(database, office.supervisor, poisoned[0], note="read it: an advertisement, rightly dismissed")
    say(database, office.supervisor, poisoned[1], accept=False)
    with database.read() as connection:
        kept = stored.reviewed(connection, poisoned[0], 1)
    assert kept is not None
    assert "too_fast" in kept.flags


def test_offices_see_their_own(database: Database, office: Office, open_signal: OpenSignal) -> None:
    there = open_signal("klaim", "64")
    decide(database, office.elsewhere, there, "confirmed", "relevant_event")
    province = office.supervisor.model_copy(update={"region": "73"})
    assert waiting(database, province) == []
    with pytest.raises(NotFound):
        say(database, province, there)
