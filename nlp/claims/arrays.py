"""Lists of numbers of different lengths in two flat arrays, and what matching does with many of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_EACH = 16  #: of so many scores one tells how high the others are


@dataclass(frozen=True, slots=True)
class Ragged:
    """Row i is `values[starts[i]:starts[i + 1]]`."""

    values: NDArray[np.int32]
    starts: Ints

    @classmethod
    def of(cls, rows: Iterable[Iterable[int]]) -> Ragged:
        """Put rows of numbers below 2^31 one behind another."""
        parts = [np.fromiter(row, np.int32) for row in rows]
        starts = np.zeros(len(parts) + 1, np.int64)
        np.cumsum([len(part) for part in parts], out=starts[1:])
        return cls(np.concatenate(parts) if parts else np.zeros(0, np.int32), starts)

    @property
    def lengths(self) -> Ints:
        """Return the length of every row."""
        return np.diff(self.starts)

    def lengths_of(self, rows: Ints) -> Ints:
        """Return the lengths of some rows."""
        return self.starts[rows + 1] - self.starts[rows]

    def of_row(self, row: int) -> NDArray[np.int32]:
        """Return the values of one row."""
        return self.values[self.starts[row] : self.starts[row + 1]]

    def pick(self, rows: Ints) -> tuple[NDArray[np.int32], Ints]:
        """Return the values of some rows one behind another, and for each value the place of its row in `rows`."""
        places, owners = self.places(rows)
        return self.values[places], owners

    def places(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return where the values of some rows lie, one behind another, and for each the place of its row in `rows`."""
        lengths = self.lengths_of(rows)
        owners = np.repeat(np.arange(len(rows)), lengths)
        ends = np.cumsum(lengths)
        first = self.starts[rows] - (ends - lengths)
        return np.arange(ends[-1] if len(ends) else 0) + np.repeat(first, lengths), owners

    def transposed(self, columns: int) -> Ragged:
        """Return for every number below `columns` the rows that hold it, ascending."""
        order = np.argsort(self.values, kind="stable")
        rows = np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), self.lengths)
        starts = np.zeros(columns + 1, np.int64)
        np.cumsum(np.bincount(self.values, minlength=columns), out=starts[1:])
        return Ragged(rows[order], starts)


def summed(owners: Ints, weights: Floats, rows: int) -> Floats:
    """Return the sum of the weights of each row."""
    return np.bincount(owners, weights, minlength=rows).astype(np.float64, copy=False)


def largest(owners: Ints, weights: Floats, rows: int) -> Floats:
    """Return the largest weight of each row, 0 where it has none."""
    found = np.zeros(rows)
    np.maximum.at(found, owners, weights)
    return found


def least(owners: Ints, weights: Floats, rows: int) -> Floats:
    """Return the least weight of each row, 0 where it has none."""
    found = np.full(rows, np.inf)
    np.minimum.at(found, owners, weights)
    return np.where(np.isfinite(found), found, 0.0)


def best(scores: NDArray[np.floating], count: int) -> Ints:
    """Return the places of the `count` highest scores above 0, in no order; of equal ones the first."""
    found = _promising(scores, count)
    if len(found) <= count:
        return found
    own = scores[found]
    last = np.partition(own, len(own) - count)[len(own) - count]
    chosen: Ints = found[filled_up(own > last, own == last, count)]
    return chosen


def filled_up(within: NDArray[np.bool_], border: NDArray[np.bool_], count: int) -> Ints:
    """Return the places within a border, `count` at most, and the first ones on it, so that they are `count`."""
    sure = np.flatnonzero(within)
    return np.concatenate([sure, np.flatnonzero(border)[: count - len(sure)]])


def _promising(scores: NDArray[np.floating], count: int) -> Ints:
    """Return the places of some scores above 0, ascending, the `count` highest among them.

    What about twice so many reach is told by a part of them: of 100,000 scores that takes a tenth of parting them all.
    """
    part, rank = scores[::_EACH], 2 * count // _EACH + 8
    if len(part) > 2 * rank:
        bound = np.partition(part, len(part) - rank)[len(part) - rank]
        found = np.flatnonzero(scores >= bound)
        if bound > 0 and len(found) >= count:
            return found
    return np.flatnonzero(scores > 0)
