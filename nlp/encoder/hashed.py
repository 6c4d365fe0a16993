"""The encoder of last resort: pieces of words hashed into a row of numbers. Needs no artefact, knows no meaning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nlp.encoder.contract import Vectors, decodable, unit_rows

_WIDTH = 512


class HashedEncoder:
    """Likeness of spelling: pieces of 3 to 5 characters within words, counted in 512 signed buckets."""

    name = f"hashed-char-{_WIDTH}"
    width = _WIDTH
    route = "hashed pieces of words (scikit-learn), without a model"

    def __init__(self, notice: str = "") -> None:
        from sklearn.feature_extraction.text import HashingVectorizer

        self.notice = notice
        self._pieces = HashingVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), n_features=_WIDTH, norm=None, dtype=np.float32
        )

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text, of length 1; a text without a letter gives a row of zeros."""
        if not texts:
            return np.zeros((0, _WIDTH), np.float32)
        counts: Vectors = self._pieces.transform([decodable(text) for text in texts]).toarray()
        np.copyto(counts, np.sign(counts) * np.sqrt(np.abs(counts)))  # a word said ten times is not ten words
        return unit_rows(counts)
