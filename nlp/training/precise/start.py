"""Where fine-tuning begins: with a teacher as it comes, or with the transformer of a shipped version, read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer

from nlp.artefacts import Artefact
from nlp.training.precise.network import Network
from nlp.training.precise.read_back import Head, Rows, read_bert, read_head


class Start(NamedTuple):
    """The weights of a shipped version, the head of its outputs, and the tokenizer they go with."""

    weights: Mapping[str, Rows]
    head: Head
    outputs: Sequence[str]
    tokenizer: Tokenizer


def start_of(version: Artefact) -> Start:
    """Return what tuning can go on from. Raises: ValueError, KeyError when the version has no transformer of ours."""
    content = version.files["precise.onnx"]
    tokenizer = Tokenizer.from_buffer(version.files["precise.tokenizer.json"])
    return Start(read_bert(content), read_head(content), version.manifest["precise"]["outputs"], tokenizer)


def take(bert: Any, weights: Mapping[str, Rows]) -> None:
    """Put weights that were read back into a BertModel of their shape; its vocabulary becomes theirs.

    What they lack stays: the pooler, which nothing here asks.
    """
    bert.resize_token_embeddings(len(weights["embeddings.word_embeddings.weight"]), mean_resizing=False)
    bert.load_state_dict({name: torch.from_numpy(np.array(value)) for name, value in weights.items()}, strict=False)


def tokenizer_of(teacher: Path, shipped: Tokenizer | None) -> Tokenizer:
    """Return the shipped tokenizer or the teacher's; it cuts and pads nothing. Raises: Exception when there is none."""
    tokenizer = Tokenizer.from_file(str(teacher / "tokenizer.json")) if shipped is None else shipped
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def network_of(teacher: Path, outputs: Sequence[str], start: Start | None) -> Network:
    """Return a network with these outputs; the teacher lends its shape, and its weights where there is no `start`.

    A shipped head has hostility as one output, the sum of what the sets call so (nlp/training/precise/train.py): each
    of them begins with it.
    """
    network = Network(teacher, len(outputs))
    if start is None:
        return network
    take(network.encoder, start.weights)
    rows = [list(start.outputs).index(name.partition("@")[0]) for name in outputs]
    with torch.no_grad():
        network.head.weight.copy_(torch.from_numpy(start.head.weight[rows].copy()))
        network.head.bias.copy_(torch.from_numpy(start.head.bias[rows].copy()))
        network.center.copy_(torch.from_numpy(np.array(start.head.center).reshape(-1)))
    return network
