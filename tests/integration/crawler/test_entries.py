"""What entries of a feed become over many polls: new, revision, duplicate, moved, or another story under an old id."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import Connection

from core.db.engine import Database
from core.schemas.incoming import Incoming
from core.schemas.source import Source
from core.store import documents, events, runs, sources
from crawler.discover.feeds import read_feed
from crawler.discover.same_story import SAME_STORY, likeness
from crawler.record import record
from crawler.visits import Target, Visit

HOME = "https://luwu.example"
FEED = f"{HOME}/rss.xml"
SOURCE = Source(id="luwu-pagi", name="Luwu Pagi", home_url=HOME, feeds=(FEED,))


@dataclass
class Entry:
    """One entry of the feed: id, address and headline."""

    guid: str
    url: str
    title: str


@dataclass
class Kept:
    """A document as the model expects it: where it lies and every state it had."""

    url: str
    states: list[tuple[str, str]] = field(default_factory=list)


class Feed(RuleBasedStateMachine):
    """An outlet that writes, corrects, renames, copies and confuses; and the store that follows it."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self.transaction = connection.begin_nested()
        self.connection = connection
        self.run_id = runs.start(connection, "crawl", SOURCE.id)
        self.entries: list[Entry] = []
        self.pages: dict[str, tuple[str, str]] = {}
        self.expected: list[Kept] = []
        self.reused = 0
        self.stories = self.places = 0

    def teardown(self) -> None:
        self.transaction.rollback()

    @rule()
    def publish(self) -> None:
        self._add(self._story())

    @precondition(lambda self: self.entries)
    @rule(data=st.data(), title=st.booleans())
    def correct(self, data: st.DataObject, title: bool) -> None:
        """Same id and address, new text and perhaps a new headline: a revision."""
        entry = self._one(data)
        old_title, text = self.pages[entry.url]
        entry.title = f"{old_title} terbaru" if title else old_title
        self.pages[entry.url] = (entry.title, f"{text} Diperbaiki.")

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def rename(self, data: st.DataObject) -> None:
        """Same id, new address, like headline: the document moves."""
        entry = self._one(data)
        page = self.pages[entry.url]
        old, entry.url = entry.url, f"{entry.url}-baru"
        self.pages[entry.url] = page
        if not any(kept.url == entry.url for kept in self.expected):
            for kept in self.expected:
                kept.url = entry.url if kept.url == old else kept.url

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def copy(self, data: st.DataObject) -> None:
        """Same text under a new id and address: a duplicate."""
        self._add(self.pages[self._one(data).url])

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def decorate(self, data: st.DataObject) -> None:
        """The same address with marks of the way a reader came: nothing new."""
        entry = self._one(data)
        entry.url = entry.url.partition("?")[0] + "?utm_source=rss&utm_medium=feed"

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def reuse(self, data: st.DataObject) -> None:
        """Another story under an old id: a new document, and a person is told."""
        entry = self._one(data)
        entry.url = self._place()
        self.pages[entry.url] = self._story()
        entry.title = self.pages[entry.url][0]
        self.reused += 1

    @invariant()
    def the_store_follows(self) -> None:
        """After every change: poll, then compare documents, revisions and events with the model."""
        self._poll()
        self._compare_states()
        told = [one.times for one in events.listed(self.connection) if one.kind == "guid_reused"]
        assert told == ([self.reused] if self.reused else [])

    def _poll(self) -> None:
        found = read_feed(_rss(self.entries), FEED, 100)
        links = found.links
        visit = Visit(
            Target(SOURCE, FEED, "feed"),
            "read",
            links=tuple(link.url for link in links),
            guids=tuple((link.guid, link.url, link.title) for link in links),
        )
        record(self.connection, visit, self.run_id)
        for url in dict.fromkeys(link.url for link in links):
            title, text = self.pages[url]
            incoming = Incoming(source_id=SOURCE.id, url=url, title=title, text=text)
            entry = record(self.connection, Visit(Target(SOURCE, url), incoming=incoming), self.run_id).entries[0]
            assert entry.outcome == self._expect(url, (title, text))

    def _compare_states(self) -> None:
        stored = sorted(documents.recent(self.connection, limit=1000), key=lambda one: one.id)
        assert [one.url for one in stored] == [kept.url for kept in self.expected]
        for one, kept in zip(stored, self.expected, strict=True):
            states = [(old.title, old.text) for old in documents.revisions_of(self.connection, one.id)]
            assert [*states, (one.title, one.text)] == kept.states

    def _story(self) -> tuple[str, str]:
        self.stories += 1
        title = " ".join(f"kata{self.stories}x{n}" for n in range(8))
        return title, f"Isi berita nomor {self.stories} dari Luwu."

    def _place(self) -> str:
        self.places += 1
        return f"{HOME}/{self.places}"

    def _add(self, page: tuple[str, str]) -> None:
        url = self._place()
        self.pages[url] = page
        self.entries.append(Entry(f"guid-{self.places}", url, page[0]))

    def _one(self, data: st.DataObject) -> Entry:
        entry: Entry = data.draw(st.sampled_from(self.entries))
        entry.url = entry.url.partition("?")[0]
        return entry

    def _expect(self, url: str, page: tuple[str, str]) -> str:
        for kept in self.expected:
            if kept.url == url:
                if kept.states[-1] == page:
                    return "unchanged"
                kept.states.append(page)
                return "revision"
        if any(kept.states[-1] == page for kept in self.expected):
            return "duplicate"
        self.expected.append(Kept(url, [page]))
        return "stored"


def _rss(entries: list[Entry]) -> bytes:
    items = "".join(
        f'<item><guid isPermaLink="false">{escape(one.guid)}</guid><title>{escape(one.title)}</title>'
        f"<link>{escape(one.url)}</link></item>"
        for one in entries
    )
    return f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


def test_entries_over_many_polls(database: Database) -> None:
    with database.write(lock="ingest") as connection:
        sources.sync(connection, [SOURCE])
        run_state_machine_as_test(
            lambda: Feed(connection),
            settings=settings(
                max_examples=8, stateful_step_count=12, deadline=None, phases=(Phase.explicit, Phase.generate)
            ),
        )


def test_one_id_for_several_addresses_in_one_poll_is_no_id(database: Database) -> None:
    body = _rss([Entry("0", f"{HOME}/{n}", f"Berita {n}") for n in range(3)])
    links = read_feed(body, FEED, 10).links
    guids = tuple((link.guid, link.url, link.title) for link in links)
    visit = Visit(Target(SOURCE, FEED, "feed"), "read", links=tuple(link.url for link in links), guids=guids)
    with database.write(lock="ingest") as connection:
        sources.sync(connection, [SOURCE])
        run_id = runs.start(connection, "crawl", SOURCE.id)
        fresh = [record(connection, visit, run_id).fresh for _ in range(4)]
        told = [(one.kind, one.times) for one in events.listed(connection)]
    assert [len(urls) for urls in fresh] == [3, 0, 0, 0]
    assert told == [("guid_reused", 4)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Gempa M 5,2 guncang Palu", "UPDATE: Gempa M 5,2 Guncang Palu, 3 Rumah Rusak", True),
        ("Bupati Luwu lantik 40 pejabat", "Banjir rendam tiga desa di Morowali", False),
        ("", "Banjir rendam tiga desa", True),
    ],
)
def test_likeness_of_headlines(one: str, other: str, same: Any) -> None:
    assert (likeness(one, other) >= SAME_STORY) is same
