"""What every encoder offers, whatever makes its vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors; the dot product of two is their likeness, from -1 to 1."""

    @property
    def name(self) -> str:
        """Name and version: changes whenever the vectors change, so vectors can be kept beside it."""
        ...

    @property
    def width(self) -> int:
        """Length of a vector."""
        ...

    @property
    def route(self) -> str:
        """What computes the vectors, in words for people (`suar doctor`)."""
        ...

    @property
    def notice(self) -> str:
        """Why this is not the encoder that was asked for, with what to do; empty when it is."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text, of length 1; a text without anything readable gives a row of zeros."""
        ...


def unit_rows(vectors: Vectors) -> Vectors:
    """Scale every row to length 1 in place; rows of zeros stay. Returns: the same array."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64)).astype(np.float32)
    lengths[lengths == 0] = 1.0
    vectors /= lengths[:, None]
    return vectors


def decodable(text: str) -> str:
    """Return the text with lone surrogates, which no tokenizer takes, as question marks."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text
