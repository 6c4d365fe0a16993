"""The words shown as evidence."""

from __future__ import annotations

import numpy as np

from nlp.categories.evidence import _runs, function_words
from nlp.categories.identities import mask
from nlp.text.normalise import normalise
from nlp.text.tokens import tokenise


def test_words_without_matter_never_stand_alone() -> None:
    text = normalise("yang surat suara dan tercoblos itu")
    tokens = tokenise(text)
    shares = np.array([1.0 if t.form in ("yang", "surat", "suara", "itu") else 0.0 for t in tokens], np.float32)
    found = [text.text[start:end] for _, start, end in _runs(tokens, shares)]
    assert found == ["yang surat suara"]


def test_how_far_a_mark_pushed_is_no_bar_for_words() -> None:
    text = normalise("LGBT tuh virus")
    tokens = mask(tokenise(text))
    found = [text.text[start:end] for _, start, end in _runs(tokens, np.array([9.0, 0.5, 1.0], np.float32))]
    assert [token.form for token in tokens] == ["<id>", "tuh", "virus"]
    assert found == ["virus"]


def test_where_words_without_matter_pushed_furthest_the_strongest_other_is_shown() -> None:
    text = normalise("kami harus usir dia")
    shares = np.array([0.0, 9.0, 1.0, 0.5], np.float32)
    found = [text.text[start:end] for _, start, end in _runs(tokenise(text), shares)]
    assert found == ["usir"]


def test_nothing_that_pushed_is_nothing_to_show() -> None:
    tokens = tokenise(normalise("usir dia"))
    assert not list(_runs(tokens, np.array([-1.0, 0.0], np.float32)))


def test_function_words_are_no_matter() -> None:
    assert {"yang", "yg", "ini"} <= function_words()
    assert not {"surat", "suara", "politik", "agama", "hoaks"} & function_words()
