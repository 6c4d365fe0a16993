"""The documents of a window of time, with what finds the likely partners of a new one without looking at all."""

from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from math import nan

import numpy as np
import numpy.typing as npt

from nlp.groups.issues.model import Floats, GroupingModel
from nlp.groups.issues.view import Key
from nlp.groups.issues.words import BUCKETS, Ids, Words

Vector = npt.NDArray[np.float16]

#: Rarity is that of a window of so many documents, on which the weights were trained; larger ones count by shares.
_TRAINED_ON = 300
#: Until so many documents were seen, what is common in general stands in for what is common in the window.
_ENOUGH = 100
#: A document is looked up by so many of its rarest words, and through so many places where they stand.
_LOOK_UPS, _PLACES = 24, 6_000
#: Likely partners that are compared closely: those that share the most.
CANDIDATES = 64


@dataclass(slots=True, eq=False)
class Entry:
    """What is kept of a document."""

    key: Key
    at: float  #: seconds since 1970
    words: Words
    regions: tuple[str, ...]
    vector: Vector | None


class Window:
    """Entries by number, in the order in which they came. Copies are not put here: they would make words common."""

    def __init__(self, model: GroupingModel) -> None:
        self._model = model
        self._entries: dict[int, Entry] = {}
        self._order: deque[int] = deque()
        self._next = 0
        self._times = array("d")  # number → seconds since 1970; of no time once it is forgotten
        self._titles = np.zeros(BUCKETS, np.int32)
        self._wholes = np.zeros(BUCKETS, np.int32)
        self._pieces = np.zeros(BUCKETS, np.int32)
        self._places: defaultdict[int, array[int]] = defaultdict(lambda: array("q"))
        self._sum: Floats | None = None

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, number: int) -> Entry:
        return self._entries[number]

    def __contains__(self, number: int) -> bool:
        return number in self._entries

    def put(self, entry: Entry) -> int:
        """Keep an entry and return its number."""
        number = self._next
        self._next += 1
        self._entries[number] = entry
        self._order.append(number)
        self._times.append(entry.at)
        self._count(entry, 1)
        for word in entry.words.whole.tolist():
            self._places[word].append(number)
        return number

    def remove(self, number: int) -> Entry:
        """Forget an entry; its places are passed over until they are trimmed."""
        entry = self._entries.pop(number)
        self._times[number] = nan
        self._count(entry, -1)
        return entry

    def expired(self, before: float) -> Iterator[tuple[int, Entry]]:
        """Forget the entries at the front that are older, and yield them."""
        while self._order:
            number = self._order[0]
            entry = self._entries.get(number)
            if entry is not None and entry.at >= before:
                return
            self._order.popleft()
            if entry is not None:
                yield number, self.remove(number)

    def title_weights(self, ids: Ids) -> Floats:
        """Return how much each word of a title tells: rare in the window and rare in general."""
        return np.sqrt(self._rarity(self._titles, ids) * self._general(ids))

    def plain_weights(self, ids: Ids) -> Floats:
        """Return how rare each word of a title is in the window."""
        return self._rarity(self._titles, ids)

    def whole_weights(self, ids: Ids) -> Floats:
        """Return the same for words of titles and leads."""
        return np.sqrt(self._rarity(self._wholes, ids) * self._general(ids))

    def piece_weights(self, ids: Ids) -> Floats:
        """Return how rare pieces of words are in the window's titles."""
        seen = len(self._entries)
        rarity: Floats = np.log((seen + 2.0) / (self._pieces[ids] + 1.0))
        return rarity

    def mean(self) -> Floats | None:
        """Return the mean of the encoder's vectors, drawn toward zero while there are few."""
        return None if self._sum is None else self._sum / (len(self._entries) + 20.0)

    def candidates(self, words: Words, at: float, span: float) -> list[int]:
        """Return the numbers of the entries that share most of the rare words, newest first among equals.

        Entries further than `span` seconds from the time `at` take no place of those that are nearer.
        """
        ids = words.whole
        if not len(ids):
            return []
        found, weights, left = [], [], _PLACES
        times = np.frombuffer(self._times, np.float64) if self._times else np.zeros(0)
        order = np.argsort(self._wholes[ids], kind="stable")[:_LOOK_UPS]
        telling = self.whole_weights(ids)
        for word in order.tolist():
            places = self._trimmed(int(ids[word]))
            if not len(places):
                continue
            everywhere = np.frombuffer(places, np.int64)
            # a copy, for a view would lock the array against growing
            taken = everywhere[np.abs(times[everywhere] - at) <= span][-left:]
            found.append(taken)
            weights.append(np.full(len(taken), telling[word]))
            left -= len(taken)
            if left <= 0:
                break
        if not found:
            return []
        numbers, at_number = np.unique(np.concatenate(found), return_inverse=True)
        if not len(numbers):
            return []
        shared = np.bincount(at_number, np.concatenate(weights))
        shared += 1e-9 * (numbers - numbers[0])
        if len(shared) > CANDIDATES:
            most = np.argpartition(-shared, CANDIDATES)[:CANDIDATES]
            numbers, shared = numbers[most], shared[most]
        best: list[int] = numbers[np.argsort(-shared)].tolist()
        return best

    def _trimmed(self, word: int) -> array[int]:
        """Return the places of a word, those of forgotten entries at the front cut off."""
        places = self._places.get(word)
        if places is None:
            return array("q")
        first = self._order[0] if self._order else self._next
        if places[0] < first:
            del places[: int(np.searchsorted(np.frombuffer(places, np.int64), first))]
            if not places:
                del self._places[word]
        return places

    def _count(self, entry: Entry, by: int) -> None:
        self._titles[entry.words.title] += by
        self._wholes[entry.words.whole] += by
        self._pieces[entry.words.pieces] += by
        if entry.vector is not None:
            if self._sum is None:
                self._sum = np.zeros(len(entry.vector))
            self._sum += by * entry.vector.astype(float)

    def _rarity(self, counts: npt.NDArray[np.int32], ids: Ids) -> Floats:
        seen = len(self._entries)
        believed = max(0, _ENOUGH - seen)
        share = (counts[ids] + believed * self._model.common[ids]) / (seen + believed)
        size = min(seen + believed, _TRAINED_ON)
        return np.maximum(0.0, np.log((size + 1.0) / (share * size + 0.5)))

    def _general(self, ids: Ids) -> Floats:
        texts = self._model.texts
        general: Floats = np.log((texts + 1.0) / (self._model.common[ids].astype(float) * texts + 1.0))
        return general
