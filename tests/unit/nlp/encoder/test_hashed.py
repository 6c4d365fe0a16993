"""The encoder of last resort: rows of length 1, likeness of spelling, nothing that stops it."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.encoder.hashed import HashedEncoder

TEXTS = ["Gempa mengguncang Malang", "gempa guncang kota malang", "Harga cabai naik di pasar", ""]


@pytest.fixture(scope="module")
def encoder() -> HashedEncoder:
    return HashedEncoder()


def test_rows_have_length_one_and_the_empty_text_is_zero(encoder: HashedEncoder) -> None:
    rows = encoder.encode(TEXTS)
    assert rows.shape == (4, encoder.width)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 1, 1, 0], abs=1e-6)


def test_same_words_are_nearer_than_others(encoder: HashedEncoder) -> None:
    first, second, third, _ = encoder.encode(TEXTS)
    assert first @ second > first @ third + 0.2


@pytest.mark.parametrize("text", [" \n\t ", "\u200b\u202e", "🔥" * 20_000, "a" * 50_000, "x y " * 12_500, "\ud800"])
def test_odd_texts_give_a_row(encoder: HashedEncoder, text: str) -> None:
    row = encoder.encode([text])
    assert row.shape == (1, encoder.width)
    assert np.isfinite(row).all()


def test_no_texts_no_rows(encoder: HashedEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.width)
