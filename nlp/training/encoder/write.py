"""Lays out trained encoders: a standard sentence-transformers folder, and the transformer as ONNX."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save as save_tensors
from tokenizers import Tokenizer

from nlp.artefacts import load_version
from nlp.encoder.contract import Encoder
from nlp.encoder.precise import read_precise
from nlp.encoder.static import read_static

#: The names by which sentence-transformers 3 to 6 find the modules.
_MODULES = (("", "StaticEmbedding"), ("1_Normalize", "Normalize"))


def static_files(tokenizer: Tokenizer, table: NDArray[np.float32]) -> dict[str, bytes]:
    """Return the files of a StaticEmbedding model with unit length, by their names in the folder."""
    modules = [
        {"idx": n, "name": str(n), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for n, (path, kind) in enumerate(_MODULES)
    ]
    return {
        "modules.json": _json(modules),
        "config_sentence_transformers.json": _json({"prompts": {}, "similarity_fn_name": "cosine"}),
        "tokenizer.json": tokenizer.to_str().encode("utf-8"),
        "model.safetensors": save_tensors({"embedding.weight": np.ascontiguousarray(table, np.float32)}),
        "1_Normalize/config.json": _json({}),
    }


def transformer_files(
    tokenizer: Tokenizer, weights: Mapping[str, NDArray[np.float32]], heads: int, write: Callable[..., bytes]
) -> dict[str, bytes]:
    """Return the tokenizer and the transformer as ONNX; `write` is nlp.training.precise.graph.write_bert.

    The head is the identity: what comes out is the mean over the pieces.
    """
    width = weights["embeddings.LayerNorm.weight"].shape[0]
    model = write(weights, np.eye(width, dtype=np.float32), np.zeros(width, np.float32), heads)
    return {"model.onnx": model, "tokenizer.json": tokenizer.to_str().encode("utf-8")}


def opened(folder: Path) -> Encoder:
    """Open a version just written, whichever of the two it is. Raises: ArtefactError."""
    artefact = load_version(folder)
    return read_precise(artefact, threads=2) if "model.onnx" in artefact.files else read_static(artefact)


def _json(content: Any) -> bytes:
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode("utf-8")
