"""Outside planted copies no two texts share 30 % of their 5-word shingles; planted near copies share at least half."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from crawler.newsroom.content import Content

_WORD = re.compile(r"\w+")
_SIZE = 5


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return frozenset(tuple(words[at : at + _SIZE]) for at in range(len(words) - _SIZE + 1))


@pytest.fixture(scope="module")
def sets(content: Content) -> dict[str, frozenset[tuple[str, ...]]]:
    texts = {article.key: article.body for article in content.articles} | {p.id: p.text for p in content.posts}
    return {key: shingles(text) for key, text in texts.items()}


@pytest.fixture(scope="module")
def overlaps(sets: dict[str, frozenset[tuple[str, ...]]]) -> dict[tuple[str, str], float]:
    """Jaccard of every pair that shares a shingle, by an inverted index."""
    holders: dict[tuple[str, ...], list[str]] = {}
    for key, found in sets.items():
        for shingle in found:
            holders.setdefault(shingle, []).append(key)
    shared: Counter[tuple[str, str]] = Counter()
    for keys in holders.values():
        for number, one in enumerate(keys):
            for other in keys[number + 1 :]:
                shared[min(one, other), max(one, other)] += 1
    return {pair: count / len(sets[pair[0]] | sets[pair[1]]) for pair, count in shared.items()}


def test_the_index_finds_what_is_shared() -> None:
    one, other = shingles("satu dua tiga empat lima enam"), shingles("satu dua tiga empat lima tujuh")
    assert (len(one), len(one & other)) == (2, 1)


def test_no_two_texts_are_alike_outside_planted_copies(
    content: Content, overlaps: dict[tuple[str, str], float]
) -> None:
    families = {article.key: article.copy_of or article.key for article in content.articles}
    alike = {
        pair: share
        for pair, share in overlaps.items()
        if share >= 0.30 and families.get(pair[0], pair[0]) != families.get(pair[1], pair[1])
    }
    assert alike == {}


def test_planted_near_copies_share_at_least_half(content: Content, overlaps: dict[tuple[str, str], float]) -> None:
    copies = [article for article in content.articles if article.copy_kind == "near"]
    assert len(copies) >= 12
    for copy in copies:
        pair = (min(copy.key, copy.copy_of or ""), max(copy.key, copy.copy_of or ""))
        assert 0.5 <= overlaps[pair] < 1.0, copy.key


def test_planted_exact_copies_share_everything(content: Content, overlaps: dict[tuple[str, str], float]) -> None:
    copies = [article for article in content.articles if article.copy_kind == "exact"]
    assert len(copies) >= 4
    for copy in copies:
        assert overlaps[min(copy.key, copy.copy_of or ""), max(copy.key, copy.copy_of or "")] == 1.0


def test_every_text_is_long_enough_to_compare(sets: dict[str, frozenset[tuple[str, ...]]]) -> None:
    assert [key for key, found in sets.items() if len(found) < 8] == []
