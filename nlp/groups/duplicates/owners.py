"""Which text had a run of words first, and in how many texts it stands: one sorted table and a young dictionary."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from nlp.groups.duplicates.sketch import Hashes

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_T = TypeVar("_T", bound=np.generic)

NOBODY = -1
#: The young part is merged into the table when it is this large, or a 64th of the table: a merge copies the table, so
#: each key is moved some 64 times in all, however many there are.
_YOUNG, _SHARE = 200_000, 64
_MOST = 65_535
#: Keys that begin with the same bits are looked through together; so many of them on average.
_TOGETHER = 8


class Entries(NamedTuple):
    """What is known of some keys: the first text that had each (or NOBODY), in how many it stands, its table place."""

    keys: Hashes
    first: Numbers
    texts: Numbers
    places: Numbers

    def only(self, chosen: Flags) -> Entries:
        """Return the entries of some of the keys."""
        return Entries(self.keys[chosen], self.first[chosen], self.texts[chosen], self.places[chosen])


class Owners:
    """Maps keys of runs to the number of the first text that had them; 10 bytes a key."""

    def __init__(
        self,
        keys: Hashes | None = None,
        first: npt.NDArray[np.uint32] | None = None,
        texts: npt.NDArray[np.uint16] | None = None,
    ) -> None:
        self.keys = np.zeros(0, np.uint32) if keys is None else keys  # sorted, each once
        self.first = np.zeros(0, np.uint32) if first is None else first
        self.texts = np.zeros(0, np.uint16) if texts is None else texts
        self._young: dict[int, list[int]] = {}
        self._shift = np.uint32(32)
        self._divide()

    def __len__(self) -> int:
        return len(self.keys) + len(self._young)

    def look_up(self, keys: Hashes) -> Entries:
        """Return what is known of the keys; it holds until the next `add`."""
        places = self._places(keys)
        known = places >= 0
        first, texts = np.full(len(keys), NOBODY, np.int64), np.zeros(len(keys), np.int64)
        first[known], texts[known] = self.first[places[known]], self.texts[places[known]]
        for at in np.flatnonzero(~known).tolist() if self._young else ():
            entry = self._young.get(int(keys[at]))
            if entry is not None:
                first[at], texts[at] = entry
        return Entries(keys, first, texts, places)

    def add(self, entries: Entries, number: int) -> None:
        """Count one more text for the keys that were looked up; it owns those that nobody had."""
        old = entries.places[entries.places >= 0]
        self.texts[old] = np.minimum(self.texts[old], _MOST - 1) + np.uint16(1)
        young = self._young
        for key in dict.fromkeys(entries.keys[entries.places < 0].tolist()):
            entry = young.get(key)
            if entry is None:
                young[key] = [number, 1]
            else:
                entry[1] += 1
        if len(young) > max(_YOUNG, len(self.keys) // _SHARE):
            self.merge()

    def merge(self) -> None:
        """Move the young part into the table."""
        if not self._young:
            return
        keys = np.fromiter(self._young, np.uint32, len(self._young))
        rows = np.array(list(self._young.values()), np.int64)
        order = np.argsort(keys)
        keys, rows = keys[order], rows[order]
        fresh = np.searchsorted(self.keys, keys) + np.arange(len(keys))
        old = np.ones(len(self.keys) + len(keys), bool)
        old[fresh] = False
        self.keys = _woven(self.keys, keys, fresh, old)
        self.first = _woven(self.first, rows[:, 0].astype(np.uint32), fresh, old)
        self.texts = _woven(self.texts, np.minimum(rows[:, 1], _MOST).astype(np.uint16), fresh, old)
        self._young.clear()
        self._divide(keys)

    def _divide(self, fresh: Hashes | None = None) -> None:
        """Note where the keys of each beginning stand: one glance instead of a search through the whole table.

        `fresh` are the keys that came since the last time, if only they matter.
        """
        bits = max(1, (len(self.keys) // _TOGETHER).bit_length())
        if fresh is None or bits != 32 - int(self._shift):
            self._shift, fresh = np.uint32(32 - bits), self.keys
            self._begins = np.zeros(2**bits + 1, np.int64)
        self._begins[1:] += np.cumsum(np.bincount(fresh >> self._shift, minlength=2**bits))
        self._steps = np.arange(int(np.diff(self._begins).max()))

    def _places(self, keys: Hashes) -> Numbers:
        """Return where each key stands in the table, -1 where it does not."""
        if not len(self.keys):
            return np.full(len(keys), -1, np.int64)
        begins = self._begins[keys >> self._shift]
        at = np.minimum(begins[:, None] + self._steps, len(self.keys) - 1)
        same = self.keys[at] == keys[:, None]
        column = same.argmax(1)
        rows = np.arange(len(keys))
        return np.where(same[rows, column], at[rows, column], -1)


def _woven(old: npt.NDArray[_T], new: npt.NDArray[_T], fresh: Numbers, rest: Flags) -> npt.NDArray[_T]:
    """Return both arrays in one: the new items at the places `fresh`, the old ones in all others."""
    both = np.empty(len(rest), old.dtype)
    both[fresh], both[rest] = new, old
    return both
