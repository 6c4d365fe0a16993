"""Serving and training compute the same numbers from the same words."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn")

from nlp.categories.features import Featuriser
from nlp.training.matrix import count, inverse_frequencies, weigh

TEXTS = [
    (["bupati", "luwu"], ["rapat", "pemilu", "di", "luwu", "luwu"], "news"),
    ([], ["orang", "ini", "bohong", "<!>"], "post"),
    ([], ["rapat", "pemilu", "bohong"], "post"),
    (["pemilu"], [], "news"),
]


def test_serving_equals_training() -> None:
    counts = count(TEXTS, 1, 1)
    idf = inverse_frequencies(counts, np.ones(len(TEXTS), dtype=bool), 1, 1)
    matrix = weigh(counts, idf).toarray()
    featuriser = Featuriser(counts.names, idf)
    for row, (title, text, kind) in enumerate(TEXTS):
        found = featuriser(title, text, kind)
        dense = np.zeros(len(counts.names))
        np.add.at(dense, found.ids, found.values)
        assert np.allclose(dense, matrix[row], atol=1e-5)
        names = [counts.names[i] for i in found.ids.tolist()]
        assert [name[0] == "#" for name in names] == [False] * found.words + [True] * (len(names) - found.words)
        assert dict(zip(names, found.times.tolist(), strict=True)).get("luwu", 0) == [*title, *text].count("luwu")


def test_unknown_words_give_no_features() -> None:
    featuriser = Featuriser(["luwu"], np.ones(1, np.float32))
    found = featuriser([], ["zzz"], "post")
    assert (len(found.ids), len(found.values), found.words) == (0, 0, 0)
