"""Notes, follow-ups, assignments and escalation."""

from __future__ import annotations

from datetime import date

import pytest

from core.db.engine import Database
from core.errors import BadInput, Conflict, Forbidden, NotFound
from core.review import leases, notes, verdicts
from core.schemas.user import Actor
from core.store import decisions, signals
from tests.conftest import Office, OpenSignal


def take(database: Database, actor: Actor, signal_id: int) -> int:
    with database.write() as connection:
        return leases.take(connection, actor, signal_id, 30).token


def test_notes_stand_in_order_with_their_writers(database: Database, office: Office, open_signal: OpenSignal) -> None:
    signal_id = open_signal()
    token = take(database, office.operator, signal_id)
    with database.write() as connection:
        for words in ("  called the desa  ", "no answer"):
            notes.add_note(connection, office.operator, signal_id, token, words)
    with database.read() as connection:
        found = decisions.notes_of(connection, signal_id)
    assert [(n.user_name, n.kind, n.text) for n in found] == [
        ("operator", "note", "called the desa"),
        ("operator", "note", "no answer"),
    ]


def test_note_on_a_confirmed_signal_is_a_follow_up(database: Database, office: Office, open_signal: OpenSignal) -> None:
    signal_id = open_signal()
    said = verdicts.Decision(decision="confirmed", reason="relevant_event")
    with database.write() as connection:
        token = leases.take(connection, office.operator, signal_id, 30).token
        verdicts.decide(connection, office.operator, signal_id, token, said)
    token = take(database, office.operator, signal_id)
    with database.write() as connection:
        notes.add_note(connection, office.operator, signal_id, token, "met the elders")
        found = decisions.notes_of(connection, signal_id)
        state = signals.get(connection, office.operator.scope, signal_id).state
    assert ([n.kind for n in found], state) == (["follow_up"], "confirmed")


@pytest.mark.parametrize("words", ["", " \n ", "x" * 4001, "\x00\x01", "\ud800"])
def test_empty_or_endless_note_is_refused(
    database: Database, office: Office, open_signal: OpenSignal, words: str
) -> None:
    signal_id = open_signal()
    token = take(database, office.operator, signal_id)
    with pytest.raises(BadInput), database.write() as connection:
        notes.add_note(connection, office.operator, signal_id, token, words)


HOSTILE = "a\x00b\ud800c\x1b[31m\u202ed"


