"""Exports the trained network for serving without torch: ONNX in 8 bits, and the tokenizer beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from tokenizers import Tokenizer

from nlp.training.precise.graph import write_bert
from nlp.training.precise.network import Network


def export(
    network: Network,
    tokenizer: Tokenizer,
    outputs: Sequence[str],
    merged: Mapping[str, Mapping[str, float]],
    longest: int,
) -> dict[str, bytes]:
    """Return `precise.onnx` and `precise.tokenizer.json`, with the outputs whose names have no `@`.

    Each output of `merged` becomes the weighted sum of the named ones: sums of linear layers are a linear layer, so
    serving pays nothing for it. The standardising of means goes into that layer too.
    """
    tokenizer.enable_truncation(longest)
    kept = [name for name in outputs if "@" not in name]
    shares = np.zeros((len(kept), len(outputs)), np.float32)
    for row, name in enumerate(kept):
        for source, share in merged.get(name, {name: 1.0}).items():
            shares[row, list(outputs).index(source)] = share
    weights = {name: value.detach().float().numpy() for name, value in network.encoder.state_dict().items()}
    center, spread = network.center.numpy(), network.spread.numpy()
    head = (shares @ network.head.weight.detach().numpy() / spread).astype(np.float32)
    bias = (shares @ network.head.bias.detach().numpy()).astype(np.float32)
    heads = int(network.encoder.config.num_attention_heads)
    content = write_bert(weights, head, bias, heads, center.astype(np.float32))
    return {"precise.onnx": content, "precise.tokenizer.json": tokenizer.to_str().encode("utf-8")}
