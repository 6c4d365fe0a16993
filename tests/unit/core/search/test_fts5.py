"""The full-text engine over a real database: whatever is typed, it answers or refuses in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.db.engine import Database
from core.errors import BadInput, SearchUnavailable
from core.schemas.analysis import Analysis, CategoryJudgement, Judgement, Language, RegionLink
from core.schemas.incoming import Incoming
from core.search import query
from core.search.engine import Results, SearchFilters, engine_of, search
from core.search.fts5 import Fts5
from core.store import analyses, documents, sources

_DAY = datetime(2026, 11, 1, tzinfo=UTC)

#: What people and attackers typed when plain FTS5 was tried; it failed on 21 of these 26.
TYPED = (
    '"', "banjir AND", "banjir OR OR", "NEAR(", "*", "banjir*", "^", "title:x", "nocol:x", "(", "{a b}:x", "-banjir",
    "banjir -jakarta", 'a"b', "' OR 1=1 --", "\0", "banjir\0", "", "AND", "COVID-19", "C++", "100%", '"""', "banjir",
    "(" * 2000 + "a" + ")" * 2000, " OR ".join(["a"] * 20_000),
)  # fmt: skip


@pytest.fixture
def filled(sqlite_database: Database) -> Database:
    """Four documents about floods and a bridge."""
    texts = [
        ("Banjir di Makassar", "Banjir merendam Kota Makassar. COVID-19 tidak lagi dibahas."),
        ("Jembatan baru", "Wali Kota meresmikan jembatan 100% baru di Jakarta setelah banjir."),
        ("Pasar ramai", "Harga cabai turun di Luwu."),
        ("Rapat", "Kota itu punya wali; C++ diajarkan."),
    ]
    regions = ["73.71", "31", "73.17", ""]
    with sqlite_database.write() as connection:
        sources.ensure(connection, sources.MANUAL)
        for number, (title, text) in enumerate(texts):
            incoming = Incoming(source_id="manual", title=title, text=text, published_at=_DAY + timedelta(days=number))
            document_id = documents.store(connection, incoming).document_id
            analyses.add(connection, document_id, 1, _analysis(regions[number], "politik" if number == 1 else "klaim"))
    return sqlite_database


def _analysis(region: str, category: str) -> Analysis:
    links = [RegionLink(code=region, name="x", level="regency", role="focus", confidence=1.0)] if region else []
    judged = CategoryJudgement(
        probability=1.0, decision="yes", subcategories={"x": Judgement(probability=1, decision="yes")}
    )
    language = Language(code="id", confidence=1.0)
    return Analysis(pipeline="t", language=language, priority=1, categories={category: judged}, regions=tuple(links))


def _answered_or_refused(database: Database, typed: str) -> None:
    said = ""
    try:
        search(database, typed, SearchFilters())
    except BadInput as refused:
        said = refused.message
    assert not said or said.startswith("The search")


def _titles(results: Results) -> list[str]:
    return [hit.title for hit in results.items]


def _find(database: Database, text: str, **filters: object) -> list[str]:
    return _titles(search(database, text, SearchFilters.model_validate(filters)))


def test_all_words_must_occur_and_the_title_counts_more(filled: Database) -> None:
    assert _find(filled, "banjir") == ["Banjir di Makassar", "Jembatan baru"]
    assert _find(filled, "banjir jakarta") == ["Jembatan baru"]
    assert _find(filled, "banjir cabai") == []


def test_a_phrase_stands_together(filled: Database) -> None:
    assert _find(filled, '"wali kota"') == ["Jembatan baru"]
    assert sorted(_find(filled, "wali kota")) == ["Jembatan baru", "Rapat"]


def test_words_with_signs_are_found(filled: Database) -> None:
    assert _find(filled, "COVID-19") == ["Banjir di Makassar"]
    assert _find(filled, "100%") == ["Jembatan baru"]
    assert _find(filled, "C++") == ["Rapat"]
    assert _find(filled, "banjir -jakarta") == ["Banjir di Makassar"]


def test_filters_restrict_region_subtree_category_and_time(filled: Database) -> None:
    assert _find(filled, "banjir", region="73") == ["Banjir di Makassar"]
    assert _find(filled, "banjir", region="7") == []
    assert _find(filled, "banjir", category="politik") == ["Jembatan baru"]
    assert _find(filled, "banjir", since=_DAY + timedelta(hours=1)) == ["Jembatan baru"]
    assert _find(filled, "banjir", until=_DAY + timedelta(hours=1)) == ["Banjir di Makassar"]


def test_the_total_counts_beyond_the_limit(filled: Database) -> None:
    results = search(filled, "banjir", SearchFilters(), limit=1)
    assert (results.total, len(results.items)) == (2, 1)


def test_marks_and_scores_come_with_every_hit(filled: Database) -> None:
    first, second = search(filled, "banjir", SearchFilters()).items
    assert first.score > second.score
    assert [(mark.field, mark.text) for mark in first.highlights] == [("title", "Banjir"), ("text", "Banjir")]
    assert second.excerpt.text.startswith("Wali Kota")


def test_a_changed_document_is_found_by_its_new_words_only(filled: Database) -> None:
    with filled.write() as connection:
        for text in ("lama sekali", "direvisi kini"):
            incoming = Incoming(source_id="manual", url="http://a.example/1", title="Ubah", text=text)
            documents.store(connection, incoming)
    assert _find(filled, "lama") == []
    assert _find(filled, "direvisi") == ["Ubah"]


@pytest.mark.parametrize("typed", TYPED)
def test_whatever_is_typed_is_answered_or_refused_in_words(filled: Database, typed: str) -> None:
    _answered_or_refused(filled, typed)


@given(typed=st.text(max_size=60))
def test_no_text_reaches_the_engine_as_syntax(filled: Database, typed: str) -> None:
    _answered_or_refused(filled, typed)


def test_a_slow_search_is_stopped_in_words_and_the_connection_goes_on(filled: Database) -> None:
    with filled.write() as connection:
        for number in range(400):
            incoming = Incoming(source_id="manual", title=f"Banjir {number}", text="banjir " * 50 + str(number))
            documents.store(connection, incoming)
    with filled.read() as connection:
        with pytest.raises(SearchUnavailable, match="longer than 0 s"):
            Fts5(time_limit=0.0).search(connection, query.parse("banjir"), SearchFilters(), 20)
        assert Fts5().search(connection, query.parse("banjir"), SearchFilters(), 20).total == 402


def test_postgresql_has_no_search_yet() -> None:
    database = Database("postgresql+psycopg://nobody@127.0.0.1:1/none")
    with pytest.raises(SearchUnavailable):
        engine_of(database)
    database.dispose()
