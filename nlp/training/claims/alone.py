"""What it says about two titles that one of them alone has a word, learned from pairs that nobody labelled.

Two checkers' titles that are alike and came within days are mostly of one claim; alike but months apart, mostly of two
(of 332 labelled ones 135 of 157 within two weeks are the same, 24 of 94 more than 90 days apart; 2026-11-28).
`video` or `presiden` stands in one of two titles of the same claim as often as in those of two; a bank's name does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Set
from typing import NamedTuple

import numpy as np

from core.factchecks.verdicts import split_headline
from nlp.claims.sides import beside
from nlp.training.claims.days import days_of
from nlp.training.claims.messages import SAME, Store

#: Days within which two alike titles are taken for one claim, and beyond which for two.
_NEAR, _FAR = 14, 60
#: Titles less alike (characters) teach nothing: hardly any are of one claim.
_ALIKE = 0.5
#: Pairs in which a stem must stand alone to have a figure of its own, and pairs by which the figure is drawn to that of
#: all stems.
_LEAST, _DRAWN = 4, 1.0

Pair = tuple[str, str]


class Alone(NamedTuple):
    """The log of the odds of being the same claim for each stem that one title alone has, and that of other stems."""

    stems: dict[str, float]
    usual: float
    pairs: int


def learn_alone(store: Store, without: Set[Pair], known: Collection[str]) -> Alone:
    """Count in the pairs of the store, leaving out those whose ids are in `without`; `known` as for `beside`."""
    held: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    sizes = [0, 0]
    for same, stems in _told(store, without, known):
        held[same].update(stems)
        sizes[same] += 1
    if not all(sizes):
        return Alone({}, 0.0, sum(sizes))
    shares = [sum(counts.values()) / size for counts, size in zip(held, sizes, strict=True)]
    if not all(shares):
        return Alone({}, 0.0, sum(sizes))
    usual = float(np.log(shares[1] / shares[0]))
    expected = [_DRAWN * np.exp(-usual / 2) * sizes[0] / sizes[1], _DRAWN * np.exp(usual / 2)]
    both = held[0] + held[1]
    return Alone(
        {
            stem: round(
                float(np.log(_share(held, sizes, expected, 1, stem) / _share(held, sizes, expected, 0, stem))), 3
            )
            for stem, count in sorted(both.items())
            if count >= _LEAST
        },
        round(usual, 3),
        sum(sizes),
    )


def _share(
    held: tuple[Counter[str], Counter[str]], sizes: list[int], expected: list[float], same: int, stem: str
) -> float:
    return (held[same][stem] + expected[same]) / sizes[same]


def _told(store: Store, without: Set[Pair], known: Collection[str]) -> Iterator[tuple[bool, set[str]]]:
    """Give for each pair that tells something whether it is taken for one claim, and the stems one title alone has."""
    days = days_of(store)
    seen = set[Pair]()
    for pair in store.pairs:
        titles, ids = (str(pair["title_a"]), str(pair["title_b"])), (str(pair["a"]), str(pair["b"]))
        same = _same(float(pair["score"]), days.get(ids[0]), days.get(ids[1]))
        if same is None or ids in without or titles in seen:
            continue
        seen.add(titles)
        yield same, beside(split_headline(titles[0]).rest, split_headline(titles[1]).rest, known).apart


def _same(score: float, first: float | None, second: float | None) -> bool | None:
    if score >= SAME:
        return True
    if score < _ALIKE or first is None or second is None:
        return None
    apart = abs(first - second)
    return True if apart <= _NEAR else False if apart > _FAR else None
