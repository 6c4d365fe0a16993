"""Abbreviations beside what they stand for: `Kalsel` and `Kalimantan Selatan`, `PN` and `pengadilan negeri`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from core.regions.tree import load_tree
from nlp.claims.words import Kind, Word, word_form

#: Letters of an abbreviation that is the initials of its words.
_SHORTEST, _LONGEST = 2, 5
_WORD = re.compile(r"[a-z0-9]+")


def written_out(words: Sequence[Word]) -> list[Word]:
    """Return the words with each abbreviation of a region as the words of its name, at the abbreviation's place."""
    full = _names()
    found = list[Word]()
    for word in words:
        name = full.get(word.stem)
        found += [word] if name is None else [word._replace(stem=stem, kind=kind) for stem, kind in name]
    return found


class Text(NamedTuple):
    """A title with its words, and which of them have no partner in another title."""

    text: str
    words: Sequence[Word]
    missing: Sequence[int]


def without_initials(short: Text, long: Text) -> tuple[list[int], list[int]]:
    """Return what has no partner on both sides once initials in the first have found the words that they stand for."""
    own, other = list(short.missing), set(long.missing)
    for at in short.missing:
        word = short.words[at]
        run = _run_of(short.text[word.start : word.end].lower(), long, other)
        if run:
            own.remove(at)
            other -= set(run)
    return own, sorted(other)


def _run_of(initials: str, long: Text, missing: set[int]) -> range | None:
    """Return the neighbouring words that begin with these letters, half of them or more without partner."""
    length = len(initials)
    if not _SHORTEST <= length <= _LONGEST or not initials.isalpha():
        return None
    for start in range(len(long.words) - length + 1):
        run = range(start, start + length)
        begins = all(letter in _first(long, at) for at, letter in zip(run, initials, strict=True))
        if begins and 2 * sum(at in missing for at in run) >= length:
            return run
    return None


def _first(long: Text, at: int) -> str:
    """Return the letters a word begins with: as written, and those of a region that was written out here."""
    word = long.words[at]
    return long.text[word.start].lower() + word.stem[0]


@cache
def _names() -> dict[str, list[tuple[str, Kind]]]:
    """Return the words of the region for the stem of each abbreviation that means one region and nothing else."""
    tree = load_tree()
    named: dict[str, set[str]] = {}
    for alias in tree.aliases:
        name = tree.get(alias.code).short.lower()
        short = alias.alias.lower()
        if alias.kind == "abbreviation" and not alias.needs_cue and short.isalpha() and short not in name:
            named.setdefault(word_form(short)[0], set()).add(name)
    single = {stem: next(iter(names)) for stem, names in named.items() if len(names) == 1}
    return {stem: [word_form(word) for word in _WORD.findall(name)] for stem, name in single.items()}
