"""Words that stand in each other's place in two titles: `gempa di [Bantul]` and `gempa di [Ambon]`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from nlp.claims.align import Partner
from nlp.claims.words import Kind, Word


class Slot(NamedTuple):
    """The words that each title has in one place, neither of them with a partner."""

    first: list[Word]
    second: list[Word]


def slots(
    first: Sequence[Word], second: Sequence[Word], partner: Partner, missing: tuple[set[int], set[int]]
) -> list[Slot]:
    """Return the places where both titles have words of their own beside a word that they share.

    `missing` are the places of both titles' words without partner; words that say nothing of the claim do not count.
    """
    own = [at for at, word in enumerate(first) if word.kind < Kind.CHECKER]
    others = [at for at, word in enumerate(second) if word.kind < Kind.CHECKER]
    order = {at: place for place, at in enumerate(others)}
    free = [at in missing[1] for at in others]
    partners = [order.get(place) if (place := partner[at]) is not None else None for at in own]
    found = list[Slot]()
    for alone, group in groupby(range(len(own)), key=lambda place: own[place] in missing[0]):
        run = list(group)
        if not alone:
            continue
        left = partners[run[0] - 1] if run[0] else None
        right = partners[run[-1] + 1] if run[-1] + 1 < len(own) else None
        beside = _after(free, left) or _before(free, right)
        if beside:
            found.append(Slot([first[own[place]] for place in run], [second[others[place]] for place in beside]))
    return found


def _after(free: Sequence[bool], place: int | None) -> list[int]:
    run: list[int] = []
    while place is not None and (place := place + 1) < len(free) and free[place]:
        run.append(place)
    return run


def _before(free: Sequence[bool], place: int | None) -> list[int]:
    run: list[int] = []
    while place is not None and (place := place - 1) >= 0 and free[place]:
        run.insert(0, place)
    return run
