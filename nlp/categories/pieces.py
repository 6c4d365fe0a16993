"""The pieces of words (2 to 5 characters inside one word), which catch affixes, slang spellings and typos.

Cutting a word and looking its pieces up was a fifth of the fast stage's time on posts that follow no other, once for
each of two vocabularies of which nine pieces in ten are the same; so they are looked up in one table for both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.categories.politics import listed

PIECE = "#"  #: marks a piece of a word in the vocabulary
SHORTEST, LONGEST = 2, 5
#: Tokens whose pieces are kept ready; news and posts of a day use about 20,000 spellings, 6 MB.
KEPT_TOKENS = 20_000

Ids = NDArray[np.int32]


def pieces(word: str) -> Iterator[str]:
    """Yield the vocabulary names of a word's pieces."""
    return (PIECE + piece for piece in bare_pieces(word))


def bare_pieces(word: str) -> list[str]:
    """Return the pieces of one word with its borders; placeholders (`<url>`) and names in politics have none."""
    if word[0] == "<" or word in listed():
        return []
    bordered = f" {word} "
    length = len(bordered) + 1
    return [bordered[i : i + size] for size in range(SHORTEST, LONGEST + 1) for i in range(length - size)]


class PieceIds(dict[str, Ids]):
    """The ids of each word's pieces in one vocabulary, found when a word is first asked for, for all vocabularies.

    A plain dict for all later times.
    """

    def __init__(self, table: _Table, first: int, of_row: Ids) -> None:
        super().__init__()
        self.first = first  #: the id of the first piece: the words of the vocabulary stand before it
        self._table = table
        self._of_row = of_row

    def __missing__(self, word: str) -> Ids:
        self._table.find(word)
        return self[word]

    def keep(self, word: str, rows: Ids) -> None:
        """Remember the ids of the pieces in these rows of the table; what this vocabulary lacks has none."""
        if len(self) >= KEPT_TOKENS:
            self.clear()
        ids = self._of_row.take(rows)
        self[word] = ids[ids >= 0]


class _Table:
    """Every piece that some vocabulary has, a row each."""

    def __init__(self) -> None:
        self.rows: dict[str, int] = {}
        self.found_for: list[PieceIds] = []

    def find(self, word: str) -> None:
        """Look a word's pieces up, for all vocabularies."""
        found = [row for row in map(self.rows.get, bare_pieces(word)) if row is not None]
        rows = np.array(found, dtype=np.int32)
        for one in self.found_for:
            one.keep(word, rows)


def piece_ids(*vocabularies: Sequence[str]) -> list[PieceIds]:
    """Return for each vocabulary the ids of words' pieces; it has its words before its pieces, each once."""
    table = _Table()
    firsts = [bisect_left(names, True, key=lambda name: name.startswith(PIECE)) for names in vocabularies]
    rows = [_add(table.rows, names[first:]) for first, names in zip(firsts, vocabularies, strict=True)]
    for first, own in zip(firsts, rows, strict=True):
        of_row = np.full(len(table.rows), -1, np.int32)
        of_row[own] = np.arange(first, first + len(own), dtype=np.int32)
        table.found_for.append(PieceIds(table, first, of_row))
    return table.found_for


def _add(rows: dict[str, int], names: Sequence[str]) -> Ids:
    """Return the row of each piece; one that is new gets the next."""
    bare = [name[len(PIECE) :] for name in names]
    if not rows:
        rows.update(zip(bare, range(len(bare)), strict=True))
        return np.arange(len(bare), dtype=np.int32)
    return np.array([rows.setdefault(piece, len(rows)) for piece in bare], dtype=np.int32)
