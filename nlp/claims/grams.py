"""Runs of four characters as numbers: they see what words miss, misspelt, joined and cut words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Different numbers; two runs that share one are rare enough at 60 runs a title.
BUCKETS = 1 << 16


def grams_of(words: list[str]) -> NDArray[np.int32]:
    """Return the different runs of four in the words, ascending; letters beyond Latin-1 count as one."""
    raw = np.frombuffer(f" {' '.join(words)} ".encode("latin-1", "replace"), np.uint8).astype(np.uint32)
    if len(raw) < 6:
        return np.zeros(0, np.int32)
    four = raw[:-3] | raw[1:-2] << 8 | raw[2:-1] << 16 | raw[3:] << 24
    return np.unique((four * np.uint32(2654435761)) >> np.uint32(16)).astype(np.int32)
