"""The check over a real store: events open and close by themselves, a hijacked source is paused, and it stays cheap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from core.db.engine import Database
from core.db.tables import documents, ledger, runs
from core.schemas.source import Source
from core.store import events, health
from core.store import sources as source_store
from crawler.health.check import Checked, check, look
from crawler.health.collect import histories
from crawler.health.words import tell

#: A Tuesday, 14:00 in Jakarta.
NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)
WORDS = "Bupati mengatakan warga di kecamatan itu akan menerima bantuan dari pemerintah daerah pada bulan ini. "
PROMO = "Situs slot gacor hari ini dengan rtp live dan link alternatif, daftar sekarang bonus new member. "


class Newsdesk:
    """A store with sources whose months are written into ledger and documents by the hour."""

    def __init__(self, database: Database, names: Sequence[str]) -> None:
        self.database, self.number = database, 0
        self.sources = {name: Source(id=name, name=name, enabled=True, zone="WIB") for name in names}
        with database.write() as connection:
            source_store.sync(connection, self.sources.values())
            started = {"job": "crawl", "target": "", "state": "done", "host": "h", "started_at": NOW, "counts": {}}
            self.run = connection.execute(insert(runs).values(**started).returning(runs.c.id)).scalar_one()

    def write(
        self, name: str, first: datetime, end: datetime, a_day: int, outcome: str = "stored", text: str = WORDS
    ) -> None:
        """Write so many articles a day, at even distances, and a poll every two hours."""
        rows, texts = [], []
        step = timedelta(days=1) / a_day if a_day else timedelta()
        moment = first
        while a_day and moment < end:
            self.number += 1
            kind, _, reason = outcome.partition(":")
            rows.append(self._entry(name, f"https://{name}.example/{self.number}", "article", kind, reason, moment))
            if kind == "stored":
                texts.append(self._document(name, moment, text))
            moment += step
        times = [first + timedelta(hours=2) * n for n in range(int((end - first) / timedelta(hours=2)))]
        rows += [self._entry(name, f"https://{name}.example/rss", "discovery", "read", "", at) for at in times]
        with self.database.write() as connection:
            connection.execute(insert(ledger), rows)
            if texts:
                connection.execute(insert(documents), texts)

    def _entry(self, name: str, url: str, kind: str, outcome: str, reason: str, at: datetime) -> dict[str, object]:
        known = {"run_id": self.run, "source_id": name, "url": url, "kind": kind, "outcome": outcome}
        return {**known, "reason": reason, "detail": "", "at": at}

    def _document(self, name: str, at: datetime, text: str) -> dict[str, object]:
        return {
            "kind": "news",
            "source_id": name,
            "origin": "crawl",
            "url": f"https://{name}.example/{self.number}",
            "title": f"Berita {self.number}",
            "text": text * 8,
            "content_hash": f"{self.number:064d}",
            "published_at": at,
            "ingested_at": at,
        }

    def polls(self, name: str, times: Sequence[datetime], outcome: str) -> None:
        """Write polls of the feed that ended so."""
        kind, _, reason = outcome.partition(":")
        rows = [self._entry(name, f"https://{name}.example/rss", "discovery", kind, reason, at) for at in times]
        with self.database.write() as connection:
            connection.execute(insert(ledger), rows)

    def check(self, moment: datetime) -> Checked:
        """Judge as of the moment."""
        return check(self.database, self.sources, moment)

    def open(self) -> list[tuple[str, str | None]]:
        """Return kind and source of the open events."""
        with self.database.read() as connection:
            return sorted((one.kind, one.source_id or "") for one in events.listed(connection))


@pytest.fixture
def desk(database: Database) -> Newsdesk:
    """One source with six good weeks behind it."""
    made = Newsdesk(database, ["koran"])
    made.write("koran", NOW - timedelta(weeks=6), NOW, 24)
    return made


def test_a_source_that_delivers_as_usual_is_green(desk: Newsdesk) -> None:
    found = desk.check(NOW).reports[0]
    assert (found.source_id, found.state, found.new_day, found.new_week) == ("koran", "green", 24, 168)
    assert tell(found.findings[0]) == "24 of usual 24 in 24 hours to 14:00 on a Tuesday"
    assert desk.open() == []


def test_a_source_is_not_called_unread_in_the_hour_of_its_first_reading(database: Database) -> None:
    new = Newsdesk(database, ["koran"])
    assert tell(new.check(NOW).reports[0].findings[0]) == "not read yet"
    new.polls("koran", [NOW + timedelta(minutes=10)], "read")
    with database.write() as connection:
        source_store.note_attempt(connection, "koran")
    found = new.check(NOW + timedelta(minutes=20)).reports[0]
    assert (found.state, tell(found.findings[0]).partition(":")[0]) == (
        "green",
        "read for the first time a short while ago",
    )
    assert new.check(NOW + timedelta(hours=2)).reports[0].findings[0].code == "young"


def test_a_source_that_falls_silent_is_red_within_a_day_once_and_green_again_by_itself(desk: Newsdesk) -> None:
    silent_until = NOW + timedelta(days=4)
    desk.write("koran", NOW, silent_until, 0)
    seen = [(hours, desk.check(NOW + timedelta(hours=hours))) for hours in range(0, 97, 8)]
    opened = [(hours, one.opened) for hours, one in seen if one.opened]
    assert len(opened) == 1, "one alarm for one event"
    assert opened[0][0] <= 24
    assert {state for hours, one in seen for state in [one.reports[0].state] if hours >= opened[0][0]} == {"red"}
    desk.write("koran", silent_until, silent_until + timedelta(days=3), 24)
    closed = [one for hours in range(0, 73, 12) if (one := desk.check(silent_until + timedelta(hours=hours))).closed]
    assert len(closed) == 1
    assert desk.open() == []
    with desk.database.read() as connection:
        assert events.listed(connection, unresolved=False)[0].note.startswith("closed by itself: ")


def test_an_alarm_that_a_person_resolved_stays_away_for_a_week(desk: Newsdesk, office: object) -> None:
    desk.write("koran", NOW, NOW + timedelta(days=12), 0)
    desk.check(NOW + timedelta(days=1))
    with desk.database.write() as connection:
        for one in events.listed(connection):
            events.resolve(connection, one.id, "libur", office.admin.id, NOW + timedelta(days=1))  # type: ignore[attr-defined]
    assert desk.check(NOW + timedelta(days=2)).opened == []
    quiet = desk.check(NOW + timedelta(days=6)).reports[0]
    assert [one.code for one in quiet.findings if one.code == "muted"]
    assert desk.check(NOW + timedelta(days=9)).opened != []


def test_a_broken_page_format_is_an_event_and_no_second_one_for_the_volume(desk: Newsdesk) -> None:
    desk.write("koran", NOW, NOW + timedelta(days=3), 24, "rejected:no_text")
    for hours in range(0, 73, 6):
        desk.check(NOW + timedelta(hours=hours))
    assert desk.open() == [("format_changed", "koran")]
    told = look(desk.database, desk.sources, NOW + timedelta(days=3))[0]
    assert tell(told.findings[0]).startswith("no text found on 5 of the last 5 pages")
    assert told.errors_day == {"rejected:no_text": 24}


def test_three_polls_of_an_empty_list_are_an_event_and_a_good_one_ends_it(desk: Newsdesk) -> None:
    times = [NOW + timedelta(hours=1 + n) for n in range(3)]
    desk.polls("koran", times[:2], "failed:empty_section")
    assert desk.check(times[1] + timedelta(minutes=1)).opened == []
    desk.polls("koran", times[2:], "failed:empty_section")
    assert desk.check(times[2] + timedelta(minutes=1)).opened == [("format_changed", "koran")]
    desk.write("koran", NOW + timedelta(hours=4), NOW + timedelta(hours=6), 24)
    assert desk.check(NOW + timedelta(hours=6)).closed == [("format_changed", "koran")]


def test_a_source_that_cannot_be_read_says_why(desk: Newsdesk) -> None:
    desk.polls("koran", [NOW + timedelta(hours=n) for n in range(14)], "failed:timeout")
    done = desk.check(NOW + timedelta(hours=14))
    assert done.opened == [("feed_silent", "koran")]
    assert tell(done.reports[0].findings[0]).startswith("no feed or list could be read for 15 hours: failed:timeout")


def test_a_hijacked_source_is_paused_until_a_person_resumes_it(desk: Newsdesk) -> None:
    desk.write("koran", NOW, NOW + timedelta(hours=8), 24, text=PROMO)
    done = desk.check(NOW + timedelta(hours=8))
    assert (done.paused, done.reports[0].state) == (["koran"], "paused")
    with desk.database.read() as connection:
        state = source_store.get(connection, "koran")
    assert state.paused_at == NOW + timedelta(hours=8)
    assert "advertise gambling" in state.paused_reason
    again = desk.check(NOW + timedelta(hours=20))
    assert (again.opened, again.closed, desk.open()) == ([], [], [("content_drifted", "koran")])


def test_news_about_gambling_is_no_hijack(desk: Newsdesk) -> None:
    raid = "Polisi menangkap bandar judi online di Makassar. Pelaku memakai situs slot dan menerima taruhan warga. "
    desk.write("koran", NOW, NOW + timedelta(days=1), 24, text=raid + WORDS)
    assert desk.check(NOW + timedelta(days=1)).paused == []


def test_when_all_sources_fall_there_is_one_alarm_for_all(database: Database) -> None:
    names = [f"koran-{n}" for n in range(9)]
    desk = Newsdesk(database, names)
    for name in names:
        desk.write(name, NOW - timedelta(weeks=4), NOW - timedelta(hours=20), 12)
        desk.polls(name, [NOW - timedelta(hours=n) for n in range(1, 20)], "read")
    done = desk.check(NOW)
    assert done.together is not None
    assert [one for one in done.opened if one[0] == "volume_dropped"] == [("volume_dropped", None)]


def test_days_are_summed_up_once_and_found_again(desk: Newsdesk) -> None:
    first = desk.check(NOW).reports[0]
    with desk.database.read() as connection:
        kept = list(health.days(connection, NOW.date() - timedelta(days=40), NOW.date()))
        saved = health.reports(connection)["koran"]
    history = histories(kept, NOW)["koran"]
    assert history.new.between(history.hour(NOW) - 72, history.hour(NOW) - 48) == 24
    assert saved == first
    assert desk.check(NOW).reports[0] == first


def test_an_alarm_stays_open_while_nobody_asks_the_source(desk: Newsdesk) -> None:
    desk.write("koran", NOW, NOW + timedelta(days=2), 0)
    desk.check(NOW + timedelta(days=2))
    before = desk.open()
    idle = desk.check(NOW + timedelta(days=4))
    assert [one.code for one in idle.reports[0].findings] == ["unasked"]
    assert (idle.opened, idle.closed, desk.open()) == ([], [], before)
    assert before != []


def test_a_source_that_is_off_closes_its_events(desk: Newsdesk) -> None:
    desk.write("koran", NOW, NOW + timedelta(days=2), 0)
    desk.check(NOW + timedelta(days=2))
    assert desk.open() != []
    with desk.database.write() as connection:
        source_store.set_enabled(connection, "koran", False)
    assert desk.check(NOW + timedelta(days=2)).reports[0].state == "off"
    assert desk.open() == []
