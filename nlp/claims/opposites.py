"""Words of which a claim holds only one (configs/lexicon/opposites.txt): `naik` and `turun`, `masjid` and `gereja`.

Other names in one place tell too little: of 94 labelled pairs in which one word alone is replaced by another, 42 are
one claim, mostly spelt otherwise (`Ashari`, `Asyari`), so `Ridwan` and `Ridho Kamil` stay unseen (2026-11-30).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from core.lexicon import listed_lines
from nlp.claims.words import Word, word_form

#: Stems of names from so many letters on: `Susanto` is a man and `Susanti`, whose stem has lost its end, a woman.
_SHORTEST = 5

#: One line of the list: for each stem which side it is of.
Line = dict[str, int]


def opposite(one: Sequence[Word], two: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """Return those words of both texts of which each excludes one of the other.

    Raises: ConfigError when the list is missing.
    """
    said, found = {word.stem: word for word in two}, list[tuple[Word, Word]]()
    for word in one:
        found += [(word, said[stem]) for stem in _excluded(word.stem) if stem in said]
    return [a for a, _ in found], [b for _, b in found]


def _excluded(stem: str) -> list[str]:
    """Return the stems that a claim with this one does not have."""
    found = [other for line in _lines().get(stem, ()) for other, side in line.items() if side != line[stem]]
    if len(stem) > _SHORTEST and stem[-1] == "o":
        return [*found, stem[:-1], f"{stem[:-1]}i"]
    return [*found, f"{stem.removesuffix('i')}o"] if len(stem) >= _SHORTEST else found


@cache
def _lines() -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for entry in listed_lines("opposites.txt"):
        line = {word_form(word)[0]: n for n, side in enumerate(entry.split("|")) for word in side.split()}
        for stem in line:
            found.setdefault(stem, []).append(line)
    return found
