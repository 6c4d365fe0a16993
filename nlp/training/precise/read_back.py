"""Reads a model that `graph.write_bert` wrote back to weights in 32 bits: tuning can go on from one that ships."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

Rows = NDArray[np.float32]
Constants = Mapping[str, NDArray[Any]]

_SPLIT = "shape_0_0_3_"  #: begins the name of the shape into which queries, keys and values are split


def read_bert(content: bytes) -> tuple[dict[str, Rows], int]:
    """Return the weights by the names of transformers' BertModel, and the number of attention heads; no head on top.

    Each weight is what its 8 bits stand for. The two token types are zeros: their row was added to the positions.

    Raises: ValueError when the content is no such model.
    """
    try:
        graph = onnx.load_from_string(content).graph
        known = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        heads = next(int(name.split("_")[4]) for name in known if name.startswith(_SPLIT))
        return _weights(known), heads
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
