"""The full-text index notices that the analyser has changed and is written anew."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from core.db.engine import Database
from core.schemas.incoming import Incoming
from core.search import analyser, index
from core.search.engine import SearchFilters, search
from core.store import documents, fulltext, sources


@pytest.fixture
def old(sqlite_database: Database) -> Database:
    """A database whose rows another analyser wrote: the words as they stood."""
    with sqlite_database.write() as connection:
        sources.ensure(connection, sources.MANUAL)
        for number in range(5):
            documents.store(connection, Incoming(source_id="manual", title=f"Kabar {number}", text="warga tdk setuju"))
        connection.execute(text("UPDATE documents_fts SET body = 'warga tdk setuju'"))
        connection.exec_driver_sql("PRAGMA user_version = 1")
    return sqlite_database


def found(database: Database, words: str) -> int:
    return search(database, words, SearchFilters()).total


def test_a_stale_index_is_written_anew(old: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_BATCH", 2)
    assert found(old, "tidak") == 0
    assert index.refresh(old) == 3
    assert found(old, "tidak") == found(old, "gak") == 5
    assert index.refresh(old) == 0


def test_an_interrupted_run_begins_again(old: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(fulltext, "mark_fresh", fail)
        with pytest.raises(RuntimeError):
            index.refresh(old)
    assert index.refresh(old) == 1
    assert found(old, "tidak") == 5


def test_another_word_list_is_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = analyser.version()
    analyser.version.cache_clear()
    monkeypatch.setattr(analyser, "slang", lambda: {"gak": "tidak"})
    assert analyser.version() != before
    analyser.version.cache_clear()


def test_nothing_to_do_where_there_is_no_index(database: Database) -> None:
    index.refresh(database)
    assert index.refresh(database) == 0
