"""Regions that two claims name and that cannot be one: `Bandung` and `Bandung Barat`, `Kota` and `Kabupaten Malang`."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache
from typing import NamedTuple

from core.regions.tree import load_tree
from nlp.claims.words import Kind, Word, stems_of

#: Words before a name that tell which of the regions of that name is meant.
_CUES = {
    **dict.fromkeys(("kota", "pemkot", "walikota"), "kota"),
    **dict.fromkeys(("kabupaten", "kab", "pemkab", "bupati"), "kabupaten"),
    **dict.fromkeys(("provinsi", "prov", "pemprov", "gubernur"), "provinsi"),
}
#: Said of the whole island more often than of the province.
_ISLAND = "papua"


class Located(NamedTuple):
    """A region that is named: the codes it can have, its first word, and the places of its words, cue included."""

    codes: frozenset[str]
    first: str
    start: int
    end: int


def regions_in(words: Sequence[Word], text: str) -> list[Located]:
    """Return the provinces and regencies that are named, the longest name that fits, in order. Raises: nothing."""
    names = _names()
    stems = tuple(word.stem for word in words)
    if names.keys().isdisjoint(stems):
        return []
    found, at = list[Located](), 0
    while at < len(words):
        named = names.get(stems[at], {})
        length = next((len(name) for name in named if stems[at : at + len(name)] == name), 0)
        if length and (length > 1 or words[at].kind == Kind.PLACE):
            codes = named[stems[at : at + length]]
            cue = _CUES.get(text[words[at - 1].start : words[at - 1].end].lower(), "") if at else ""
            meant = frozenset(code for code in codes if cue and load_tree().get(code).kind == cue)
            found.append(Located(meant or codes, stems[at], at - bool(meant), at + length - 1))
        at += max(length, 1)
    return found


def elsewhere(one: Sequence[Located], two: Sequence[Located]) -> tuple[list[Located], list[Located]]:
    """Return what each side names that is no region of the other side, nor within one, nor around one."""
    return [a for a in one if not _meets(a, two)], [b for b in two if not _meets(b, one)]


def _meets(region: Located, others: Sequence[Located]) -> bool:
    return any(_within(a, b) or _within(b, a) for other in others for a in region.codes for b in other.codes)


def _within(code: str, above: str) -> bool:
    return code == above or code.startswith(f"{above}.")


@cache
def _names() -> dict[str, dict[tuple[str, ...], frozenset[str]]]:
    """Return the codes of the provinces and regencies for the stems of each name, the longest first, by its first."""
    tree = load_tree()
    named: dict[tuple[str, ...], Set[str]] = {}
    for region in (*tree.provinces(), *tree.regencies()):
        name = tuple(stem for stem, _ in stems_of(region.short, 100))
        named[name] = {*named.get(name, ()), region.code}
    papua = (stems_of(_ISLAND, 100)[0][0],)
    named[papua] = {code for name, codes in named.items() if name[:1] == papua for code in codes}
    found: dict[str, dict[tuple[str, ...], frozenset[str]]] = {}
    for name in sorted(named, key=len, reverse=True):
        found.setdefault(name[0], {})[name] = frozenset(named[name])
    return found
