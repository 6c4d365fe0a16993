"""Reads a model that `graph.write_bert` wrote back to weights in 32 bits: tuning can go on from one that ships."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

Rows = NDArray[np.float32]
Constants = Mapping[str, NDArray[Any]]
_T = TypeVar("_T")


class Head(NamedTuple):
    """The linear layer on top: `weight`, outputs x width, and `bias`; `center` is taken from each state before it."""

    weight: Rows
    bias: Rows
    center: Rows


def read_bert(content: bytes) -> dict[str, Rows]:
    """Return the weights by the names of transformers' BertModel, without the head on top.

    Each weight is what its 8 bits stand for. The two token types are zeros: their row was added to the positions.

    Raises: ValueError when the content is no such model.
    """
    return _read(content, _weights)


def read_head(content: bytes) -> Head:
    """Return the head of a model that has a center. Raises: ValueError when the content is no such model."""
    return _read(content, lambda known: Head(known["head"].T, known["head_bias"], known["center"]))


def _read(content: bytes, made: Callable[[Constants], _T]) -> _T:
    try:
        graph = onnx.load_from_string(content).graph
        return made({one.name: numpy_helper.to_array(one) for one in graph.initializer})
    except Exception as error:  # onnx raises protobuf's DecodeError, which no other package names
        raise ValueError(f"not a model written by Suar: {error!r}") from error


def _weights(known: Constants) -> dict[str, Rows]:
    places = known["places"]
    found = {
        "embeddings.word_embeddings.weight": known["pieces"].astype(np.float32) * known["pieces_scale"],
        "embeddings.position_embeddings.weight": places,
        "embeddings.token_type_embeddings.weight": np.zeros((2, places.shape[1]), np.float32),
        **_norm(known, "embeddings", "embeddings.LayerNorm"),
    }
    layer = 0
    while f"layer_{layer}_qkv" in known:
        found |= {f"encoder.layer.{layer}.{name}": value for name, value in _layer(known, f"layer_{layer}").items()}
        layer += 1
    return found


def _layer(known: Constants, layer: str) -> dict[str, Rows]:
    together, added = _dense(known, f"{layer}_qkv")
    parts = zip(("query", "key", "value"), np.split(together, 3), np.split(added, 3), strict=True)
    found: dict[str, Rows] = {}
    for name, weight, bias in parts:
        found |= {f"attention.self.{name}.weight": weight, f"attention.self.{name}.bias": bias}
    for short, name in (("out", "attention.output"), ("up", "intermediate"), ("down", "output")):
        found[f"{name}.dense.weight"], found[f"{name}.dense.bias"] = _dense(known, f"{layer}_{short}")
    return {
        **found,
        **_norm(known, f"{layer}_a", "attention.output.LayerNorm"),
        **_norm(known, f"{layer}_b", "output.LayerNorm"),
    }


def _dense(known: Constants, name: str) -> tuple[Rows, Rows]:
    """Return the weight, outputs x inputs, and the bias."""
    weight = (known[name].astype(np.float32) * known[f"{name}_scale"]).T
    return np.ascontiguousarray(weight), known[f"{name}_bias"]


def _norm(known: Constants, name: str, layer: str) -> dict[str, Rows]:
    return {f"{layer}.{part}": known[f"{name}_{part}"] for part in ("weight", "bias")}
