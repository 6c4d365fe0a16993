"""The words shown as evidence."""

from __future__ import annotations

import numpy as np

from nlp.categories.evidence import _runs, function_words
from nlp.text.normalise import normalise
from nlp.text.tokens import tokenise


def test_words_without_matter_never_stand_alone() -> None:
    text = normalise("yang surat suara dan tercoblos itu")
    tokens = tokenise(text)
    shares = np.array([1.0 if t.form in ("yang", "surat", "suara", "itu") else 0.0 for t in tokens], np.float32)
    found = [text.text[start:end] for _, start, end in _runs(tokens, shares)]
    assert found == ["yang surat suara"]


def test_function_words_are_no_matter() -> None:
    assert {"yang", "yg", "ini"} <= function_words()
    assert not {"surat", "suara", "politik", "agama", "hoaks"} & function_words()
