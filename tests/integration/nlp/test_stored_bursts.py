"""Alarms in the store: one an event however often it is checked, for the narrowest place, told once, with its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from core.db.engine import Database
from core.db.tables import (
    analyses,
    document_categories,
    document_copies,
    document_regions,
    documents,
    outbox,
    sightings,
)
from core.regions.scope import EVERYTHING
from core.schemas.incoming import Incoming
from core.schemas.source import Source
from core.store import bursts, hours, sources
from core.store import documents as stored_documents
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
    tallies = [check(usual, NOW + later * HOUR) for later in range(1, 11)]
    rise(usual, NOW + 11 * HOUR, OUTLETS)
    tallies += [check(usual, NOW + later * HOUR) for later in (12, *range(13, 42, 4))]
    assert sum(tally.raised for tally in tallies) == 0, "a rise soon after belongs to it"
    with usual.read() as connection:
        (alarm,) = bursts.listed(connection, EVERYTHING)
        told = connection.execute(select(outbox.c.topic).order_by(outbox.c.id)).scalars().all()
    assert (alarm.region, alarm.category, alarm.started_at, alarm.raised_at) == ("73.71", "politik", NOW, NOW)
    assert (alarm.count, alarm.hours) == (14, 1)
    assert 0.1 < alarm.usual < 2
    assert alarm.ended_at is not None
    assert NOW + 11 * HOUR < alarm.ended_at <= NOW + 22 * HOUR
    assert [topic for topic in told if topic.startswith("burst.")] == [
        "burst.raise", "burst.end", "burst.resume", "burst.end"]  # fmt: skip
    assert sum(tally.ended for tally in tallies) == 2


def test_an_hour_that_has_only_begun_ends_no_alarm(usual: Database) -> None:
    rise(usual, NOW, OUTLETS)
    found = {}
    for later in range(12):
        found[later] = check(usual, NOW + later * HOUR).ended  # each hour as it begins, without a text yet
    assert sum(found.values()) == 1
    with usual.read() as connection:
        (alarm,) = bursts.listed(connection, EVERYTHING)
    assert alarm.ended_at is not None
    (told,) = (later for later, ended in found.items() if ended)
    assert NOW + told * HOUR == alarm.ended_at + 6 * HOUR


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


def test_what_a_place_explained_stays_explained_when_its_alarm_is_old(usual: Database) -> None:
    rise(usual, NOW, OUTLETS, place="73.17")
    with usual.write() as connection:
        feed = Feed(connection)
        for later in range(2, 9):  # the province's rise goes on for some hours
            for number, place in enumerate(("73.08", "73.09", "73.71")):
                feed.put(NOW + later * HOUR, place, OUTLETS[(later + number) % 8])
        for later in range(12, 9 * 24, 2):
            feed.put(NOW + later * HOUR, outlet=OUTLETS[later // 2 % 3])
        feed.flush()
    found = [check(usual, NOW + later * HOUR).raised for later in (0, 14, *range(7 * 24, 7 * 24 + 16, 2))]
    assert found[0] == 1
    assert sum(found[2:]) == 0, "nothing is told after a week"
    with usual.read() as connection:
        assert all(alarm.region.startswith("73.") for alarm in bursts.listed(connection, EVERYTHING))


@pytest.mark.parametrize("copies", [False, True], ids=["one outlet", "copies of one text in one outlet"])
def test_one_outlet_alone_raises_nothing(usual: Database, copies: bool) -> None:
    rise(usual, NOW, OUTLETS[:1], copy_of=1 if copies else None)
    assert check(usual, NOW + HOUR).raised == 0
    with usual.read() as connection:
        (counted,) = hours.of_series(connection, "73.71", "politik", NOW, NOW)
    assert (counted.count, counted.sources) == (1 if copies else 14, 1)


@pytest.mark.parametrize("way", ["texts", "copies", "addresses"])
def test_one_outlet_over_many_hours_raises_nothing_until_others_follow(usual: Database, way: str) -> None:
    with usual.write() as connection:
        feed = Feed(connection)
        first = feed.put(NOW, "73.17", OUTLETS[5])
        for later in range(1, 9):
            if way != "addresses":
                feed.put(NOW + later * HOUR, "73.17", OUTLETS[5], first if way == "copies" else None)
        feed.flush()
        if way == "addresses":
            about = {"document_id": first, "source_id": OUTLETS[5]}
            rows = [{**about, "url": f"https://x.example/{n}", "seen_at": NOW + n * HOUR} for n in range(1, 9)]
            connection.execute(insert(sightings), rows)
    assert [check(usual, NOW + later * HOUR).raised for later in range(10)] == [0] * 10
    with usual.write() as connection:
        feed = Feed(connection)
        for number in range(3):
            feed.put(NOW + 9 * HOUR, "73.17", OUTLETS[number], first if way != "texts" else None)
        feed.flush()
    assert check(usual, NOW + 10 * HOUR).raised == 1


def test_one_outlet_is_alone_beside_what_others_publish_as_usual(usual: Database) -> None:
    with usual.write() as connection:
        feed = Feed(connection)
        for later in range(24):
            for minute in (0, 5, 10):
                feed.put(NOW + later * HOUR + timedelta(minutes=minute), outlet=OUTLETS[5])
            if not later % 2:
                feed.put(NOW + later * HOUR, outlet=OUTLETS[later // 2 % 3])
        feed.flush()
    assert [check(usual, NOW + later * HOUR).raised for later in range(25)] == [0] * 25
    rise(usual, NOW + 24 * HOUR, OUTLETS)
    assert check(usual, NOW + 25 * HOUR).raised == 1


def test_documents_behind_an_alarm_are_those_of_its_place_and_time(usual: Database) -> None:
    rise(usual, NOW, OUTLETS)
    check(usual, NOW)
    with usual.read() as connection:
        (alarm,) = bursts.listed(connection, EVERYTHING, active=True)
        behind = bursts.behind(connection, alarm, NOW, 100)
    assert len(behind) == 14
    assert all(document.published_at >= NOW for document, _ in behind if document.published_at)


def test_documents_without_a_place_stand_behind_the_countrys_alarm(usual: Database) -> None:
    rise(usual, NOW, OUTLETS, place="")
    with usual.write() as connection:
        connection.execute(delete(document_regions).where(document_regions.c.region == ""))
    assert check(usual, NOW).raised == 1
    with usual.read() as connection:
        (alarm,) = bursts.listed(connection, EVERYTHING, active=True)
        assert alarm.region == ""
        assert len(bursts.behind(connection, alarm, NOW, 100)) == 14


def test_a_text_that_was_seen_in_many_places_stands_behind_the_alarm_it_raised(usual: Database) -> None:
    with usual.write() as connection:
        feed = Feed(connection)
        first = feed.put(NOW - 30 * HOUR, "73.17", OUTLETS[5])
        feed.flush()
        rows = [
            {"document_id": first, "source_id": OUTLETS[n % 8], "url": f"https://x.example/{n}", "seen_at": NOW}
            for n in range(14)
        ]
        connection.execute(insert(sightings), rows)
    assert check(usual, NOW).raised == 1
    with usual.read() as connection:
        (alarm,) = bursts.listed(connection, EVERYTHING, active=True)
        assert [document.id for document, _ in bursts.behind(connection, alarm, NOW, 100)] == [first]


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


class Text:
    """One text of the store that is analysed by and by, as the crawler and the analysis write it."""

    def __init__(self, database: Database, published: datetime) -> None:
        self._database, self._words = database, "teks tentang kerusuhan "
        with database.write() as connection:
            Feed(connection)
        self.id = self.publish(published)
        with database.write() as connection:
            connection.execute(update(documents).values(ingested_at=BEGUN))

    def publish(self, moment: datetime) -> int:
        """Store the text with this date, in other words each time."""
        self._words += "lagi "
        known = Incoming(
            source_id=OUTLETS[0],
            url="https://outlet-0.example/1",
            title="Kerusuhan",
            text=self._words,
            published_at=moment,
        )
        with self._database.write("ingest") as connection:
            return stored_documents.store(connection, known).document_id

    def see(self, outlet: str, moment: datetime) -> None:
        values = {"document_id": self.id, "source_id": outlet, "url": f"https://{outlet}.example/", "seen_at": moment}
        with self._database.write("ingest") as connection:
            connection.execute(insert(sightings).values(values))

    def judge(self, decision: str) -> None:
        values = {"document_id": self.id, "revision": 1, "pipeline": "t", "priority": 1, "answer": {}}
        about = {"document_id": self.id, "category": "sara", "subcategory": "", "probability": 0.9}
        with self._database.write() as connection:
            connection.execute(insert(analyses).values(**values, created_at=NOW))
            connection.execute(delete(document_categories).where(document_categories.c.document_id == self.id))
            connection.execute(insert(document_categories).values(**about, decision=decision))

    def counts(self) -> dict[datetime, int]:
        """Count what is new and return the hours in which the text is counted, with how often."""
        check(self._database, NOW)
        with self._database.read() as connection:
            return {one.hour: one.count for one in hours.of_series(connection, "", "sara", BEGUN, NOW)}


def test_copies_that_were_seen_before_the_analysis_are_counted_with_it(database: Database) -> None:
    text = Text(database, NOW - 5 * HOUR)
    for outlet in OUTLETS[1:4]:
        text.see(outlet, NOW - 2 * HOUR)
    assert text.counts() == {}, "nobody knows yet what it is about"
    text.judge("yes")
    assert text.counts() == {NOW - 5 * HOUR: 1, NOW - 2 * HOUR: 3}
    text.judge("no")
    assert text.counts() == {}


def test_a_text_that_is_given_another_date_leaves_its_old_hour(database: Database) -> None:
    text = Text(database, NOW - 5 * HOUR)
    text.judge("yes")
    assert text.counts() == {NOW - 5 * HOUR: 1}
    for moved in (4, 3):
        text.publish(NOW - moved * HOUR)
        text.publish(NOW - moved * HOUR)
    text.judge("yes")
    assert text.counts() == {NOW - 3 * HOUR: 1}
    with database.read() as connection:
        found = hours.counted(connection, BEGUN, NOW)
        assert hours.touched(connection, hours.newest(connection), hours.newest(connection), BEGUN) == []
    assert all(one.category for one in found)


def test_copies_that_are_imported_together_count_on_their_own_days(database: Database) -> None:
    days = [NOW - timedelta(days=14 - number, hours=3) for number in range(14)]
    with database.write("ingest") as connection:
        Feed(connection)
        for number, at in enumerate(days):
            address = f"https://{OUTLETS[number % 8]}.example/{number}"
            copy = Incoming(source_id=OUTLETS[number % 8], url=address, title="Rusuh", text="Sama.", published_at=at)
            found = stored_documents.store(connection, copy).document_id
        connection.execute(update(documents).values(ingested_at=BEGUN))
    judged(database, found, "73.17")
    assert check(database, NOW).raised == 0
    with database.read() as connection:
        counts = hours.of_series(connection, "73.17", "politik", BEGUN, NOW)
    assert [(one.hour, one.count) for one in counts] == [(hours.hour_of(at), 1) for at in days]


def test_a_message_without_an_address_counts_once_a_source(database: Database) -> None:
    with database.write("ingest") as connection:
        Feed(connection)
        for number in range(50):
            copy = Incoming(kind="post", source_id=OUTLETS[number % 5], origin="import", text="Awas!", published_at=NOW)
            found = stored_documents.store(connection, copy).document_id
        connection.execute(update(documents).values(ingested_at=BEGUN))
    judged(database, found, "73.08", "klaim")
    check(database, NOW)
    with database.read() as connection:
        (counted,) = hours.of_series(connection, "73.08", "klaim", BEGUN, NOW)
    assert (counted.hour, counted.count, counted.sources) == (NOW, 5, 5)


def judged(database: Database, document_id: int, place: str, category: str = "politik") -> None:
    """Say what a stored document is about, as its analysis does."""
    about = {"document_id": document_id, "category": category, "subcategory": "", "probability": 1.0}
    with database.write() as connection:
        values = {"document_id": document_id, "revision": 1, "pipeline": "t", "priority": 1, "answer": {}}
        connection.execute(insert(analyses).values(**values, created_at=NOW))
        connection.execute(insert(document_categories).values(**about, decision="yes"))
        where = {"document_id": document_id, "region": place, "role": "focus", "confidence": 1.0}
        connection.execute(insert(document_regions).values(where))
