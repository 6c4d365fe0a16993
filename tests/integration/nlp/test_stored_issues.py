"""From stored texts to issues through the analysing run: one story over outlets and runs, described, people obeyed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from core.clock import now
from core.db.engine import Database
from core.review import issue_edits
from core.schemas.incoming import Incoming
from core.schemas.source import Source
from core.store import copies, documents, issues, sources
from nlp.groups.issues.stored import describe_stale
from nlp.groups.issues.summary import Summary, summarise
from nlp.groups.issues.view import DocumentView
from nlp.pending import analyse_pending
from tests.conftest import Office

OUTLETS = [
    Source(id=name, name=name.title(), home_url=f"https://{name}.example/") for name in ("pagi", "sore", "malam")
]
PROTEST = (
    "Ratusan buruh pelabuhan Soekarno-Hatta Makassar berunjuk rasa di kantor gubernur menolak upah minimum",
    "Ratusan buruh pelabuhan Soekarno-Hatta Makassar berunjuk rasa di depan kantor gubernur Sulawesi Selatan, Senin "
    "pagi. Mereka menolak upah minimum provinsi yang naik dua persen. Koordinator aksi mengatakan buruh akan bertahan "
    "sampai gubernur menemui massa. Polisi menutup jalan di depan kantor gubernur dan mengalihkan lalu lintas.",
)
PROTEST_TOO = (
    "Buruh pelabuhan Makassar tolak upah minimum, kantor gubernur dijaga polisi",
    "Polisi menjaga kantor gubernur Sulawesi Selatan ketika buruh pelabuhan Soekarno-Hatta Makassar berunjuk rasa "
    "menolak upah minimum provinsi. Aksi buruh itu diikuti ratusan orang sejak Senin pagi. Gubernur berjanji menemui "
    "perwakilan buruh pelabuhan pada sore hari untuk membicarakan upah minimum.",
)
FLOOD = (
    "Banjir merendam tiga desa di Luwu Utara",
    "Tiga desa di Kecamatan Malangke, Kabupaten Luwu Utara, terendam banjir setelah hujan dua hari. Warga mengungsi ke "
    "masjid dan sekolah. Badan penanggulangan bencana mengirim perahu karet dan makanan siap saji ke lokasi.",
)


def put(database: Database, source: str, title: str, text: str) -> int:
    with database.write("ingest") as connection:
        sources.sync(connection, OUTLETS)
        url = f"https://{source}.example/{'-'.join(title.lower().split())[:60]}"
        incoming = Incoming(source_id=source, url=url, title=title, text=text, published_at=now())
        return documents.store(connection, incoming).document_id


def issue_of(database: Database, document_id: int) -> int:
    with database.read() as connection:
        found = issues.of_document(connection, document_id)
    assert found is not None
    return found


def test_one_story_is_one_issue_over_runs_and_copies(database: Database, office: Office, tmp_path: Path) -> None:
    first, other = put(database, "pagi", *PROTEST), put(database, "pagi", *FLOOD)
    assert analyse_pending(database, folder=tmp_path).analysed == 2
    second = put(database, "sore", *PROTEST_TOO)
    copy = put(database, "malam", PROTEST[0] + ", kata koordinator", PROTEST[1] + " (red)")
    assert analyse_pending(database, folder=tmp_path).analysed == 2
    story = issue_of(database, first)
    assert issue_of(database, second) == issue_of(database, copy) == story
    assert issue_of(database, other) != story
    with database.read() as connection:
        told = copies.of_documents(connection, [copy])[copy]
        issue = issues.get(connection, story)
    assert (told.original_id, told.kind) == (first, "near")
    assert issue.title in (PROTEST[0], PROTEST_TOO[0])
    assert issue.sentences
    texts = {first: PROTEST[1], second: PROTEST_TOO[1]}
    assert all(sentence.text in texts[sentence.document] for sentence in issue.sentences)
    assert not issue.stale

    with database.write() as connection:
        issue_edits.split(connection, office.analyst, story, issue.version, (second,), "cerita lain")
    late = put(database, "malam", PROTEST_TOO[0] + " lagi", PROTEST_TOO[1] + " Jalan dibuka kembali sore ini.")
    analyse_pending(database, folder=tmp_path)
    assert issue_of(database, late) == issue_of(database, second) != story


def test_what_comes_while_an_issue_is_described_is_described_too(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = put(database, "pagi", *PROTEST), put(database, "sore", *PROTEST_TOO)
    with database.write() as connection:
        issue = issues.ensure_for(connection, first, PROTEST[0])
    times = 0

    def meanwhile(views: list[DocumentView], moment: datetime) -> Summary:
        """Choose as ever, while another process has a document join the issue."""
        nonlocal times
        times += 1
        with database.write() as connection:
            issues.ensure_for(connection, second, PROTEST_TOO[0], join=issue)
        return summarise(views, moment)

    monkeypatch.setattr("nlp.groups.issues.stored.summarise", meanwhile)
    assert describe_stale(database) == 1
    assert times == 2
    with database.read() as connection:
        found = issues.get(connection, issue)
    assert not found.stale
    assert {one.document for one in found.sentences or ()} == {first, second}


def test_what_people_edit_is_described_by_the_next_run_though_no_document_came(
    database: Database, office: Office, tmp_path: Path
) -> None:
    first, other = put(database, "pagi", *PROTEST), put(database, "pagi", *FLOOD)
    analyse_pending(database, folder=tmp_path)
    story, second = issue_of(database, first), issue_of(database, other)
    with database.write() as connection:
        issue_edits.merge(connection, office.analyst, story, 0, second, 0, "satu cerita")
    assert analyse_pending(database, folder=tmp_path).analysed == 0
    with database.write() as connection:
        merged = issues.get(connection, story)
        assert not merged.stale
        assert issues.merged(connection) == {story}
        assert {one.document for one in merged.sentences or ()} == {first, other}
        issue_edits.split(connection, office.analyst, story, merged.version, (first,), "dua cerita")
    assert analyse_pending(database, folder=tmp_path).analysed == 0
    with database.read() as connection:
        left = issues.get(connection, story)
    assert (left.title, left.stale) == (FLOOD[0], False)
    assert {one.document for one in left.sentences or ()} == {other}


def test_a_corrected_article_is_quoted_in_its_new_words(database: Database, tmp_path: Path) -> None:
    def store(title: str, text: str) -> int:
        with database.write("ingest") as connection:
            sources.sync(connection, OUTLETS)
            incoming = Incoming(source_id="pagi", url="https://pagi.example/1", title=title, text=text)
            return documents.store(connection, incoming).document_id

    document_id = store(*PROTEST)
    analyse_pending(database, folder=tmp_path)
    text = "Ralat: " + PROTEST_TOO[1]
    assert store("Ralat: " + PROTEST_TOO[0], text) == document_id
    assert analyse_pending(database, folder=tmp_path).analysed == 1
    with database.read() as connection:
        issue = issues.get(connection, issue_of(database, document_id))
    assert (issue.title, issue.stale) == ("Ralat: " + PROTEST_TOO[0], False)
    assert issue.sentences
    assert all(sentence.text in text for sentence in issue.sentences)


@pytest.mark.parametrize("texts", [[("", "")] * 3, [("Judul", "")], [("\u0000", "x" * 50_000)]])
def test_odd_texts_get_issues_of_their_own(sqlite_database: Database, texts: list[tuple[str, str]]) -> None:
    with sqlite_database.write("ingest") as connection:
        sources.sync(connection, OUTLETS)
        for number, (title, text) in enumerate(texts):
            incoming = Incoming(source_id="pagi", url=f"https://pagi.example/{number}", title=title, text=text)
            documents.store(connection, incoming)
    tally = analyse_pending(sqlite_database)
    assert tally.failed == 0
