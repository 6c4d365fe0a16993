"""What was written in 8 bits can be read back, and written again it is the same to the byte."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("onnx")

from nlp.training.precise.graph import write_bert
from nlp.training.precise.read_back import read_bert, read_head
from tests.tiny_precise import HEADS, WIDTH, random_weights

HEAD, BIAS = np.ones((2, WIDTH), np.float32), np.zeros(2, np.float32)


def test_every_weight_comes_back_as_its_8_bits_have_it() -> None:
    weights = random_weights(2, 40)
    found = read_bert(write_bert(weights, HEAD, BIAS, HEADS))
    assert set(found) == set(weights)
    places = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][:1]
    assert np.array_equal(found["embeddings.position_embeddings.weight"], places)
    for name in set(weights) - {"embeddings.position_embeddings.weight", "embeddings.token_type_embeddings.weight"}:
        assert found[name].shape == weights[name].shape
        largest = np.abs(weights[name]).max(axis=-1, keepdims=True)
        assert (np.abs(found[name] - weights[name]) <= largest / 127 / 2 + 1e-6).all(), name


def test_writing_it_again_changes_nothing() -> None:
    content = write_bert(random_weights(2, 40), HEAD, BIAS, HEADS)
    weights = read_bert(content)
    again = read_bert(write_bert(weights, HEAD, BIAS, HEADS))
    assert all(np.allclose(again[name], value, rtol=1e-6) for name, value in weights.items())


def test_the_head_comes_back_with_its_center() -> None:
    head = np.arange(2 * WIDTH, dtype=np.float32).reshape(2, WIDTH)
    bias, center = np.array([1.0, -1.0], np.float32), np.full(WIDTH, 0.5, np.float32)
    found = read_head(write_bert(random_weights(1, 40), head, bias, HEADS, center))
    assert np.array_equal(found.weight, head)
    assert np.array_equal(found.bias, bias)
    assert np.array_equal(found.center, center)


@pytest.mark.parametrize("content", [b"", b"no model", b"\x08\x08"])
def test_what_is_no_such_model_is_refused(content: bytes) -> None:
    for read in (read_bert, read_head):
        with pytest.raises(ValueError, match="not a model written by Suar"):
            read(content)
