"""The store of fact-checks: one record each, whoever brings it; every older state kept."""

from __future__ import annotations

from typing import Any

import pytest

from core.db.engine import Database
from core.schemas.factcheck import FactCheck
from core.schemas.source import Source
from core.store import factchecks, sources
from core.store.factchecks import FactCheckFilter, Kept

URL = "https://cek.example/pajak-sepeda"


@pytest.fixture(autouse=True)
def _two_sources(database: Database) -> None:
    with database.write() as connection:
        for name in ("arsip", "cek", "lain"):
            sources.ensure(connection, Source(id=name, name=name.title(), kind="factcheck"))


def check(**values: Any) -> FactCheck:
    given = {
        "title": "Pajak sepeda naik",
        "claim": "Pajak sepeda naik Senin",
        "verdict": "false",
        "verdict_raw": "Salah",
    }
    return FactCheck(**given | values)


def keep(database: Database, given: FactCheck, source: str = "cek", *, first_hand: bool = False) -> Kept:
    with database.write() as connection:
        return factchecks.store(connection, source, "import", given, first_hand=first_hand)


def test_same_fact_check_is_one_record_and_a_change_keeps_the_old_state(database: Database) -> None:
    assert keep(database, check(url=URL)).outcome == "stored"
    assert keep(database, check(url=URL)).outcome == "unchanged"
    taken_back = keep(database, check(url=URL, verdict="retracted", verdict_raw="Dicabut", published_on="2026-11-20"))
    assert (taken_back.outcome, taken_back.revision) == ("revision", 2)
    with database.read() as connection:
        now = factchecks.get(connection, taken_back.fact_check_id)
        (older,) = factchecks.revisions_of(connection, taken_back.fact_check_id)
        changed = [one.id for one in factchecks.every(connection, since=now.updated_at)]
    assert (now.verdict, now.revision) == ("retracted", 2)
    assert (older.number, older.record.verdict_raw, older.record.published_on) == (1, "Salah", "")
    assert changed == [now.id]


@pytest.mark.parametrize(
    ("first", "second", "outcomes"),
    [
        ({"url": URL}, {"url": URL, "title": "Lain"}, ("stored", "duplicate")),
        ({"external_id": "7", "publisher": "Cek"}, {"external_id": "7", "publisher": "Cek"}, ("stored", "duplicate")),
        ({"external_id": "7", "publisher": "Cek"}, {"external_id": "7", "publisher": "B"}, ("stored", "stored")),
        ({"external_id": "7"}, {"external_id": "7"}, ("stored", "stored")),
        ({}, {}, ("stored", "stored")),
    ],
)
def test_another_source_brings_a_duplicate_only_of_the_same(
    database: Database, first: dict[str, Any], second: dict[str, Any], outcomes: tuple[str, str]
) -> None:
    found = keep(database, check(**first), "arsip"), keep(database, check(**second), "lain")
    assert (found[0].outcome, found[1].outcome) == outcomes
    with database.read() as connection:
        assert factchecks.get(connection, found[0].fact_check_id).title == "Pajak sepeda naik"


def test_numbers_of_two_publishers_in_one_archive_are_two_records(database: Database) -> None:
    both = [check(external_id="7", publisher=name) for name in ("Cek", "Fakta")]
    assert [keep(database, one, "arsip").outcome for one in (*both, *both)] == [
        "stored", "stored", "unchanged", "unchanged",
    ]  # fmt: skip
    assert keep(database, check(external_id="7"), "arsip").outcome == "unchanged"


def test_publishers_own_page_takes_over_and_is_overruled_by_nobody(database: Database) -> None:
    keep(database, check(url=URL, title="Dari arsip"), "arsip")
    own = keep(database, check(url=URL), "cek", first_hand=True)
    assert own.outcome == "revision"
    for source in ("arsip", "cek"):
        assert keep(database, check(url=URL, verdict="true"), source).outcome == "duplicate"
    with database.read() as connection:
        one = factchecks.get(connection, own.fact_check_id)
    assert (one.source_id, one.first_hand, one.verdict, one.revision) == ("cek", True, "false", 2)


def test_what_a_later_reading_leaves_out_is_not_lost(database: Database) -> None:
    keep(database, check(external_id="7", publisher="Cek", published_on="2026-11", published_raw="November 2026"))
    later = keep(database, check(external_id="7", url=URL))
    assert later.outcome == "unchanged"
    with database.read() as connection:
        one = factchecks.get(connection, later.fact_check_id)
    assert (one.url, one.publisher, one.published_on, one.published_raw) == (URL, "Cek", "2026-11", "November 2026")


def test_list_is_chosen_by_words_publisher_verdict_and_date(database: Database) -> None:
    keep(database, check(url=URL, publisher="Cek", published_on="2024"))
    keep(database, check(url=URL + "2", title="Jembatan 100% runtuh_", publisher="Lain", published_on="2026-03-07"))
    keep(database, check(url=URL + "3", title="Pasar Randu pindah", verdict="true", published_on=""))

    def titles(**values: Any) -> set[str]:
        with database.read() as connection:
            chosen = FactCheckFilter(**values)
            found = factchecks.recent(connection, chosen)
            assert factchecks.count(connection, chosen) == len(found)
        return {one.title.split()[0] for one in found}

    assert titles() == {"Pajak", "Jembatan", "Pasar"}
    assert titles(words="RANDU pasar") == {"Pasar"}
    assert titles(words="100%") == {"Jembatan"}
    assert titles(words="runtuh_") == {"Jembatan"}
    assert titles(words="_____________________________") == set()
    assert titles(publisher="Cek") == {"Pajak"}
    assert titles(verdict="true") == {"Pasar"}
    assert titles(since="2024-06-01") == {"Pajak", "Jembatan"}  # a year alone may lie behind that day
    assert titles(since="2025-01-01") == {"Jembatan"}
    assert titles(until="2026-03-06") == {"Pajak"}
    assert titles(since="2026", until="2026") == {"Jembatan"}
    with database.read() as connection:
        assert factchecks.publishers(connection) == ["Cek", "Lain"]
        newest = factchecks.recent(connection, limit=1)[0]
        assert [one.id for one in factchecks.recent(connection, before=newest.id)] == [newest.id - 1, newest.id - 2]
        assert len(list(factchecks.every(connection))) == 3
