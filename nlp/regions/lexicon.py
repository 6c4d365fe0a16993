"""All names that may stand in a text, in one automaton: regions, aliases, kecamatan and phrases that are no place."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import ahocorasick

from core.regions.tree import RegionTree, load_tree
from nlp.regions.cues import Cues, load_cues

_NOISE = re.compile(r"[\W_]+")
_ONE_NOISE = re.compile(r"[\W_]")
_KIND = re.compile(r"^(?:Kabupaten|Kota)(?: Administrasi)? ")
#: A plain `Papua` in a text may be any of today's six; a regency beside it decides.
PAPUA = ("91", "92", "93", "94", "95", "96")
#: Names of more than this many words are matched only as written and joined: 2^gaps spellings would be too many.
_MOST_GAPS = 4


@dataclass(slots=True)
class Name:
    """What one name may mean, in whatever spelling."""

    folded: str
    forms: set[str] = field(default_factory=set)  #: folded spellings that split the words differently
    codes: tuple[str, ...] = ()  #: provinces and regencies, the likeliest first
    districts: tuple[str, ...] = ()
    distinct: bool = False  #: a kecamatan's, and the name alone tells which
    needs_cue: bool = False
    common: bool = False
    person: bool = False
    phrase: bool = False  #: not a place at all; blocks shorter names inside


class Lexicon:
    """The automaton and its names; patterns carry a blank on both sides, so only whole words match."""

    def __init__(self, tree: RegionTree, cues: Cues) -> None:
        """Build from the tree, its aliases and the cue file. Raises: ConfigError."""
        self.tree = tree
        self._names: dict[str, Name] = {}
        for region in (*tree.regencies(), *tree.provinces()):
            self._add_upper(region.short, region.code)
            self._name(_KIND.sub("", region.name))  # the decree's spelling beside the press's
            if region.short.startswith("Kepulauan "):
                for short in ("Kep. ", "Kep "):
                    self._add_upper(short + region.short.removeprefix("Kepulauan "), region.code)
        for code, short in (("34", "Yogyakarta"), ("31", "Jakarta")):
            self._add_upper(short, code)
        for alias in tree.aliases:
            self._add_alias(alias.alias, alias.code, alias.needs_cue)
        for region in tree.districts():
            name = self._name(region.short)
            name.districts += (region.code,)
            name.distinct = region.code in tree.distinct_districts and not name.codes
        self._name("Papua").codes = PAPUA
        for phrase in cues.phrases:
            self._names[phrase.replace(" ", "")] = Name(phrase, {phrase}, phrase=True)
        self._flag(cues)
        self.automaton = self._build()
        self._shelves: dict[tuple[str, str, int], list[tuple[str, Name]]] = {}

    @property
    def spelt(self) -> dict[str, Name]:
        """Every name by its letters alone."""
        return self._names

    def shelf(self, kind: str, first: str, size: int) -> list[tuple[str, Name]]:
        """Return the names of one kind with this first letter and length, sorted out when first asked for."""
        if not self._shelves:
            for letters, name in self._names.items():
                for bearer in self._kinds(name):
                    self._shelves.setdefault((bearer, letters[0], len(letters)), []).append((letters, name))
        return self._shelves.get((kind, first, size), [])

    def _kinds(self, name: Name) -> set[str]:
        kinds: set[str] = set() if name.needs_cue else {self.tree.get(code).kind for code in name.codes}
        return {*kinds, "kecamatan"} if name.districts else kinds

    def _name(self, spelling: str) -> Name:
        folded = fold_name(spelling)
        name = self._names.setdefault(folded.replace(" ", ""), Name(folded))
        name.forms.add(folded)
        if ". " in spelling:  # the text keeps a blank for the dot
            name.forms.add(_ONE_NOISE.sub(" ", spelling.lower()))
        return name

    def _add_upper(self, spelling: str, code: str) -> None:
        name = self._name(spelling)
        name.codes = rank((*name.codes, code))

    def _add_alias(self, spelling: str, code: str, needs_cue: bool) -> None:
        name = self._name(spelling)
        if name.codes and not name.needs_cue and needs_cue:
            return  # a full name is never weakened by another region's acronym or capital (Banggai, Tebing Tinggi)
        name.codes = rank((*name.codes, code))
        name.needs_cue = needs_cue

    def _flag(self, cues: Cues) -> None:
        for word in cues.common:
            self._name(word).common = True
        for word in cues.person:
            self._name(word).person = True
        for word in cues.not_distinct:
            self._name(word).distinct = False

    def _build(self) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        for name in self._names.values():
            if name.codes or name.districts or name.phrase:
                for spelling in {s for form in name.forms for s in spellings(form, every=bool(name.codes))}:
                    automaton.add_word(f" {spelling} ", (len(spelling), name))
        automaton.make_automaton()
        return automaton


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Build the lexicon of the configured tables, once (about 0.1 s). Raises: ConfigError."""
    return Lexicon(load_tree(), load_cues())


def fold_name(name: str) -> str:
    """Return the name in the folded form of texts."""
    return _NOISE.sub(" ", name.lower().replace("'", " ")).strip()


def spellings(folded: str, *, every: bool) -> Iterator[str]:
    """Yield the name with its blanks kept or dropped: every combination, or only all kept and all dropped."""
    words = folded.split(" ")
    gaps = len(words) - 1
    if not every or gaps > _MOST_GAPS:
        yield folded
        if gaps:
            yield "".join(words)
        return
    for chosen in itertools.product((" ", ""), repeat=gaps):
        yield "".join(word + gap for word, gap in zip(words, (*chosen, ""), strict=True))


def rank(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Order the meanings of a bare name: province, then kota, then kabupaten (how readers resolve it)."""
    return tuple(sorted(set(codes), key=lambda c: (len(c), c[3:4] != "7", c)))
