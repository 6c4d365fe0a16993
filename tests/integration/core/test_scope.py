"""An office sees its subtree and nothing else: every read and write of the review goes through one predicate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, String, Table, create_engine, insert, select

from core.clock import now
from core.db.engine import Database
from core.errors import NotFound
from core.regions.scope import Scope, within
from core.review import leases, reports, verdicts
from core.schemas.signal import DECIDED, WAITING
from core.schemas.user import Actor
from core.store import people, signals
from core.store import reports as stored_reports
from core.store.signals import Filters
from tests.conftest import Office, OpenSignal

REGIONS = ("", "64", "73", "73.71", "73.71.01", "73.08", "7", "731")
SEEN = {
    "operator": set(REGIONS),
    "province": {"73", "73.71", "73.71.01", "73.08"},
    "city": {"73.71", "73.71.01"},
    "elsewhere": {"64"},
}


@pytest.fixture
def everywhere(open_signal: OpenSignal) -> dict[str, int]:
    """One signal for each owner."""
    return {region: open_signal(region=region) for region in REGIONS}


@pytest.mark.parametrize("who", SEEN)
def test_lists_and_counts_hold_only_the_subtree(
    database: Database, office: Office, everywhere: dict[str, int], who: str
) -> None:
    actor: Actor = getattr(office, who)
    with database.read() as connection:
        listed = {signal.owner for signal in signals.queue(connection, actor.scope, Filters())}
        total, _ = signals.count(connection, actor.scope, Filters())
    assert listed == SEEN[who]
    assert total == len(SEEN[who])


@pytest.mark.parametrize("who", SEEN)
def test_reading_and_taking_by_id_outside_is_not_found(
    database: Database, office: Office, everywhere: dict[str, int], who: str
) -> None:
    actor: Actor = getattr(office, who)
    for region, signal_id in everywhere.items():
        with database.write() as connection:
            if region in SEEN[who]:
                assert signals.get(connection, actor.scope, signal_id).owner == region
                leases.take(connection, actor, signal_id, 30)
                continue
            with pytest.raises(NotFound, match="within your region"):
                signals.get(connection, actor.scope, signal_id)
            with pytest.raises(NotFound, match="within your region"):
                leases.take(connection, actor, signal_id, 30)


def test_not_there_and_not_yours_sound_the_same(database: Database, office: Office, everywhere: dict[str, int]) -> None:
    messages = []
    for signal_id in (everywhere["64"], 999_999):
        with pytest.raises(NotFound) as caught, database.write() as connection:
            leases.take(connection, office.province, signal_id, 30)
        messages.append(caught.value.message.replace(str(signal_id), "N"))
    assert messages[0] == messages[1]


def test_next_never_leaves_the_subtree(database: Database, office: Office, everywhere: dict[str, int]) -> None:
    owners = set()
    with database.write() as connection:
        for _ in SEEN["province"]:
            signal_id = leases.take_next(connection, office.province, 30, Filters()).signal_id
            owners.add(signals.get(connection, office.province.scope, signal_id).owner)
        with pytest.raises(NotFound, match="Nothing waits"):
            leases.take_next(connection, office.province, 30, Filters())
    assert owners == SEEN["province"]


def test_region_filter_cannot_widen_the_scope(database: Database, office: Office, everywhere: dict[str, int]) -> None:
    with database.read() as connection:
        for region in ("64", "%", "7", "73%", "_3"):
            found = signals.queue(connection, office.city.scope, Filters(region=region))
            assert found == []
        inside = signals.queue(connection, office.province.scope, Filters(region="73.71"))
    assert {signal.owner for signal in inside} == {"73.71", "73.71.01"}


def test_report_holds_only_the_offices_subtree_and_is_hidden_from_others(
    database: Database, office: Office, everywhere: dict[str, int]
) -> None:
    said = verdicts.Decision(decision="confirmed", reason="relevant_event")
    with database.write() as connection:
        for signal_id in everywhere.values():
            token = leases.take(connection, office.operator, signal_id, 30).token
            verdicts.decide(connection, office.operator, signal_id, token, said)
        report = reports.create(connection, office.province, now().replace(year=2000), now())
        assert {item["owner"] for item in report.items} == SEEN["province"]
        assert stored_reports.newest(connection, office.city.scope) == []
        for other in (office.city, office.elsewhere):
            with pytest.raises(NotFound):
                reports.export(connection, other, report.id, "json")
        assert [r.id for r in stored_reports.newest(connection, office.operator.scope)] == [report.id]


def test_colleagues_are_those_of_the_subtree(database: Database, office: Office) -> None:
    with database.read() as connection:
        assert {actor.name for actor in people.colleagues(connection, office.province.scope)} == {
            "province",
            "province_analyst",
            "city",
        }


def test_every_state_is_either_waiting_or_decided() -> None:
    assert set(WAITING) & set(DECIDED) == set()


#: Region codes, near-codes, and strings that a LIKE pattern would read otherwise.
codes = st.one_of(
    st.from_regex(r"\d\d(\.\d\d){0,2}", fullmatch=True),
    st.text("0123456789.%_\\", max_size=8),
    st.sampled_from(REGIONS),
)


@given(st.lists(codes, min_size=1, max_size=8), codes)
def test_predicate_in_sql_agrees_with_the_one_in_python(stored: list[str], region: str) -> None:
    engine = create_engine("sqlite://")
    table = Table("t", MetaData(), Column("code", String))
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(insert(table), [{"code": code} for code in stored])
        scope = Scope(region=region)
        found = sorted(connection.execute(select(table.c.code).where(within(table.c.code, scope))).scalars())
    engine.dispose()
    assert found == sorted(code for code in stored if scope.covers(code))
