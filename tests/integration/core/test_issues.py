"""People put issues together and take them apart: for ever, on the state they saw, in their region, losing nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection, select, update

from core.clock import now
from core.db.engine import Database
from core.db.tables import audit_log
from core.db.tables import documents as documents_table
from core.db.tables import issues as issues_table
from core.errors import BadInput, Conflict, Forbidden, NotFound
from core.regions.scope import EVERYTHING
from core.review import issue_edits
from core.schemas.incoming import Incoming
from core.store import copies, documents, issue_facts, issue_splits, issues, signals
from core.store.issue_facts import IssueFilter
from core.store.signals import Filters
from tests.conftest import Office
from tests.integration.core.test_copies import copied, put


def issue_of(connection: Connection, document_id: int) -> int:
    found = issues.of_document(connection, document_id)
    assert found is not None
    return found


def test_merge_keeps_the_older_number_and_every_signal(database: Database, office: Office) -> None:
    with database.write() as connection:
        first, second = put(connection, "Unjuk rasa di balai kota"), put(connection, "Massa di balai kota", "sore")
        one, other = issue_of(connection, first), issue_of(connection, second)
        edited = issue_edits.merge(connection, office.analyst, other, 0, one, 0, "satu unjuk rasa")
        assert (edited.issue_id, edited.other_id) == (one, other)
        assert issues.members(connection, one) == [first, second]
        assert issues.get(connection, other).id == one
        both = signals.queue(connection, EVERYTHING, Filters())
        assert [signal.issue_id for signal in both] == [one, one]
        assert len(signals.of_issue(connection, EVERYTHING, one)) == 2
        third = put(connection, "Berita ketiga")
        (decided,) = issues.decisions(connection, one)
        assert (decided.kind, decided.moved, decided.stayed) == ("merge", (second,), (first,))
        assert decided.user_name == "analyst"
        acts = connection.execute(select(audit_log.c.object).where(audit_log.c.action == "issue.merge")).scalars()
        assert list(acts) == [f"issue:{one}"]
        issue_edits.merge(connection, office.analyst, issue_of(connection, third), 0, one, 1, "juga")
        assert issues.get(connection, other).id == one


def test_split_takes_copies_and_signals_along_and_leaves_no_document_without_one(
    database: Database, office: Office
) -> None:
    with database.write() as connection:
        first = put(connection, "Unjuk rasa di balai kota")
        second = put(connection, "Pawai budaya di alun-alun", "sore")
        copy = copied(connection, second, "Pawai budaya di alun-alun kota", "pagi")
        one = issue_of(connection, first)
        issue_edits.merge(connection, office.analyst, one, 0, issue_of(connection, second), 0, "keliru")
        edited = issue_edits.split(connection, office.supervisor, one, 1, (second,), "dua acara")
        assert issues.members(connection, one) == [first]
        assert issues.members(connection, edited.other_id) == [second, copy]
        for issue_id, document_id in ((one, first), (edited.other_id, second)):
            assert [s.document_id for s in signals.of_issue(connection, EVERYTHING, issue_id)] == [document_id]
        assert [one.kind for one in issues.decisions(connection)] == ["merge", "split"]


def test_what_people_took_apart_is_told_apart_wherever_it_goes(database: Database, office: Office) -> None:
    with database.write() as connection:
        first, second, third, fourth = (put(connection, f"Cerita {n}") for n in range(4))
        one, other, alone = issue_of(connection, first), issue_of(connection, fourth), issue_of(connection, third)
        issues.move(connection, [second, third], one)
        assert issue_splits.told_apart(connection, one) == set()
        made = issue_edits.split(connection, office.analyst, one, 0, (second,), "lain").other_id
        again = issue_edits.split(connection, office.analyst, one, 1, (third,), "lain lagi").other_id
        told = [issue_splits.told_apart(connection, issue_id) for issue_id in (one, made, again, other, alone)]
        assert told == [{made, again}, {one, again}, {one, made}, set(), set()]
        issue_edits.merge(connection, office.analyst, other, 0, made, 0, "satu cerita")
        assert issue_splits.told_apart(connection, one) == {other, again}
        assert issue_splits.told_apart(connection, other) == {one, again}
        issue_edits.merge(connection, office.analyst, one, 2, again, 0, "satu juga")
        assert issue_splits.told_apart(connection, one) == {other}


def test_a_document_that_joined_silently_gets_its_signal_when_it_is_taken_out(
    database: Database, office: Office
) -> None:
    with database.write() as connection:
        first, second = put(connection, "Rapat pleno"), put(connection, "Rapat lain", "sore", place="73.72")
        one, other = issue_of(connection, first), issue_of(connection, second)
        issues.absorb(connection, one, other)
        put(connection, "Rapat pleno lagi", "sore")
        third = put(connection, "Rapat ketiga")
        issues.move(connection, [third], one)
        before = len(signals.of_issue(connection, EVERYTHING, one))
        edited = issue_edits.split(connection, office.analyst, one, 0, (third,), "lain")
        assert len(signals.of_issue(connection, EVERYTHING, edited.other_id)) == 1
        assert len(signals.of_issue(connection, EVERYTHING, one)) == before


def test_split_leaves_no_signal_behind_though_two_are_of_one_kind(database: Database, office: Office) -> None:
    with database.write() as connection:
        first, second, third = (put(connection, text) for text in ("Unjuk rasa", "Massa di balai kota", "Pawai budaya"))
        one, two, three = (issue_of(connection, document) for document in (first, second, third))
        issue_edits.merge(connection, office.analyst, one, 0, two, 0, "sama")
        issue_edits.merge(connection, office.analyst, one, 1, three, 0, "sama")
        edited = issue_edits.split(connection, office.analyst, one, 2, (first, second), "pawai itu acara lain")
        for issue_id, documents_of in ((one, [third]), (edited.other_id, [first, second])):
            mine = signals.of_issue(connection, EVERYTHING, issue_id)
            assert sorted(signal.document_id for signal in mine) == documents_of
            assert {signal.issue_id for signal in mine} == {issue_id}
        back = issue_edits.merge(connection, office.analyst, one, 3, edited.other_id, 0, "tetap satu")
        assert len(signals.of_issue(connection, EVERYTHING, back.issue_id)) == 3
        assert [card.issue.id for card in issue_facts.listed(connection, IssueFilter())] == [one]
        again = issue_edits.split(connection, office.analyst, one, 4, (second,), "lain")
        assert [s.document_id for s in signals.of_issue(connection, EVERYTHING, again.other_id)] == [second]


def test_an_issue_is_as_new_as_the_newest_document_that_stays(database: Database, office: Office) -> None:
    with database.write() as connection:
        early, late = put(connection, "Rapat pleno"), put(connection, "Rapat pleno diulang", "sore")
        days = {early: now() - timedelta(days=3), late: now() - timedelta(days=1)}
        for document_id, day in days.items():
            connection.execute(
                update(documents_table).where(documents_table.c.id == document_id).values(published_at=day)
            )
        one, other = issue_of(connection, early), issue_of(connection, late)
        connection.execute(update(issues_table).values(changed_at=None))
        issues.absorb(connection, one, other)
        assert issues.get(connection, one).changed_at == days[late]
        edited = issue_edits.split(connection, office.analyst, one, 0, (late,), "rapat lain")
        assert issues.get(connection, one).changed_at == days[early]
        assert issues.get(connection, edited.other_id).changed_at == days[late]


def test_a_write_on_a_state_nobody_looks_at_is_refused(database: Database, office: Office) -> None:
    with database.write() as connection:
        documents = [put(connection, f"Berita {number}") for number in range(3)]
        one, two, three = (issue_of(connection, document) for document in documents)
        issue_edits.merge(connection, office.analyst, one, 0, two, 0, "sama")
        with pytest.raises(Conflict, match="changed by somebody else"):
            issue_edits.merge(connection, office.supervisor, one, 0, three, 0, "sama")
        with pytest.raises(Conflict, match=f"went into issue {one}"):
            issue_edits.merge(connection, office.supervisor, three, 0, two, 0, "sama")
        with pytest.raises(Conflict, match=f"went into issue {one}"):
            issue_edits.split(connection, office.supervisor, two, 0, (documents[1],), "lain")
        for chosen, error in (((), BadInput), (tuple(documents[:2]), BadInput), ((documents[2],), NotFound)):
            with pytest.raises(error):
                issue_edits.split(connection, office.supervisor, one, 1, chosen, "lain")
        with pytest.raises(BadInput, match="Say why"):
            issue_edits.split(connection, office.supervisor, one, 1, (documents[0],), " ")
        with pytest.raises(BadInput, match="into itself"):
            issue_edits.merge(connection, office.supervisor, one, 1, one, 1, "sama")


def test_only_analysts_and_supervisors_of_the_place_may(database: Database, office: Office) -> None:
    with database.write() as connection:
        here = [issue_of(connection, put(connection, f"Berita {number}")) for number in range(2)]
        away = [issue_of(connection, put(connection, f"Kabar {number}", place="64.72")) for number in range(2)]
        for actor in (office.operator, office.viewer, office.auditor, office.admin):
            with pytest.raises(Forbidden):
                issue_edits.merge(connection, actor, here[0], 0, here[1], 0, "sama")
        with pytest.raises(Forbidden, match="no place within your region"):
            issue_edits.merge(connection, office.province_analyst, away[0], 0, away[1], 0, "sama")
        issue_edits.merge(connection, office.province_analyst, here[0], 0, here[1], 0, "sama")


def test_lists_and_numbers(database: Database) -> None:
    with database.write() as connection:
        first = put(connection, "Unjuk rasa di balai kota")
        copied(connection, first, "Unjuk rasa di balai kota Makassar", "sore")
        second = put(connection, "Harga cabai", place="64.72")
        cards = issue_facts.listed(connection, IssueFilter())
        assert [card.issue.id for card in cards] == [issue_of(connection, second), issue_of(connection, first)]
        facts = cards[1].facts
        assert (facts.documents, facts.copies, facts.source_count) == (1, 1, 2)
        assert facts.regions == (("73.71", 2),)
        assert (facts.last_day, facts.day_before, facts.categories) == (2, 0, ("politik",))
        for chosen, expected in (
            (IssueFilter(region="73"), [first]),
            (IssueFilter(region="7"), []),
            (IssueFilter(category="sara"), []),
            (IssueFilter(documents=2), [first]),
        ):
            found = [card.issue.id for card in issue_facts.listed(connection, chosen)]
            assert found == [issue_of(connection, one) for one in expected], chosen
        last = cards[0].issue
        assert last.changed_at is not None
        rest = issue_facts.listed(connection, IssueFilter(), (last.changed_at, last.id))
        assert [card.issue.id for card in rest] == [issue_of(connection, first)]
        shown = issue_facts.of_issue(connection, issue_of(connection, first))
        assert [one.id for one in shown] == [first]
        assert copies.elsewhere(connection, [first])[first].total == 1


def seen(connection: Connection, text: str, source: str, number: int) -> None:
    url = f"https://{source}.example/lagi/{number}"
    documents.store(connection, Incoming(source_id=source, url=url, title=text, text=text))


def test_verbatim_and_near_copies_count_alike(database: Database) -> None:
    with database.write() as connection:
        near, same = put(connection, "Unjuk rasa di balai kota"), put(connection, "Surat suara rusak di gudang")
        put(connection, "Harga cabai turun")
        copied(connection, near, "Unjuk rasa di balai kota Makassar")
        seen(connection, "Surat suara rusak di gudang", "sore", 1)
        cards = {card.issue.id: card.facts for card in issue_facts.listed(connection, IssueFilter(documents=2))}
    assert [(facts.documents, facts.copies, facts.source_count) for facts in cards.values()] == [(1, 1, 2)] * 2
    with database.read() as connection:
        assert set(cards) == {issue_of(connection, near), issue_of(connection, same)}


def test_a_large_issue_hides_neither_its_neighbours_nor_its_newest_texts(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issue_facts, "MOST_TEXTS", 4)
    with database.write() as connection:
        large, small = put(connection, "Surat suara rusak di gudang"), put(connection, "Harga cabai turun")
        for number in range(9):
            seen(connection, "Surat suara rusak di gudang", "sore", number)
        places = copies.elsewhere(connection, [large])[large].places
        cards = {card.issue.id: card.facts for card in issue_facts.listed(connection, IssueFilter())}
        assert set(cards) == {issue_of(connection, large), issue_of(connection, small)}
        facts = cards[issue_of(connection, large)]
        first = documents.get(connection, large).ingested_at
    assert (facts.first_at, facts.last_at) == (first, places[-1].seen_at)
    assert (facts.documents, facts.copies) == (1, 4)


def test_a_copy_whose_original_is_in_another_issue_is_a_document_here(database: Database) -> None:
    with database.write() as connection:
        original, other = put(connection, "Unjuk rasa di balai kota"), put(connection, "Harga cabai turun")
        copy = copied(connection, original, "Unjuk rasa di balai kota Makassar")
        issues.move(connection, [copy], issue_of(connection, other))
        facts = issue_facts.facts(connection, [issue_of(connection, other)])
    assert [(one.documents, one.copies) for one in facts.values()] == [(2, 0)]
