"""An encoder that computes each text once: training looks at the same titles and messages many times."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nlp.claims.vectors import Vectors
from nlp.encoder.contract import Encoder


class Remembered:
    """Another encoder's vectors, kept while this object lives."""

    def __init__(self, encoder: Encoder) -> None:
        """Keep the encoder that computes."""
        self._encoder = encoder
        self._rows = dict[str, Vectors]()
        self.name, self.width = encoder.name, encoder.width
        self.route, self.notice = encoder.route, encoder.notice

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text."""
        new = [text for text in dict.fromkeys(texts) if text not in self._rows]
        if new:
            self._rows.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._rows[text] for text in texts]) if texts else np.zeros((0, self.width), np.float32)
