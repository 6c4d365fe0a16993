"""The training texts as a sparse matrix of the same features that serving computes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from nlp.categories.features import PIECE_WEIGHT, TITLE, word_features
from nlp.categories.pieces import PIECE, pieces
from nlp.categories.politics import bears_a_name

Text = tuple[Sequence[str], Sequence[str], str]  #: words of the title, words of the text, kind
Rows = NDArray[np.bool_]
Matrix = Any  #: scipy.sparse.csr_matrix; its stubs do not know the operations used here


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each feature stands in each text, as 1 + log count; words before pieces."""

    names: list[str]
    matrix: Matrix
    words: int  #: how many of the names are word features
    blind: Rows  #: which of the names an output may be told not to weigh (nlp/categories/politics.py)


def count(texts: Sequence[Text], least_words: int, least_pieces: int) -> Counts:
    """Count the features that stand in at least so many texts."""
    ready: dict[str, tuple[str, ...]] = {}
    counted = [_count_one(text, ready) for text in texts]
    frequencies: Counter[str] = Counter()
    for counts in counted:
        frequencies.update(counts.keys())
    kept = [name for name, n in frequencies.items() if n >= (least_pieces if name[0] == PIECE else least_words)]
    names = sorted(kept, key=lambda name: (name[0] == PIECE, name))
    index = {name: i for i, name in enumerate(names)}
    rows, columns, values = [], [], []
    for row, counts in enumerate(counted):
        for name, n in counts.items():
            if (column := index.get(name)) is not None:
                rows.append(row)
                columns.append(column)
                values.append(n)
    data = (1.0 + np.log(np.array(values, dtype=np.float32))).astype(np.float32)
    matrix = sparse.csr_matrix((data, (rows, columns)), shape=(len(texts), len(names)))
    return Counts(
        names, matrix, sum(name[0] != PIECE for name in names), np.array([*map(_is_named, names)], dtype=bool)
    )


def _is_named(feature: str) -> bool:
    return feature[0] != PIECE and bears_a_name(feature.removeprefix(TITLE))


def _count_one(text: Text, ready: dict[str, tuple[str, ...]]) -> Counter[str]:
    title, words, kind = text
    counts = Counter(word_features(title, words, kind))
    for word in (*title, *words):
        if word not in ready:
            ready[word] = tuple(pieces(word))
        counts.update(ready[word])
    return counts


def inverse_frequencies(counts: Counts, rows: Rows, least_words: int, least_pieces: int) -> NDArray[np.float32]:
    """Return the idf of each feature in those rows; 0 for one that stands in too few of them."""
    frequency = np.asarray((counts.matrix[rows] > 0).sum(axis=0)).ravel()
    least = np.where(np.arange(len(counts.names)) < counts.words, least_words, least_pieces)
    idf = np.log((1.0 + rows.sum()) / (1.0 + frequency)) + 1.0
    return np.where(frequency >= least, idf, 0.0).astype(np.float32)


def weigh(counts: Counts, idf: NDArray[np.float32]) -> Matrix:
    """Return the values of the features: idf applied, words to length 1, pieces to length PIECE_WEIGHT."""
    weighted = counts.matrix.multiply(idf).tocsr()
    blocks = [weighted[:, : counts.words], weighted[:, counts.words :]]
    scaled = []
    for block, length in zip(blocks, (1.0, PIECE_WEIGHT), strict=True):
        norms = np.sqrt(np.asarray(block.multiply(block).sum(axis=1)).ravel())
        scaled.append(sparse.diags(length / np.where(norms > 0, norms, 1.0)) @ block)
    return sparse.hstack(scaled).tocsr().astype(np.float32)
