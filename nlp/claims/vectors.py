"""Vectors of all records: the nearest to a message quickly, the exact likeness for few."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlp.claims.arrays import Ints, best
from nlp.claims.codes import Codes

#: From so many rows on, the first look goes over their bits: at 100,000 rows the numbers themselves take 10 ms on one
#: core, the bits with the exact look after them 1.6 (2026-11-28).
_MANY = 5_000
#: Rows looked at exactly after the quick look, and at least so many times what is asked for.
_ROUGHLY, _MARGIN = 2_000, 4

Vectors = NDArray[np.float32]


class Nearest:
    """Unit rows, one a record; a row of zeros is like nothing."""

    def __init__(self, rows: Vectors) -> None:
        """Keep the rows, and where they are many the bits of those that are not zero."""
        self.rows = rows
        self._filled = np.flatnonzero(rows.any(axis=1)) if len(rows) >= _MANY else np.zeros(0, np.int64)
        self._codes = Codes(rows[self._filled]) if len(self._filled) >= _MANY else None

    def nearest(self, vector: Vectors, count: int) -> Ints:
        """Return the places of the `count` nearest rows, in no order."""
        if self._codes is None:
            return best(self.rows @ vector, count)
        rough = self._filled[self._codes.nearest(vector, max(_ROUGHLY, count * _MARGIN))]
        return rough[best(self.rows.take(rough, axis=0) @ vector, count)]

    def likeness(self, vector: Vectors, rows: Ints) -> NDArray[np.float64]:
        """Return the cosine of the vector with some rows."""
        return (self.rows[rows] @ vector).astype(np.float64)
