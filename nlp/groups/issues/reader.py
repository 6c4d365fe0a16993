"""Reads documents into what grouping compares: words, time, regions and a vector."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from nlp.groups.issues.model import GroupingModel
from nlp.groups.issues.view import DocumentView
from nlp.groups.issues.window import Entry
from nlp.groups.issues.words import heading_and_lead, read_words


class Encoder(Protocol):
    """What grouping needs of an encoder (nlp.encoder)."""

    @property
    def name(self) -> str:
        """Name and version."""
        ...

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return one unit row a text; an empty text gives zeros."""
        ...


class Reader:
    """Turns documents into entries of a window; no vectors of an encoder unknown to the model, unless `always`."""

    def __init__(self, model: GroupingModel, encoder: Encoder | None, always: bool = False) -> None:
        self.weights, known = model.weights(encoder.name if encoder else "")
        self._encoder = encoder if known or always else None

    def read(self, views: Sequence[DocumentView]) -> list[Entry]:
        """Return the entries of some documents."""
        vectors: Sequence[npt.NDArray[np.float32] | None] = [None] * len(views)
        if self._encoder is not None:
            vectors = list(self._encoder.encode([heading_and_lead(view.title, view.text)[0] for view in views]))
        return [
            Entry(
                view.key,
                view.at.timestamp(),
                read_words(view.title, view.text),
                view.regions,
                None if vector is None or not vector.any() else vector.astype(np.float16),
            )
            for view, vector in zip(views, vectors, strict=True)
        ]
