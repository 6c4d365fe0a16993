"""Copies are counted with their original and shown once, wherever that one is shown; nothing is hidden without it."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from core.db.engine import Database
from core.regions.scope import EVERYTHING
from core.review import intake, leases, verdicts
from core.schemas.analysis import Analysis, CategoryJudgement, Judgement, Language, RegionLink
from core.schemas.incoming import Incoming
from core.schemas.source import Source
from core.search.engine import SearchFilters, search
from core.store import copies, documents, issues, signals, sources
from core.store.copies import CopyKind
from core.store.documents import DocumentFilter
from core.store.signals import Filters
from tests.conftest import Office

OUTLETS = [Source(id=name, name=name.title(), home_url=f"https://{name}.example/") for name in ("pagi", "sore")]


def put(connection: Connection, text: str, source: str = "pagi", *, place: str = "73.71", priority: int = 1) -> int:
    """Store a text about politics in a place, analysed, and return its document."""
    sources.sync(connection, OUTLETS)
    incoming = Incoming(source_id=source, url=f"https://{source}.example/{text}", title=text, text=text)
    document_id = documents.store(connection, incoming).document_id
    judged = CategoryJudgement(
        probability=1.0, decision="yes", subcategories={"pemilu": Judgement(probability=1, decision="yes")}
    )
    link = RegionLink(code=place, name="x", level="regency", role="focus", confidence=1.0)
    language = Language(code="id", confidence=1.0)
    analysis = Analysis(
        pipeline="t", language=language, priority=priority, categories={"politik": judged}, regions=(link,)
    )
    intake.take_in(connection, document_id, 1, text, analysis)
    return document_id


def copied(connection: Connection, original: int, text: str, source: str = "sore", kind: CopyKind = "near") -> int:
    """Store a copy of a document and return it."""
    sources.sync(connection, OUTLETS)
    incoming = Incoming(source_id=source, url=f"https://{source}.example/{text}", title=text, text=text)
    document_id = documents.store(connection, incoming).document_id
    copies.record(connection, document_id, 1, original, kind)
    put(connection, text, source)
    return document_id


def test_a_copy_joins_the_issue_and_opens_no_second_signal(database: Database) -> None:
    with database.write() as connection:
        original = put(connection, "Surat suara rusak")
        copy = copied(connection, original, "Surat suara rusak di gudang")
        seen = Incoming(source_id="pagi", url="https://pagi.example/2", title="Surat suara rusak di gudang",
                        text="Surat suara rusak di gudang")  # fmt: skip
        documents.store(connection, seen)
        assert issues.of_document(connection, copy) == issues.of_document(connection, original)
        other = put(connection, "Berita lain", place="64.72")
        last, signal = signals.queue(connection, EVERYTHING, Filters())
        spread = copies.elsewhere(connection, [original])[original]
    assert (signal.document_id, signal.copies) == (original, 2)
    assert (last.document_id, last.copies) == (other, 0)
    assert spread.total == 2
    assert [(one.kind, one.source_name) for one in spread.places] == [("near", "Sore"), ("same", "Pagi")]


def test_lists_show_a_copy_only_where_its_original_is_not(database: Database) -> None:
    with database.write() as connection:
        original = put(connection, "Surat suara rusak")
        copy = copied(connection, original, "Surat suara rusak lagi")
        part = copied(connection, original, "Kutipan surat suara", kind="fragment")
        shown = [one.id for one in documents.recent(connection, copies_too=False)]
        everything = [one.id for one in documents.recent(connection)]
        of_source = documents.recent(connection, DocumentFilter(source_id="sore"), copies_too=False)
    assert shown == [part, original]
    assert everything == [part, copy, original]
    assert [one.id for one in of_source] == [part, copy]


def test_a_search_finds_a_copy_that_has_a_word_of_its_own(sqlite_database: Database) -> None:
    with sqlite_database.write() as connection:
        original = put(connection, "Surat suara rusak")
        copy = copied(connection, original, "Surat suara rusak di Bantaeng")
        put(connection, "Harga cabai turun", place="73.17")
    for typed, filters, found in (
        ("surat suara", SearchFilters(), [original]),
        ("surat bantaeng", SearchFilters(), [copy]),
        ("surat", SearchFilters(region="73"), [original]),
        ("surat", SearchFilters(region="64"), []),
    ):
        results = search(sqlite_database, typed, filters)
        assert ([one.id for one in results.items], results.total) == (found, len(found)), typed


def test_what_copies_are_shown_with_is_never_folded_itself(database: Database) -> None:
    with database.write() as connection:
        first, second = put(connection, "Satu"), put(connection, "Dua")
        copy = copied(connection, second, "Dua lagi")
        copies.record(connection, second, 2, first, "near")
        third = copied(connection, copy, "Tiga")
        told = copies.of_documents(connection, [second, copy, third])
    assert [told[one].folded_into for one in (second, copy, third)] == [None, second, None]


@pytest.mark.parametrize(("priority", "more", "state"), [(2, 1, "reopened"), (1, 4, "dismissed"), (1, 5, "reopened")])
def test_a_decided_signal_comes_back_when_its_story_grows(
    database: Database, office: Office, priority: int, more: int, state: str
) -> None:
    with database.write() as connection:
        issue_id = issues.of_document(connection, put(connection, "Unjuk rasa damai"))
        assert issue_id is not None
        (signal,) = signals.queue(connection, EVERYTHING, Filters())
        token = leases.take(connection, office.operator, signal.id, 30).token
        said = verdicts.Decision(decision="dismissed", reason="not_relevant")
        verdicts.decide(connection, office.operator, signal.id, token, said)
        for number in range(more):
            _join(connection, issue_id, f"Unjuk rasa {number}", priority)
        after = signals.get(connection, EVERYTHING, signal.id)
    assert (after.state, after.priority, after.round) == (state, priority, 2 if state == "reopened" else 1)


def _join(connection: Connection, issue_id: int, text: str, priority: int) -> None:
    incoming = Incoming(source_id="sore", url=f"https://sore.example/{text}", title=text, text=text)
    issues.ensure_for(connection, documents.store(connection, incoming).document_id, text, join=issue_id)
    put(connection, text, "sore", priority=priority)
