"""A transformer of a few kilobytes for tests: random, or one whose logits hang on single words as the test says."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.manifests import change_manifest

WIDTH, HEADS, PLACES = 16, 2, 128
SCALE = {"slope": 1.0, "intercept": -1.0, "yes_from": 1.0, "unsure_from": 0.5}


def random_weights(layers: int, pieces: int, seed: int = 0) -> dict[str, NDArray[np.float32]]:
    """Return weights of a BERT by the names that transformers gives them."""
    random = np.random.default_rng(seed)

    def drawn(*shape: int) -> NDArray[np.float32]:
        return random.normal(0.0, 0.3, shape).astype(np.float32)

    weights = {
        "embeddings.word_embeddings.weight": drawn(pieces, WIDTH),
        "embeddings.position_embeddings.weight": drawn(PLACES, WIDTH) / 10,
        "embeddings.token_type_embeddings.weight": drawn(2, WIDTH) / 10,
    }
    norms = ["embeddings.LayerNorm"]
    for layer in range(layers):
        name = f"encoder.layer.{layer}"
        for dense in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
            weights |= {f"{name}.{dense}.weight": drawn(WIDTH, WIDTH), f"{name}.{dense}.bias": drawn(WIDTH)}
        for dense, shape in (("intermediate", (2 * WIDTH, WIDTH)), ("output", (WIDTH, 2 * WIDTH))):
            weights |= {f"{name}.{dense}.dense.weight": drawn(*shape), f"{name}.{dense}.dense.bias": drawn(shape[0])}
        norms += [f"{name}.attention.output.LayerNorm", f"{name}.output.LayerNorm"]
    for norm in norms:
        weights |= {f"{norm}.weight": 1 + drawn(WIDTH) / 10, f"{norm}.bias": drawn(WIDTH) / 10}
    return weights


def word_files(
    words: Sequence[str], outputs: Sequence[str], pushes: Mapping[str, Mapping[str, float]]
) -> dict[str, bytes]:
    """Return model and tokenizer where each word of an output's `pushes` moves its logit, less in longer texts."""
    from nlp.training.precise.graph import write_bert

    width = 2 * len(words) + 2
    weights = {
        "embeddings.word_embeddings.weight": np.zeros((len(words) + 3, width), np.float32),
        "embeddings.position_embeddings.weight": np.zeros((PLACES, width), np.float32),
        "embeddings.token_type_embeddings.weight": np.zeros((2, width), np.float32),
        "embeddings.LayerNorm.weight": np.ones(width, np.float32),
        "embeddings.LayerNorm.bias": np.zeros(width, np.float32),
    }
    for i in range(len(words)):  # one place up and one down: the norm leaves them in place
        weights["embeddings.word_embeddings.weight"][i + 3, [2 * i, 2 * i + 1]] = 1.0, -1.0
    head = np.zeros((len(outputs), width), np.float32)
    for output, moved in pushes.items():
        for word, push in moved.items():
            head[outputs.index(output), 2 * words.index(word)] = push
    model = write_bert(weights, head, np.zeros(len(outputs), np.float32), 1, np.zeros(width, np.float32))
    return {"precise.onnx": model, "precise.tokenizer.json": tokenizer(words)}


def random_files(words: Sequence[str], outputs: Sequence[str]) -> dict[str, bytes]:
    """Return a random model of two layers and its tokenizer."""
    from nlp.training.precise.graph import write_bert

    head = np.random.default_rng(1).normal(0.0, 0.2, (len(outputs), WIDTH)).astype(np.float32)
    bias, center = np.zeros(len(outputs), np.float32), np.full(WIDTH, 0.1, np.float32)
    model = write_bert(random_weights(2, len(words) + 3), head, bias, HEADS, center)
    return {"precise.onnx": model, "precise.tokenizer.json": tokenizer(words)}


def tokenizer(words: Sequence[str]) -> bytes:
    """Return a tokenizer of whole words."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    numbers = {name: i for i, name in enumerate(("<s>", "<pad>", "<unk>", *words))}
    made = Tokenizer(models.WordLevel(numbers, "<unk>"))
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return str(made.to_str()).encode()


def add_precise(folder: Path, files: Mapping[str, bytes], outputs: Sequence[str], **changes: Any) -> None:
    """Add the files and their manifest entry to a version folder; both stages count alike."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    mix = {"linear": 0.5, "precise": 0.5, "bias": 0.0}
    entry = {
        "outputs": list(outputs),
        "max_pieces": 128,
        "mix": {output: {"news": mix, "post": mix} for output in outputs},
        "scales": {output: {"news": SCALE, "post": SCALE} for output in outputs},
    } | changes
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    change_manifest(folder, lambda manifest: manifest.update(precise=entry, files={**manifest["files"], **sums}))
