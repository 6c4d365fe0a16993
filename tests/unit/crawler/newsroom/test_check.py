"""The check gives full marks to what came out as planted, and names every miss."""

from __future__ import annotations

import pytest

from crawler.newsroom.check import Rate, compare
from crawler.newsroom.found import Found, FoundDocument, place, words
from crawler.newsroom.planted import Planted, planted_table
from crawler.newsroom.summary import lines


@pytest.fixture(scope="module")
def table() -> tuple[Planted, ...]:
    return planted_table()


def perfect(table: tuple[Planted, ...]) -> Found:
    """What a faultless Suar would hold."""
    by_place: dict[str, FoundDocument] = {}
    by_words: dict[str, FoundDocument] = {}
    outcomes: dict[str, tuple[str, ...]] = {}
    copies: dict[str, int] = {}
    ids = {one.key: number for number, one in enumerate(table, start=1)}
    for one in table:
        here = place(one.url or "")
        if one.breakage:
            outcomes[here] = (f"{one.expected[0]}:why" if ":" not in one.expected[0] else one.expected[0], "unchanged")
        if one.breakage and one.breakage != "charset":
            continue
        if one.copy_kind == "exact":
            copies[here] = ids[one.copy_of or ""]
            continue
        document = FoundDocument(
            id=ids[one.key],
            text=one.later or one.text,
            revision=2 if one.later else 1,
            judged=True,
            categories=frozenset(one.categories),
            unsure=frozenset(),
            focus=frozenset(one.regions),
            issue=ids[one.copy_of or one.key],
        )
        if one.url:
            by_place[here] = document
        else:
            by_words[words(one.text)] = document
    return Found(by_place, by_words, outcomes, copies)


def test_a_faultless_answer_has_no_misses(table: tuple[Planted, ...]) -> None:
    result = compare(table, perfect(table))
    assert result.misses == ()
    for rate in (
        result.collected, result.texts, result.regions, result.placeless,
        result.exact_copies, result.near_copies, result.edits, result.broken,
    ):  # fmt: skip
        assert rate.share == 1.0
    assert all(score.precision.share == score.recall.share == 1.0 for score in result.categories.values())


def test_nothing_found_is_said_in_one_sentence(table: tuple[Planted, ...]) -> None:
    result = compare(table, Found({}, {}, {}, {}))
    assert result.collected.right == 0
    assert "run `suar up --demo`" in lines(result)[0]


def broken_found(table: tuple[Planted, ...], key: str, **changes: object) -> Found:
    found = perfect(table)
    one = next(one for one in table if one.key == key)
    holder, name = (found.by_place, place(one.url)) if one.url else (found.by_words, words(one.text))
    holder[name] = holder[name]._replace(**changes)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("changes", "about", "expected", "said"),
    [
        ({"categories": frozenset({"politik", "sara"})}, "sara", "no", "yes"),
        ({"categories": frozenset(), "unsure": frozenset({"politik"})}, "politik", "yes", "unsure"),
        ({"focus": frozenset({"73.02"})}, "region", "73.01", "73.02"),
        ({"focus": frozenset()}, "region", "73.01", "none"),
        ({"text": "Hanya sedikit"}, "text", "90% of the words", "0%"),
        ({"revision": 1}, "edit", "revision", "first version only"),
    ],
)
def test_each_kind_of_miss_is_named(
    table: tuple[Planted, ...], changes: dict[str, object], about: str, expected: str, said: str
) -> None:
    key = "lentera-selatan/kotak-suara-pulau-tertunda"
    result = compare(table, broken_found(table, key, **changes))
    assert [(miss.key, miss.about, miss.expected, miss.found) for miss in result.misses] == [
        (key, about, expected, said)
    ]
    assert f"  {key}: {about}: expected {expected}, found {said}" in lines(result)


def test_more_places_in_focus_than_planted_are_no_miss(table: tuple[Planted, ...]) -> None:
    key = "lentera-selatan/kotak-suara-pulau-tertunda"
    assert compare(table, broken_found(table, key, focus=frozenset({"73.01", "73.02"}))).misses == ()


def test_a_wrong_outcome_of_a_broken_page_is_a_miss(table: tuple[Planted, ...]) -> None:
    found = perfect(table)
    one = next(one for one in table if one.breakage == "pdf")
    found.outcomes[place(one.url or "")] = ("stored", "rejected:not_html")
    result = compare(table, found)
    assert result.broken == Rate(right=9, total=10)
    assert result.misses[0].found == "stored, rejected:not_html"


def test_misses_are_capped_by_kind_unless_all_are_asked_for(table: tuple[Planted, ...]) -> None:
    found = perfect(table)
    empty = {name: document._replace(focus=frozenset()) for name, document in found.by_words.items()}
    result = compare(table, found._replace(by_words=empty))
    assert sum(": region:" in line for line in lines(result)) == 5
    assert sum(": region:" in line for line in lines(result, show_all=True)) == len(result.misses) > 100


def test_addresses_are_compared_without_port_and_final_slash() -> None:
    assert place("http://127.0.1.5:8790/a-b/") == place("http://127.0.1.5:9/a-b") == "127.0.1.5/a-b"
