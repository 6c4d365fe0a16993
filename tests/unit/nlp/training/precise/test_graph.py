"""The model in 8 bits computes what a BERT computes, and a text's answer never hangs on the others of its batch."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

from nlp.onnx import open_session
from nlp.training.precise.graph import write_bert
from tests.tiny_precise import HEADS, WIDTH, random_weights

PIECES, LAYERS = 40, 2
_ERF = np.vectorize(math.erf)


@pytest.fixture(scope="module")
def weights() -> dict[str, NDArray[np.float32]]:
    return random_weights(LAYERS, PIECES)


@pytest.fixture(scope="module")
def head() -> NDArray[np.float32]:
    return np.random.default_rng(1).normal(0.0, 1.0, (3, WIDTH)).astype(np.float32)


@pytest.fixture(scope="module")
def session(weights: dict[str, NDArray[np.float32]], head: NDArray[np.float32]) -> Any:
    model = write_bert(weights, head, np.array([0.5, -0.5, 0.0], np.float32), HEADS)
    return open_session(model, threads=1)


def reference(weights: dict[str, NDArray[np.float32]], ids: list[int]) -> NDArray[np.float64]:
    """Return the mean of the last states, in plain numpy."""

    def normed(x: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        spread = np.sqrt(x.var(-1, keepdims=True) + 1e-12)
        return (x - x.mean(-1, keepdims=True)) / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    def dense(x: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    x = weights["embeddings.word_embeddings.weight"][ids].astype(np.float64)
    x += weights["embeddings.position_embeddings.weight"][: len(ids)]
    x = normed(x + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        q, k, v = (
            dense(x, f"{name}.attention.self.{one}").reshape(len(ids), HEADS, -1).swapaxes(0, 1)
            for one in ("query", "key", "value")
        )
        scores = np.exp(q @ k.swapaxes(1, 2) / math.sqrt(WIDTH // HEADS))
        seen = (scores / scores.sum(-1, keepdims=True) @ v).swapaxes(0, 1).reshape(len(ids), WIDTH)
        x = normed(x + dense(seen, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm")
        wide = dense(x, f"{name}.intermediate.dense")
        wide = wide * 0.5 * (1 + _ERF(wide / math.sqrt(2)))
        x = normed(x + dense(wide, f"{name}.output.dense"), f"{name}.output.LayerNorm")
    return x.mean(0)


def run(session: Any, texts: list[list[int]]) -> NDArray[np.float32]:
    longest = max(map(len, texts))
    ids = np.array([text + [1] * (longest - len(text)) for text in texts])
    mask = np.array([[1] * len(text) + [0] * (longest - len(text)) for text in texts])
    logits: NDArray[np.float32] = session.run(["logits"], {"input_ids": ids, "attention_mask": mask})[0]
    return logits


def test_it_computes_a_bert(session: Any, weights: dict[str, NDArray[np.float32]], head: NDArray[np.float32]) -> None:
    random = np.random.default_rng(2)
    texts = [random.integers(0, PIECES, length).tolist() for length in (3, 9, 20, 33)]
    wanted = np.array([head @ reference(weights, text) + [0.5, -0.5, 0.0] for text in texts])
    found = run(session, texts)
    assert np.abs(found - wanted).max() < 0.05 * wanted.std()


def test_parts_of_the_pieces_sum_to_the_logits(
    weights: dict[str, NDArray[np.float32]], head: NDArray[np.float32]
) -> None:
    bias, center = np.array([0.5, -0.5, 0.0], np.float32), np.full(WIDTH, 0.3, np.float32)
    model = write_bert(weights, head, bias, HEADS, center)
    session = open_session(model, threads=1)
    ids, mask = np.array([[3, 8, 21, 1], [5, 9, 1, 1]]), np.array([[1, 1, 1, 1], [1, 1, 0, 0]])
    logits, parts = session.run(["logits", "parts"], {"input_ids": ids, "attention_mask": mask})
    assert np.allclose(parts.sum(1) + bias, logits, atol=1e-5)
    assert not parts[1, 2:].any()
    wanted = head @ (reference(weights, [5, 9]) - center) + bias
    assert np.abs(logits[1] - wanted).max() < 0.2


def test_a_text_does_not_hang_on_its_neighbours(session: Any) -> None:
    text, loud = [5, 9, 12, 7], [3, 39, 2, 2, 30, 31, 32]
    alone = run(session, [text])[0]
    assert np.abs(run(session, [text, loud])[0] - alone).max() < 1e-5
    assert np.array_equal(run(session, [loud[:4], text])[1], alone)


def test_a_missing_weight_is_an_error(weights: dict[str, NDArray[np.float32]], head: NDArray[np.float32]) -> None:
    part = {name: value for name, value in weights.items() if "layer.1.output.dense" not in name}
    with pytest.raises(KeyError):
        write_bert(part, head, np.zeros(3, np.float32), HEADS)
