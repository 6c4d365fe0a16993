"""Exports the trained network for serving without torch: ONNX, weights in 8 bits, and the tokenizer beside it."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch

from nlp.training.precise.network import Network

OPSET = 17


def merge_heads(network: Network, outputs: Sequence[str], merged: Mapping[str, Mapping[str, float]]) -> Network:
    """Make each output of `merged` the weighted sum of the named outputs, then drop those with a set's own definition.

    Sums of linear layers are a linear layer, so serving pays nothing for it.
    """
    column = {name: i for i, name in enumerate(outputs)}
    kept = [name for name in outputs if "@" not in name]
    shares = torch.zeros(len(kept), len(outputs))
    for row, name in enumerate(kept):
        for source, share in merged.get(name, {name: 1.0}).items():
            shares[row, column[source]] = share
    head = torch.nn.Linear(network.head.in_features, len(kept))
    with torch.no_grad():
        head.weight.copy_(shares @ network.head.weight)
        head.bias.copy_(shares @ network.head.bias)
    network.head = head
    return network


def export(network: Network, teacher: Path, longest: int) -> dict[str, bytes]:
    """Return `precise.onnx` (int8) and `precise.tokenizer.json`.

    Raises: ImportError without the training extra (onnx, onnxruntime).
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(teacher / "tokenizer.json"))
    tokenizer.enable_truncation(longest)
    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder) / "plain.onnx", Path(folder) / "small.onnx"
        example = (torch.ones(2, 8, dtype=torch.long), torch.ones(2, 8, dtype=torch.long))
        axes = {0: "texts", 1: "pieces"}
        torch.onnx.export(
            network.eval(),
            example,
            str(plain),
            input_names=["input_ids", "attention_mask"],
            output_names=["logits"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "logits": {0: "texts"}},
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(plain, small, weight_type=QuantType.QInt8, per_channel=True)
        return {"precise.onnx": small.read_bytes(), "precise.tokenizer.json": tokenizer.to_str().encode("utf-8")}
