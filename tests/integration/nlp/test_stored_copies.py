"""Copies in the store: found across runs, whatever became of the file between them, and never compared twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.db.engine import Database
from core.schemas.incoming import Incoming
from core.store import copies, documents, sources
from core.store.copies import Copy
from nlp.groups.duplicates.stored import FILE, StoredFinder


def article(number: int, extra: str = "") -> str:
    """Return an article of its own words, with more at its end if wanted."""
    return " ".join(f"kata{number}nomor{at}" for at in range(180)) + extra


def put(database: Database, text: str, place: str = "") -> int:
    with database.write("ingest") as connection:
        sources.ensure(connection, sources.MANUAL)
        url = f"https://pagi.example/{place}" if place else None
        incoming = Incoming(source_id="manual", url=url, title=" ".join(text.split()[:6]), text=text)
        return documents.store(connection, incoming).document_id


def put_titled(database: Database, title: str, text: str) -> int:
    with database.write("ingest") as connection:
        sources.ensure(connection, sources.MANUAL)
        return documents.store(connection, Incoming(source_id="manual", title=title, text=text)).document_id


def told(database: Database, document_id: int) -> Copy:
    with database.read() as connection:
        return copies.of_documents(connection, [document_id])[document_id]


@pytest.mark.parametrize("between", ["kept", "lost", "damaged", "behind"])
def test_a_copy_is_found_in_a_later_run(database: Database, tmp_path: Path, between: str) -> None:
    originals = [put(database, article(number)) for number in range(3)]
    if between == "behind":
        empty = StoredFinder.open(database, tmp_path)
        empty.save()
    finder = StoredFinder.open(database, tmp_path)
    assert finder.compare_new(database) == 3
    if between != "behind":  # else the run ends before it saves
        finder.save()
    path = tmp_path / FILE
    if between == "lost":
        path.unlink()
    elif between == "damaged":
        path.write_bytes(path.read_bytes()[:200])
    copy = put(database, article(1, " dan kalimat tambahan di ujung berita ini"))
    later = StoredFinder.open(database, tmp_path)
    assert later.compare_new(database) == 1
    assert (told(database, copy).original_id, told(database, copy).kind) == (originals[1], "near")
    assert [told(database, one).kind for one in originals] == [None] * 3


def test_a_changed_document_is_compared_again_and_never_with_itself(database: Database, tmp_path: Path) -> None:
    first, second = put(database, article(1), "a"), put(database, article(2), "b")
    finder = StoredFinder.open(database, tmp_path)
    finder.compare_new(database)
    put(database, article(1, " diperbarui pukul sembilan"), "a")
    put(database, article(1, " salinan"), "b")
    with database.read() as connection:
        finder.compare_again(database, documents.pending(connection))
    assert (told(database, first).kind, told(database, first).revision) == (None, 2)
    assert (told(database, second).original_id, told(database, second).revision) == (first, 2)


def test_a_short_text_that_says_the_opposite_is_not_folded(database: Database) -> None:
    said = "Mulai besok solar {}dijual lagi di semua pompa bensin kabupaten ini, silakan isi penuh malam ini juga"
    first, denied, forwarded = (
        put_titled(database, "", text) for text in (said.format(""), said.format("tidak "), "Viral! " + said.format(""))
    )
    StoredFinder.open(database, None).compare_new(database)
    assert told(database, denied).kind is None
    assert (told(database, forwarded).original_id, told(database, forwarded).kind) == (first, "near")


def change(database: Database, finder: StoredFinder, text: str, place: str) -> None:
    put(database, text, place)
    with database.read() as connection:
        finder.compare_again(database, documents.pending(connection))


@pytest.mark.parametrize("between", ["none", "not yet compared again", "the file is older"])
def test_a_text_is_no_copy_of_what_said_it_before(database: Database, tmp_path: Path, between: str) -> None:
    page = put(database, article(1), "latest")
    finder = StoredFinder.open(database, tmp_path)
    finder.compare_new(database)
    finder.save()
    if between == "not yet compared again":
        put(database, article(2), "latest")
    else:
        change(database, finder, article(2), "latest")
    if between == "the file is older":
        finder = StoredFinder.open(database, tmp_path)
    same, near = put(database, article(1, " satu")), put(database, article(1, " dua"))
    finder.compare_new(database)
    assert told(database, same).kind is None
    assert (told(database, near).original_id, told(database, near).kind) == (same, "near")
    assert told(database, page).kind is None


def test_copies_of_what_was_changed_stay_with_each_other(database: Database, tmp_path: Path) -> None:
    page = put(database, article(1), "latest")
    finder = StoredFinder.open(database, tmp_path)
    finder.compare_new(database)
    first, second = put(database, article(1, " satu")), put(database, article(1, " dua"))
    passage = put(database, " ".join([article(5), *article(1).split()[40:110], article(6)]))
    original = put(database, article(2))
    finder.compare_new(database)
    assert [told(database, one).original_id for one in (first, second, passage)] == [page] * 3
    change(database, finder, article(1, " diperbarui"), "latest")
    assert [told(database, one).original_id for one in (first, second, passage)] == [page] * 3
    change(database, finder, article(2, " diperbarui"), "latest")
    assert told(database, first).kind is None
    assert (told(database, second).original_id, told(database, second).kind) == (first, "near")
    assert (told(database, passage).original_id, told(database, passage).kind) == (first, "fragment")
    assert (told(database, page).original_id, told(database, page).kind) == (original, "near")
    late = put(database, article(1, " tiga"))
    finder.compare_new(database)
    assert told(database, late).original_id == first


def test_a_changed_text_is_known_though_its_run_did_not_save(database: Database, tmp_path: Path) -> None:
    page = put(database, article(1), "latest")
    finder = StoredFinder.open(database, tmp_path)
    finder.compare_new(database)
    finder.save()
    put(database, article(2), "other")
    killed = StoredFinder.open(database, tmp_path)
    killed.compare_new(database)
    change(database, killed, article(3), "latest")
    copy = put(database, article(3, " salinan"))
    later = StoredFinder.open(database, tmp_path)
    later.compare_new(database)
    assert (told(database, copy).original_id, told(database, copy).kind) == (page, "near")
    later.save()
    assert len(StoredFinder.open(database, tmp_path)) == len(later), "what the file knows is not taken again"


def test_headlines_over_the_same_few_words_are_not_folded(database: Database) -> None:
    titles = ["Gunung Semeru erupsi", "KPK tangkap bupati"]
    stored = [put_titled(database, title, "Baca selengkapnya") for title in titles]
    StoredFinder.open(database, None).compare_new(database)
    assert [told(database, one).kind for one in stored] == [None, None]


def test_a_folder_that_cannot_be_written_loses_nothing(sqlite_database: Database, tmp_path: Path) -> None:
    (tmp_path / "groups").write_text("a file in the folder's place")
    original = put(sqlite_database, article(1))
    for extra in (" satu", " dua"):
        finder = StoredFinder.open(sqlite_database, tmp_path / "groups")
        finder.compare_new(sqlite_database)
        finder.save()
        copy = put(sqlite_database, article(1, extra))
        StoredFinder.open(sqlite_database, None).compare_new(sqlite_database)
        assert told(sqlite_database, copy).original_id == original


def test_memory_ends_with_the_window(database: Database, tmp_path: Path) -> None:
    for number in range(8):
        put(database, article(number))
    StoredFinder.open(database, tmp_path, window=4, most=6).compare_new(database)
    small = StoredFinder.open(database, tmp_path, window=4, most=6)
    assert len(small) == 4
    old, new = put(database, article(0, " lagi")), put(database, article(7, " lagi"))
    small.compare_new(database)
    assert (told(database, old).kind, told(database, new).kind) == (None, "near")
