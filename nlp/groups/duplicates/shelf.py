"""Keeps the sketches of all texts in a few flat arrays: about 8 bytes for each sampled run."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from nlp.groups.duplicates.sketch import Sketch

_FIELDS: dict[str, Any] = {"keys": np.uint32, "places": np.uint16, "ranks": np.uint8, "topics": np.uint32}
#: One row a text: where its runs, topics and short text end, level, words, words of the title, fingerprint, group.
_ROW = np.dtype(
    [
        ("runs_end", np.uint64),
        ("topics_end", np.uint64),
        ("short_end", np.uint64),
        ("level", np.uint8),
        ("words", np.uint32),
        ("title_words", np.uint8),
        ("whole", np.uint64),
        ("root", np.uint32),
    ]
)


class Growing:
    """An array that grows at its end, with room to spare so that each item is moved twice on average."""

    def __init__(self, kind: Any) -> None:
        self._room: npt.NDArray[Any] = np.zeros(1024, kind)
        self.size = 0

    def room(self, more: int) -> None:
        """Make room for so many more items."""
        end = self.size + more
        if end > len(self._room):
            spare = np.zeros(max(more, self.size // 2), self._room.dtype)
            self._room = np.concatenate([self._room[: self.size], spare])

    def extend(self, items: npt.NDArray[Any]) -> None:
        """Add items at the end."""
        self.room(len(items))
        end = self.size + len(items)
        self._room[self.size : end] = items
        self.size = end

    @property
    def items(self) -> npt.NDArray[Any]:
        """Return what is in it, without the room to spare."""
        return self._room[: self.size]


class Shelf:
    """Sketches by number, in the order in which they were put there."""

    def __init__(self) -> None:
        self._fields = {name: Growing(kind) for name, kind in _FIELDS.items()}
        self._short, self._rows = Growing(np.uint8), Growing(_ROW)

    def __len__(self) -> int:
        return self._rows.size

    def put(self, sketch: Sketch, root: int | None, short: str) -> int:
        """Keep a sketch and, of a short text, its words; `root` None begins a group. Return its number."""
        number = len(self)
        for name, field in self._fields.items():
            field.extend(getattr(sketch, name))
        self._short.extend(np.frombuffer(short.encode("utf-8", "replace"), np.uint8))
        ends = (self._fields["keys"].size, self._fields["topics"].size, self._short.size)
        rest = (sketch.level, sketch.words, sketch.title_words, sketch.whole, number if root is None else root)
        self._rows.extend(np.array([(*ends, *rest)], _ROW))
        return number

    def sketch(self, number: int) -> Sketch:
        """Return a sketch."""
        row, (runs, topics, _) = self._rows.items[number], self._begins(number)
        run, topic = slice(runs, int(row["runs_end"])), slice(topics, int(row["topics_end"]))
        keys, places, ranks = (self._fields[name].items[run] for name in ("keys", "places", "ranks"))
        about = self._fields["topics"].items[topic]
        level, words, title_words = int(row["level"]), int(row["words"]), int(row["title_words"])
        return Sketch(keys, places, ranks, level, words, about, title_words, int(row["whole"]))

    def short(self, number: int) -> list[str]:
        """Return the words of a short text; none of a long one."""
        begin, end = self._begins(number)[2], int(self._rows.items[number]["short_end"])
        return self._short.items[begin:end].tobytes().decode("utf-8").split(" ") if end > begin else []

    def whole(self, number: int) -> int:
        """Return a text's fingerprint."""
        return int(self._rows.items[number]["whole"])

    def root(self, number: int) -> int:
        """Return the first text of its group."""
        return int(self._rows.items[number]["root"])

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Return everything, to be stored."""
        fields = {name: field.items for name, field in self._fields.items()}
        return {**fields, "short": self._short.items, "rows": self._rows.items}

    @classmethod
    def of(cls, arrays: dict[str, npt.NDArray[Any]]) -> Shelf:
        """Return the shelf that was stored."""
        shelf = cls()
        for name, field in shelf._fields.items():
            field.extend(arrays[name])
        shelf._short.extend(arrays["short"])
        shelf._rows.extend(arrays["rows"])
        return shelf

    def _begins(self, number: int) -> tuple[int, int, int]:
        if not number:
            return 0, 0, 0
        before = self._rows.items[number - 1]
        return int(before["runs_end"]), int(before["topics_end"]), int(before["short_end"])
