"""Vectors of all records: the nearest to a message quickly, the exact likeness for few."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlp.claims.arrays import Ints, best

#: From so many records on, the first look goes over fewer dimensions: at 100,000 records all 256 take 10 ms on one
#: core, the 64 that vary most take 3 (2026-11-28).
_MANY, _FEW_DIMENSIONS = 20_000, 64
#: Records looked at exactly after the quick look, for each that is asked for.
_MARGIN = 4

Vectors = NDArray[np.float32]


class Nearest:
    """Unit rows, one a record; a row of zeros is like nothing."""

    def __init__(self, rows: Vectors) -> None:
        """Keep the rows, and where they are many a shorter form of them."""
        self.rows = rows
        self._axes: Vectors | None = None
        if len(rows) >= _MANY and rows.shape[1] > _FEW_DIMENSIONS:
            sample = rows[:: max(1, len(rows) // _MANY)]
            _, axes = np.linalg.eigh((sample.T @ sample).astype(np.float64))
            self._axes = np.ascontiguousarray(axes[:, -_FEW_DIMENSIONS:], np.float32)
            self._short = rows @ self._axes

    def nearest(self, vector: Vectors, count: int) -> Ints:
        """Return the places of the `count` nearest rows, in no order."""
        if self._axes is None:
            return best(self.rows @ vector, count)
        rough = best(self._short @ (vector @ self._axes), count * _MARGIN)
        return rough[best(self.rows[rough] @ vector, count)]

    def likeness(self, vector: Vectors, rows: Ints) -> NDArray[np.float64]:
        """Return the cosine of the vector with some rows."""
        return (self.rows[rows] @ vector).astype(np.float64)
