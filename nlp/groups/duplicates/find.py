"""Finds copies in a stream of texts; each is held against the few before it that share most with it, never all."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from nlp.groups.duplicates.compare import compare
from nlp.groups.duplicates.owners import NOBODY, Numbers, Owners
from nlp.groups.duplicates.shelf import Shelf
from nlp.groups.duplicates.short import MESSAGE, SHORT, relation
from nlp.groups.duplicates.sketch import Hashes, Sketch, Sketcher, folded_words
from nlp.groups.duplicates.verdict import NEAR_LEAST, NEVER, Kind, copy_of, passage_of

#: Texts that are looked at closely: those that share the most.
_CANDIDATES = 4
#: Fewest sampled runs in common that are worth a look; of a text with few runs a quarter.
_VOTES = 3
#: A run that stands in so many texts that are no copies of each other is a footer or a formula.
FORMULA = 5
#: A run that two texts had already, no copies of each other, is quoted: a passage of such runs comes from neither.
QUOTED = 2


class Found(NamedTuple):
    """The number of the group's first text, and what this one is to it; None for a text of its own."""

    first: int | None = None
    kind: Kind | None = None


class _Told(NamedTuple):
    """The words of a text that are compared one by one; none of a long text. A message has no title."""

    words: list[str]
    message: bool


class Finder:
    """Takes texts one after the other; a text's number is its place in the stream, exact copies included.

    `least`: how much of each text must be in the other for a near copy (verdict.BOTH_WAYS: alike both ways).
    """

    def __init__(self, least: float = NEAR_LEAST) -> None:
        self._least = least
        self._owners, self._shelf, self._sketcher = Owners(), Shelf(), Sketcher()
        self._numbers: list[int] = []  # place on the shelf → number in the stream
        self._taken = 0

    def take(self, title: str, text: str) -> Found:
        """Take the next text and return what it is to an earlier one. A text without words is never a copy."""
        number = self._taken
        self._taken += 1
        sketch, words, told = self._read(title, text)
        if not words:
            return Found()
        whole = np.array([sketch.whole >> 32], np.uint32)
        entries = self._owners.look_up(np.concatenate([sketch.keys, whole]))
        same = int(entries.first[-1])
        if same != NOBODY and self._shelf.whole(same) == sketch.whole:
            return Found(self._numbers[self._shelf.root(same)], "exact")
        place, kind = self._similar(sketch, told, entries.first[:-1], entries.texts[:-1])
        near = place is not None and kind == "near"
        mine = self._shelf.put(sketch, place if near else None, " ".join(told.words))
        self._numbers.append(number)
        self._owners.add(entries.only(entries.first == NOBODY) if near else entries, mine)
        return Found(None if place is None else self._numbers[place], kind)

    def says(self, number: int, title: str, text: str) -> bool:
        """Tell whether a text is an exact or near copy of the first of a group itself; of no other number it is."""
        place = bisect_left(self._numbers, number)
        if self._numbers[place : place + 1] != [number] or self._shelf.root(place) != place:
            return False
        sketch, words, told = self._read(title, text)
        nothing = sketch.keys[:0]
        alike = bool(words) and self._relation(sketch, told, place, nothing, nothing)[0] == "near"
        return alike or self._shelf.whole(place) == sketch.whole

    def __len__(self) -> int:
        return self._taken

    def arrays(self) -> dict[str, Any]:
        """Return everything that was learned of the texts, as plain arrays."""
        self._owners.merge()
        arrays: dict[str, Any] = self._shelf.arrays()
        arrays |= {"numbers": np.array([*self._numbers, self._taken], np.int64)}
        owners = self._owners
        return arrays | {"owner_keys": owners.keys, "owner_first": owners.first, "owner_texts": owners.texts}

    def save(self, path: Path) -> None:
        """Write everything that was learned of the texts to a file of plain arrays (.npz)."""
        with path.open("wb") as sink:
            np.savez(sink, **self.arrays())

    @classmethod
    def load(cls, path: Path) -> Finder:
        """Return the finder that was saved. Raises: OSError, ValueError when the file is none."""
        with np.load(path, allow_pickle=False) as stored:
            return cls.of({name: stored[name] for name in stored.files})

    @classmethod
    def of(cls, arrays: dict[str, Any]) -> Finder:
        """Return the finder whose arrays these are. Raises: KeyError, ValueError when they are none's."""
        finder = cls()
        finder._owners = Owners(arrays["owner_keys"], arrays["owner_first"], arrays["owner_texts"])
        finder._shelf = Shelf.of(arrays)
        *finder._numbers, finder._taken = arrays["numbers"].tolist()
        return finder

    def _read(self, title: str, text: str) -> tuple[Sketch, list[str], _Told]:
        """Return the sketch and the words of a text, and those that are compared one by one: none of a long text.

        A title without a text is one.
        """
        heading, words = folded_words(title), folded_words(text)
        if not words:
            heading, words = [], heading
        told = words if len(words) <= (SHORT if heading else MESSAGE) else []
        return self._sketcher.sketch(heading, words), words, _Told(told, message=not heading)

    def _similar(self, sketch: Sketch, told: _Told, first: Numbers, texts: Numbers) -> tuple[int | None, Kind | None]:
        """Return the first of the group of the closest text (its place on the shelf), and the kind."""
        formulas, quoted = sketch.keys[texts >= FORMULA], sketch.keys[texts >= QUOTED]
        fewest = min(_VOTES, max(1, len(sketch.keys) // 4))
        best: tuple[bool, float, int] | None = None
        for candidate, votes in Counter(first[first != NOBODY].tolist()).most_common(_CANDIDATES):
            if votes < fewest:
                break
            kind, weight = self._relation(sketch, told, candidate, formulas, quoted)
            if kind is not None:
                rank = (kind == "near", weight, -candidate)
                best = rank if best is None else max(best, rank)
        if best is None:
            return None, None
        return self._shelf.root(-best[2]), "near" if best[0] else "fragment"

    def _relation(
        self, sketch: Sketch, told: _Told, candidate: int, formulas: Hashes, quoted: Hashes
    ) -> tuple[Kind | None, float]:
        """Return what a text is to a known one, and how much speaks for it."""
        other = self._shelf.short(candidate) if told.words else []
        if other and (found := relation(told.words, other, told.message)):
            return ("near", 1.0) if found == "near" else (None, 0.0)
        short = bool(other) and max(len(told.words), len(other)) <= SHORT
        known = self._shelf.sketch(candidate)
        overlap = compare(sketch, known, formulas)
        # Of two short texts only words in their order make a near copy; one may stand in the other all the same.
        if kind := copy_of(overlap, NEVER if short else self._least):
            return kind, float(overlap.shared)
        overlap = compare(sketch, known, quoted)
        return ("fragment" if passage_of(overlap) else None), float(overlap.passage)
