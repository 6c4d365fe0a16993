"""Deciding: one person for most signals, two for sensitive ones, a supervisor where two disagree, and rounds."""

from __future__ import annotations

import pytest

from core.db.engine import Database
from core.errors import BadInput, Conflict, Forbidden
from core.review import leases, verdicts
from core.review.verdicts import Outcome
from core.schemas.signal import VERDICT_REASONS, VerdictDecision
from core.schemas.user import Actor
from core.store import decisions, signals
from tests.conftest import Office, OpenSignal


def decide(database: Database, actor: Actor, signal_id: int, decision: VerdictDecision, **more: str) -> Outcome:
    """Take the signal and decide on it."""
    said = verdicts.Decision(decision=decision, **{"reason": VERDICT_REASONS[decision][0], **more})
    with database.write() as connection:
        token = leases.take(connection, actor, signal_id, 30).token
        return verdicts.decide(connection, actor, signal_id, token, said)


@pytest.mark.parametrize("decision", ["confirmed", "dismissed", "unverifiable"])
def test_one_person_settles_an_ordinary_signal(
    database: Database, office: Office, open_signal: OpenSignal, decision: VerdictDecision
) -> None:
    signal_id = open_signal("politik")
    assert decide(database, office.operator, signal_id, decision).state == decision
    with database.read() as connection:
        signal = signals.get(connection, office.operator.scope, signal_id)
    assert (signal.state, signal.holder_id, signal.held_until) == (decision, None, None)


def test_sara_waits_for_a_second_person_who_agrees(database: Database, office: Office, open_signal: OpenSignal) -> None:
    signal_id = open_signal("sara")
    first = decide(database, office.operator, signal_id, "confirmed")
    assert (first.state, first.needs_supervisor) == ("second_review", False)
    with pytest.raises(Forbidden, match="another person"):
        decide(database, office.operator, signal_id, "confirmed")
    second = decide(database, office.second, signal_id, "confirmed")
    assert (second.state, second.needs_supervisor) == ("confirmed", False)


def test_disagreement_goes_to_a_supervisor_who_settles_it(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal("sara")
    decide(database, office.operator, signal_id, "confirmed")
    outcome = decide(database, office.second, signal_id, "dismissed")
    assert (outcome.state, outcome.needs_supervisor) == ("second_review", True)
    with pytest.raises(Forbidden, match="a supervisor settles it"):
        decide(database, office.analyst, signal_id, "confirmed")
    assert decide(database, office.supervisor, signal_id, "unverifiable").state == "unverifiable"
    with database.read() as connection:
        given = decisions.verdicts_of(connection, signal_id)
    assert [(v.user_name, v.step, v.round) for v in given] == [
        ("operator", 1, 1),
        ("second", 2, 1),
        ("supervisor", 3, 1),
    ]


def test_supervisor_who_was_one_of_the_two_cannot_settle_it(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal("sara")
    decide(database, office.supervisor, signal_id, "confirmed")
    decide(database, office.second, signal_id, "dismissed")
    with pytest.raises(Forbidden, match="another person"):
        decide(database, office.supervisor, signal_id, "confirmed")


def test_first_verdict_is_hidden_until_the_second_is_given(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal("sara")
    decide(database, office.operator, signal_id, "confirmed", comment="clearly so")

    def seen(actor: Actor) -> list[str]:
        with database.read() as connection:
            signal = signals.get(connection, actor.scope, signal_id)
            return [v.user_name for v in verdicts.visible(actor, signal, decisions.verdicts_of(connection, signal_id))]

    assert seen(office.second) == []
    assert seen(office.supervisor) == []
    assert seen(office.operator) == ["operator"]
    decide(database, office.second, signal_id, "dismissed")
    assert seen(office.supervisor) == ["operator", "second"]


def test_reopened_signal_starts_a_new_round_with_everybody_allowed(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal("sara")
    decide(database, office.operator, signal_id, "confirmed")
    decide(database, office.second, signal_id, "confirmed")
    with pytest.raises(Conflict, match="decided already"):
        decide(database, office.analyst, signal_id, "dismissed")
    with database.write() as connection:
        token = leases.take(connection, office.supervisor, signal_id, 30).token
        verdicts.reopen(connection, office.supervisor, signal_id, token, "a new witness")
        signal = signals.get(connection, office.operator.scope, signal_id)
        assert (signal.state, signal.round, signal.holder_id) == ("reopened", 2, None)
    assert decide(database, office.operator, signal_id, "dismissed").state == "second_review"
    assert decide(database, office.second, signal_id, "dismissed").state == "dismissed"
    with database.read() as connection:
        assert [v.round for v in decisions.verdicts_of(connection, signal_id)] == [1, 1, 2, 2]


def test_only_a_supervisor_reopens_and_only_what_is_decided(
    database: Database, office: Office, open_signal: OpenSignal
) -> None:
    signal_id = open_signal()
    with database.write() as connection:
        token = leases.take(connection, office.supervisor, signal_id, 30).token
    with pytest.raises(Conflict, match="not decided yet"), database.write() as connection:
        verdicts.reopen(connection, office.supervisor, signal_id, token, "why not")
    with pytest.raises(BadInput, match="Say why"), database.write() as connection:
        verdicts.reopen(connection, office.supervisor, signal_id, token, "  ")
    with pytest.raises(Forbidden), database.write() as connection:
        verdicts.reopen(connection, office.analyst, signal_id, token, "why not")


@pytest.mark.parametrize(
    ("decision", "reason", "comment", "words"),
    [
        ("confirmed", "not_relevant", "", "does not go with confirmed"),
        ("dismissed", "", "", "does not go with dismissed"),
        ("dismissed", "other", " ", "needs a comment"),
        ("dismissed", "other", "x" * 2001, "longer than 2000"),
    ],
)
def test_unusable_decision_is_refused_and_nothing_changes(
    database: Database,
    office: Office,
    open_signal: OpenSignal,
    decision: VerdictDecision,
    reason: str,
    comment: str,
    words: str,
) -> None:
    signal_id = open_signal()
    with pytest.raises(BadInput, match=words):
        decide(database, office.operator, signal_id, decision, reason=reason, comment=comment)
    with database.read() as connection:
        assert decisions.verdicts_of(connection, signal_id) == []
        assert signals.get(connection, office.operator.scope, signal_id).state == "open"