def test_characters_that_no_text_carries_are_left_out(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal(region="73")
    token = take(database, office.supervisor, signal_id)
    said = verdicts.Decision(decision="confirmed", reason="other", comment=HOSTILE)
    with database.write() as connection:
        notes.add_note(connection, office.supervisor, signal_id, token, HOSTILE)
        notes.assign(connection, office.supervisor, signal_id, token, "second", HOSTILE, None)
        verdicts.decide(connection, office.supervisor, signal_id, token, said)
        token = leases.take(connection, office.supervisor, signal_id, 30).token
        verdicts.reopen(connection, office.supervisor, signal_id, token, HOSTILE)
        token = leases.take(connection, office.supervisor, signal_id, 30).token
        notes.escalate(connection, office.supervisor, signal_id, token, HOSTILE)
    with database.read() as connection:
        written = [n.text for n in decisions.notes_of(connection, signal_id)]
        written += [a.task for a in decisions.assignments_of(connection, signal_id)]
        written += [v.comment for v in decisions.verdicts_of(connection, signal_id)]
    assert written == ["abc[31m\u202ed"] * 5


def test_assignment_names_a_colleague_whose_region_covers_the_signal(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal(region="73.71")
    token = take(database, office.province_analyst, signal_id)
    with database.write() as connection:
        for name in ("city", "province"):
            notes.assign(
                connection, office.province_analyst, signal_id, token, name, "visit the market", date(2026, 12, 1)
            )
        found = decisions.assignments_of(connection, signal_id)
    assert [(a.by_name, a.to_name, a.task, a.due_on) for a in found] == [
        ("province_analyst", "city", "visit the market", date(2026, 12, 1)),
        ("province_analyst", "province", "visit the market", date(2026, 12, 1)),
    ]


@pytest.mark.parametrize("name", ["elsewhere", "operator", "nobody"])
def test_people_outside_the_region_and_unknown_people_look_alike(
    database: Database, office: Office, open_signal: OpenSignal, name: str
) -> None:
    signal_id = open_signal(region="73.71")
    token = take(database, office.province_analyst, signal_id)
    with pytest.raises(NotFound) as caught, database.write() as connection:
        notes.assign(connection, office.province_analyst, signal_id, token, name, "visit", None)
    assert caught.value.message == f"There is no colleague {name} whose region covers this signal."


def test_escalation_moves_ownership_up_step_by_step_and_ends_the_hold(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal("politik", "73.71")
    owners = []
    for actor in (office.province_analyst, office.supervisor):
        token = take(database, actor, signal_id)
        with database.write() as connection:
            owners.append(notes.escalate(connection, actor, signal_id, token, "beyond us"))
    assert owners == ["73", ""]
    with database.read() as connection:
        signal = signals.get(connection, office.operator.scope, signal_id)
        with pytest.raises(NotFound):
            signals.get(connection, office.province.scope, signal_id)
    assert (signal.region, signal.state, signal.sensitive, signal.holder_id) == ("73.71", "open", True, None)
    token = take(database, office.supervisor, signal_id)
    with pytest.raises(Conflict, match="at the centre already"), database.write() as connection:
        notes.escalate(connection, office.supervisor, signal_id, token, "higher")


def test_escalated_signal_needs_a_second_person(database: Database, office: Office, open_signal: OpenSignal) -> None:
    signal_id = open_signal("politik", "73")
    with database.write() as connection:
        token = leases.take(connection, office.province_analyst, signal_id, 30).token
        notes.escalate(connection, office.province_analyst, signal_id, token, "delicate")
        token = leases.take(connection, office.operator, signal_id, 30).token
        said = verdicts.Decision(decision="confirmed", reason="relevant_event")
        assert verdicts.decide(connection, office.operator, signal_id, token, said).state == "second_review"


def test_escalation_of_a_decided_signal_is_refused(database: Database, office: Office, open_signal: OpenSignal) -> None:
    signal_id = open_signal("politik", "73")
    with database.write() as connection:
        token = leases.take(connection, office.supervisor, signal_id, 30).token
        said = verdicts.Decision(decision="dismissed", reason="not_relevant")
        verdicts.decide(connection, office.supervisor, signal_id, token, said)
    token = take(database, office.supervisor, signal_id)
    with pytest.raises(Conflict, match="decided already"), database.write() as connection:
        notes.escalate(connection, office.supervisor, signal_id, token, "after all")


def test_operator_neither_assigns_nor_escalates(database: Database, office: Office, open_signal: OpenSignal) -> None:
    signal_id = open_signal(region="73")
    token = take(database, office.province, signal_id)
    with pytest.raises(Forbidden, match=r"signal\.escalate"), database.write() as connection:
        notes.escalate(connection, office.province, signal_id, token, "please")
    with pytest.raises(Forbidden, match=r"signal\.assign"), database.write() as connection:
        notes.assign(connection, office.province, signal_id, token, "city", "go", None)


def test_working_on_a_signal_prolongs_the_hold(database: Database, office: Office, open_signal: OpenSignal) -> None:
    signal_id = open_signal()
    token = take(database, office.supervisor, signal_id)
    with database.read() as connection:
        before = signals.get(connection, office.supervisor.scope, signal_id).held_until
    with database.write() as connection:
        notes.add_note(connection, office.supervisor, signal_id, token, "asked the camat")
        noted = signals.get(connection, office.supervisor.scope, signal_id).held_until
        notes.assign(connection, office.supervisor, signal_id, token, "operator", "call again", None)
        assigned = signals.get(connection, office.supervisor.scope, signal_id).held_until
    assert before is not None
    assert noted is not None
    assert assigned is not None
    assert before < noted < assigned
