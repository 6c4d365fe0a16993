"""Documents, ledger, frontier, locks and sources in the store, on both engines."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, text, update

from api.ui.links import outside
from core.clock import now
from core.db.engine import Database
from core.db.tables import document_categories, document_regions, fetch_state
from core.db.tables import documents as documents_table
from core.db.tables import leases as leases_table
from core.errors import NotFound
from core.schemas.incoming import Incoming
from core.schemas.source import Source
from core.store import copies, documents, frontier, leases, ledger, runs, sources
from core.store.documents import DocumentFilter
from core.store.ledger import Entry

ONE = Source(id="satu", name="Satu", home_url="https://satu.example/", enabled=True)
TWO = Source(id="dua", name="Dua", home_url="https://dua.example/")


@pytest.fixture
def store(database: Database) -> Database:
    """A store with two sources."""
    with database.write() as connection:
        sources.sync(connection, [ONE, TWO])
    return database


def _incoming(number: int = 1, **more: Any) -> Incoming:
    values = {"source_id": "satu", "url": f"https://satu.example/{number}", "title": f"Judul {number}"}
    return Incoming(**{**values, "text": f"Isi berita nomor {number}.", **more})


def test_store_decides_between_the_four_outcomes(store: Database) -> None:
    with store.write() as connection:
        first = documents.store(connection, _incoming())
        assert first.outcome == "stored"
        assert documents.store(connection, _incoming()) == ("unchanged", first.document_id, 1)
        assert documents.store(connection, _incoming(text="  ISI berita\nnomor 1. ")).outcome == "unchanged"
        copy = _incoming(source_id="dua", url="https://dua.example/x")
        for _ in range(2):
            assert documents.store(connection, copy) == ("duplicate", first.document_id, 1)
        assert documents.store(connection, _incoming(text="Isi lain.")) == ("revision", first.document_id, 2)
        assert documents.store(connection, copy).outcome == "stored"
    with store.read() as connection:
        assert [seen.url for seen in documents.sightings_of(connection, first.document_id)] == ["https://dua.example/x"]
        old = documents.revisions_of(connection, first.document_id)
        assert [(one.number, one.text) for one in old] == [(1, "Isi berita nomor 1.")]
        assert documents.get(connection, first.document_id).text == "Isi lain."
        assert documents.find_url(connection, "https://dua.example/x") is not None


def test_posts_without_an_address_are_known_by_their_text(store: Database) -> None:
    with store.write() as connection:
        one = documents.store(connection, _incoming(url=None, kind="post"))
        assert documents.store(connection, _incoming(url=None, kind="post")) == ("duplicate", one.document_id, 1)
        assert documents.store(connection, _incoming(2, url=None, kind="post")).outcome == "stored"


def test_copies_without_an_address_count_once_a_source(store: Database) -> None:
    message = {"kind": "post", "origin": "import", "url": None}
    with store.write() as connection:
        sources.ensure(connection, sources.MANUAL)
        one = documents.store(connection, _incoming(**message))
        for _ in range(2):  # the same file again changes nothing
            for source in ("satu", "dua", "dua"):
                assert documents.store(connection, _incoming(**message, source_id=source)).outcome == "duplicate"
        documents.store(connection, _incoming(kind="post", url=None, source_id="manual", origin="manual"))
        (seen,) = documents.sightings_of(connection, one.document_id)
        assert documents.find_url(connection, seen.url) == one.document_id
        (place,) = copies.elsewhere(connection, [one.document_id])[one.document_id].places
    assert (seen.source_id, place.source_name) == ("dua", "Dua")
    assert outside(seen.url) is None, "no page makes a link of it"


def test_a_copy_is_as_old_as_its_own_date_says(store: Database) -> None:
    present = now()
    with store.write() as connection:
        first = documents.store(connection, _incoming(published_at=present - timedelta(days=9)))
        for number, at in enumerate((present - timedelta(days=3), None, present + timedelta(days=3))):
            copy = _incoming(source_id="dua", url=f"https://dua.example/{number}", published_at=at)
            assert documents.store(connection, copy).outcome == "duplicate"
        assert documents.move(connection, "https://satu.example/1", "https://satu.example/baru")
        dated, undated, ahead, moved = documents.sightings_of(connection, first.document_id)
    assert dated.seen_at == present - timedelta(days=3)
    for one in (undated, ahead):
        assert present <= one.seen_at <= now()
    assert moved.seen_at == present - timedelta(days=9), "its old address is not another text of today"


def test_a_revision_is_analysed_anew(store: Database) -> None:
    with store.write() as connection:
        ids = [documents.store(connection, _incoming(n)).document_id for n in (1, 2, 3)]
        done = {"analysed_revision": 1}
        connection.execute(update(documents_table).where(documents_table.c.id.in_(ids[:2])).values(done))
        broken = {"analysed_revision": 0, "analysis_error": "too odd"}
        connection.execute(update(documents_table).where(documents_table.c.id == ids[2]).values(broken))
        assert documents.pending(connection) == []
        for number in (2, 3):
            documents.store(connection, _incoming(number, text="Berubah lagi."))
        assert [one.id for one in documents.pending(connection)] == ids[1:]
        assert [one.id for one in documents.pending(connection, after=ids[1])] == ids[2:]


def test_hostile_characters_do_not_reach_the_store(store: Database) -> None:
    odd = _incoming(title="Ju\x00dul\ud800\n dua", text="a\x00b\udfff\x85c\tétage e\u0301")
    with store.write() as connection:
        stored = documents.store(connection, odd)
    with store.read() as connection:
        found = documents.get(connection, stored.document_id)
    assert (found.title, found.text) == ("Judul dua", "abc\tétage é")


def test_lists_are_filtered_and_paged(store: Database) -> None:
    with store.write() as connection:
        ids = [
            documents.store(connection, _incoming(n, source_id="satu" if n % 2 else "dua")).document_id
            for n in range(6)
        ]
        assert ids == sorted(ids)
        places = [{"document_id": ids[0], "region": "73.71.01"}, {"document_id": ids[1], "region": "73"}]
        places.append({"document_id": ids[2], "region": "74"})
        connection.execute(
            insert(document_regions), [{"role": "focus", "confidence": 0.9, **place} for place in places]
        )
        for document_id, decision in ((ids[0], "yes"), (ids[1], "no")):
            row = {"document_id": document_id, "category": "sara", "subcategory": "", "probability": 0.9}
            connection.execute(insert(document_categories).values(decision=decision, **row))

        def listed(before: int | None = None, limit: int = 50, **chosen: Any) -> list[int]:
            return [one.id for one in documents.recent(connection, DocumentFilter(**chosen), before, limit)]

        assert listed() == ids[::-1]
        assert listed(before=ids[3], limit=2) == [ids[2], ids[1]]
        assert listed(source_id="dua") == [ids[4], ids[2], ids[0]]
        assert listed(region="73") == [ids[1], ids[0]]
        assert listed(region="73.71") == [ids[0]]
        assert listed(region="7") == []
        assert listed(category="sara") == [ids[0]]
        assert listed(since=now() + timedelta(hours=1)) == []
        assert listed(until=now() - timedelta(hours=1)) == []
        with pytest.raises(NotFound):
            documents.get(connection, 10_000)


def test_the_full_text_row_follows_the_document(sqlite_database: Database) -> None:
    query = text("SELECT rowid FROM documents_fts WHERE documents_fts MATCH :words")
    with sqlite_database.write() as connection:
        sources.sync(connection, [ONE])
        stored = documents.store(connection, _incoming(text="Warga menyebarkan pesan tentang pemilu."))
        assert connection.execute(query, {"words": "sebar pemilu"}).scalars().all() == [stored.document_id]
        documents.store(connection, _incoming(text="Dibatalkan."))
        assert connection.execute(query, {"words": "sebar"}).scalars().all() == []
        assert connection.execute(query, {"words": "batal"}).scalars().all() == [stored.document_id]


def test_ledger_counts(store: Database) -> None:
    with store.write() as connection:
        run_id = runs.start(connection, "crawl")
        rows = [Entry(source_id="satu", url=f"u{n}", kind="article", outcome="stored") for n in range(3)]
        rows.append(Entry(source_id="dua", url="x", kind="article", outcome="rejected", reason="no_text"))
        rows.append(Entry(source_id="dua", url="f", kind="discovery", outcome="read"))
        ledger.record(connection, run_id, rows)
        assert ledger.counts(connection, run_id) == {"stored": 3, "rejected:no_text": 1, "read": 1}
        assert ledger.counts(connection, run_id, "discovery") == {"read": 1}
        assert ledger.counts_by_source(connection, run_id)["dua"] == {"rejected:no_text": 1, "read": 1}
        assert [row.url for row in ledger.entries(connection, run_id, source_id="dua")] == ["f", "x"]


def test_frontier_keeps_what_waits(store: Database) -> None:
    with store.write() as connection:
        assert frontier.add_pending(connection, "satu", ["a", "b", "a"]) == ["a", "b"]
        assert frontier.add_pending(connection, "satu", ["b", "c"]) == ["c"]
        frontier.note(connection, "satu", "a", "failed:timeout", "", "")
        frontier.note(connection, "satu", "b", "failed:interrupted", "", "")
        assert {one.url for one in frontier.waiting(connection, "satu", 10)} == {"b", "c"}
        _age(connection, "a", timedelta(minutes=11))
        assert {one.url for one in frontier.waiting(connection, "satu", 10)} == {"a", "b", "c"}
        for _ in range(frontier.MAX_ATTEMPTS):
            frontier.note(connection, "satu", "a", "failed:timeout", "", "")
        _age(connection, "a", timedelta(days=30))
        assert "a" not in {one.url for one in frontier.waiting(connection, "satu", 10)}
        frontier.note(connection, "satu", "feed", "discovery:failed:http_404", "", "")
        assert "feed" not in {one.url for one in frontier.waiting(connection, "satu", 10)}
        assert frontier.waiting(connection, "dua", 10) == []


def test_young_articles_are_looked_at_again_less_and_less(store: Database) -> None:
    url = "https://satu.example/1"
    with store.write() as connection:
        documents.store(connection, _incoming())
        frontier.note(connection, "satu", url, "stored", '"e"', "")

        def due(age: timedelta, since_look: timedelta) -> bool:
            born = documents_table.c.url == url
            connection.execute(update(documents_table).where(born).values(ingested_at=now() - age))
            _age(connection, url, since_look)
            return [one.etag for one in frontier.waiting(connection, "satu", 10)] == ['"e"']

        assert due(timedelta(minutes=1), timedelta(minutes=1))
        assert due(timedelta(hours=4), timedelta(minutes=61))
        assert not due(timedelta(hours=4), timedelta(minutes=50))
        assert not due(timedelta(days=4), timedelta(days=4))


def _age(connection: Any, url: str, by: timedelta) -> None:
    connection.execute(update(fetch_state).where(fetch_state.c.url == url).values(fetched_at=now() - by))


def test_locks_exclude_expire_and_outlive_no_process(store: Database) -> None:
    with store.write() as connection:
        assert leases.acquire(connection, "crawl:satu", "host-a:1", 60)
        assert leases.acquire(connection, "crawl:satu", "host-a:1", 60)
        assert not leases.acquire(connection, "crawl:satu", "host-b:1", 60)
        leases.release(connection, "crawl:satu", "host-b:1")
        assert not leases.acquire(connection, "crawl:satu", "host-b:1", 60)
        connection.execute(update(leases_table).values(expires_at=now() - timedelta(seconds=1)))
        assert leases.acquire(connection, "crawl:satu", "host-b:1", 60)
        gone = f"{leases.owner().rpartition(':')[0]}:{2**22 + 1}"
        connection.execute(update(leases_table).values(owner=gone, expires_at=now() + timedelta(hours=1)))
        assert leases.acquire(connection, "crawl:satu", leases.owner(), 60)
        leases.release(connection, "crawl:satu", leases.owner())
        assert connection.execute(select(leases_table)).all() == []


def test_sources_follow_their_files_and_keep_what_people_chose(store: Database) -> None:
    with store.write() as connection:
        sources.set_enabled(connection, "dua", True)
        sources.sync(connection, [TWO.model_copy(update={"name": "Harian Dua", "enabled": False})])
        assert sources.get(connection, "dua").name == "Harian Dua"
        assert sources.get(connection, "dua").enabled
        sources.note_attempt(connection, "dua", "feed: failed:timeout")
        state = sources.get(connection, "dua")
        assert state.last_success_at is None
        assert state.last_error == "feed: failed:timeout"
        sources.note_attempt(connection, "dua")
        assert sources.get(connection, "dua").last_error == ""
        documents.store(connection, _incoming())
        counted = {one.id: one.documents for one in sources.health(connection)}
        assert counted == {"satu": 1, "dua": 0}
        with pytest.raises(NotFound):
            sources.set_enabled(connection, "tiga", True)


def test_what_would_become_of_a_text(store: Database) -> None:
    with store.write() as connection:
        assert documents.foresee(connection, _incoming()) == "stored"
        documents.store(connection, _incoming())
        assert documents.foresee(connection, _incoming()) == "unchanged"
        assert documents.foresee(connection, _incoming(text="Lain.")) == "revision"
        assert documents.foresee(connection, _incoming(url="https://dua.example/1")) == "duplicate"


def test_an_older_page_of_a_channel_waits_again(store: Database) -> None:
    with store.write() as connection:
        for _ in range(2):  # the cursor of a search is the same every time
            frontier.wait_for(connection, "satu", "https://satu.example/cari?cursor=25")
            (waits,) = frontier.waiting(connection, "satu", 10)
            assert (waits.url, waits.attempts) == ("https://satu.example/cari?cursor=25", 0)
            frontier.note(connection, "satu", waits.url, "read", "", "")
            assert frontier.waiting(connection, "satu", 10) == []


@pytest.mark.parametrize(
    ("url", "kind", "origin", "kept"),
    [
        ("https://x.com/budi/status/1", "post", "import", False),
        ("https://s.example/@budi/1", "post", "manual", False),
        ("https://berita.example/1", "post", "import", True),
        ("https://x.com/budi/status/1", "news", "import", True),
    ],
)
def test_no_address_of_a_post_names_its_author(store: Database, url: str, kind: str, origin: str, kept: bool) -> None:
    given = _incoming(url=url, kind=kind, origin=origin)
    with store.write() as connection:
        first = documents.store(connection, given)
        assert documents.store(connection, given).outcome == "unchanged"  # and is known again all the same
        found = documents.get(connection, first.document_id).url or ""
    assert (found == url) is kept
    assert ("budi" in found) is ("budi" in url and kept)
