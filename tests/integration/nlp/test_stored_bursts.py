"""Alarms in the store: one an event however often it is checked, for the narrowest place, told once, with its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from core.db.engine import Database
from core.db.tables import analyses, document_categories, document_copies, document_regions, documents, outbox
from core.regions.scope import EVERYTHING
from core.schemas.source import Source
from core.store import bursts, hours, sources
from nlp.groups.bursts.stored import Tally, check

BEGUN = datetime(2026, 3, 2, tzinfo=UTC)
NOW = BEGUN + timedelta(days=21, hours=9)
HOUR = timedelta(hours=1)
OUTLETS = [f"outlet-{number}" for number in range(8)]


class Feed:
    """Puts documents about politics in a place into the store, as if they had been crawled and analysed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        sources.sync(connection, [Source(id=one, name=one, home_url=f"https://{one}.example/") for one in OUTLETS])
        self._number = connection.execute(select(documents.c.id).order_by(documents.c.id.desc())).scalar() or 0
        self._rows: dict[Any, list[dict[str, Any]]] = {}

    def put(self, at: datetime, place: str = "73.71", outlet: str = OUTLETS[0], copy_of: int | None = None) -> int:
        self._number += 1
        number = self._number
        self._add(
            documents,
            id=number,
            kind="news",
            source_id=outlet,
            origin="crawl",
            title=f"Berita {number}",
            text="",
            content_hash=str(number),
            published_at=at,
            ingested_at=at,
            revision=1,
            analysed_revision=1,
        )
        self._add(
            analyses, document_id=number, revision=1, pipeline="t", priority=1, answer={}, created_at=at
        )  # fmt: skip
        about = {"category": "politik", "subcategory": "", "probability": 1.0, "decision": "yes"}
        self._add(document_categories, document_id=number, **about)
        self._add(document_regions, document_id=number, region=place, role="focus", confidence=1.0)
        if copy_of is not None:
            self._add(
                document_copies, document_id=number, revision=1, original_id=copy_of, kind="near", found_at=at
            )  # fmt: skip
        return number

    def flush(self) -> None:
        for table, rows in self._rows.items():
            self._connection.execute(insert(table), rows)
        self._rows = {}

    def _add(self, table: Any, **values: Any) -> None:
        self._rows.setdefault(table, []).append(values)


@pytest.fixture
def usual(database: Database) -> Iterator[Database]:
    """Three weeks with a text in Makassar every second hour and one elsewhere each day."""
    with database.write() as connection:
        feed = Feed(connection)
        for hour in range(0, 21 * 24, 2):
            feed.put(BEGUN + hour * HOUR, outlet=OUTLETS[hour // 2 % 3])
            if hour % 24 == 0:
                feed.put(BEGUN + hour * HOUR, place="73.17")
        feed.flush()
    return database


def rise(database: Database, at: datetime, outlets: list[str], **about: Any) -> None:
    with database.write() as connection:
        feed = Feed(connection)
        for number in range(14):
            feed.put(at + timedelta(minutes=4 * number), outlet=outlets[number % len(outlets)], **about)
        feed.flush()


def test_an_event_has_one_alarm_however_often_it_is_looked_for(usual: Database) -> None:
    assert check(usual, NOW).raised == 0
    assert check(usual, NOW) == Tally(), "nothing is done while nothing came"
    rise(usual, NOW, OUTLETS)
    assert check(usual, NOW + timedelta(minutes=50)).raised == 1, "the hour need not be over"
    tallies = [check(usual, NOW + later * HOUR) for later in range(1, 9)]
    rise(usual, NOW + 9 * HOUR, OUTLETS)
    tallies += [check(usual, NOW + later * HOUR) for later in (10, *range(11, 40, 4))]
    assert sum(tally.raised for tally in tallies) == 0, "a rise soon after belongs to it"
    with usual.read() as connection:
        (alarm,) = bursts.listed(connection, EVERYTHING)
        told = connection.execute(select(outbox.c.topic).order_by(outbox.c.id)).scalars().all()
    assert (alarm.region, alarm.category, alarm.started_at, alarm.raised_at) == ("73.71", "politik", NOW, NOW)
    assert (alarm.count, alarm.hours) == (14, 1)
    assert 0.1 < alarm.usual < 2
    assert alarm.ended_at is not None
    assert NOW + 9 * HOUR < alarm.ended_at <= NOW + 20 * HOUR
    assert told.count("burst.raise") == 1
    assert told.count("burst.end") == sum(tally.ended for tally in tallies)


def test_an_alarm_that_lasted_when_suar_stood_still_has_its_true_end(usual: Database) -> None:
    rise(usual, NOW, OUTLETS)
    assert check(usual, NOW).raised == 1
    later = check(usual, NOW + timedelta(days=10))
    assert (later.raised, later.ended) == (0, 1)
    with usual.read() as connection:
        (alarm,) = bursts.listed(connection, EVERYTHING)
    assert alarm.ended_at is not None
    assert NOW < alarm.ended_at <= NOW + 12 * HOUR


def test_what_was_over_long_before_is_not_told(usual: Database) -> None:
    rise(usual, NOW, OUTLETS)
    assert check(usual, NOW + timedelta(days=10)).raised == 0


@pytest.mark.parametrize("copies", [False, True], ids=["one outlet", "copies of one text in one outlet"])
def test_one_outlet_alone_raises_nothing(usual: Database, copies: bool) -> None:
    rise(usual, NOW, OUTLETS[:1], copy_of=1 if copies else None)
    assert check(usual, NOW + HOUR).raised == 0
    with usual.read() as connection:
        (counted,) = hours.of_series(connection, "73.71", "politik", NOW, NOW)
    assert (counted.count, counted.sources) == (1 if copies else 14, 1)


def test_documents_behind_an_alarm_are_those_of_its_place_and_time(usual: Database) -> None:
    rise(usual, NOW, OUTLETS)
    check(usual, NOW)
    with usual.read() as connection:
        (alarm,) = bursts.listed(connection, EVERYTHING, active=True)
        behind = bursts.behind(connection, alarm, NOW, 100)
    assert len(behind) == 14
    assert all(document.published_at >= NOW for document, _ in behind if document.published_at)


def test_late_texts_are_counted_in_their_own_hour(usual: Database) -> None:
    check(usual, NOW)
    with usual.write() as connection:
        feed = Feed(connection)
        feed.put(BEGUN + 5 * HOUR)
        feed.flush()
    assert check(usual, NOW).hours == 1
    with usual.read() as connection:
        (counted,) = hours.of_series(connection, "73", "politik", BEGUN + 5 * HOUR, BEGUN + 5 * HOUR)
    assert counted.count == 1


def test_an_empty_store_is_left_alone(database: Database) -> None:
    assert check(database) == Tally()
