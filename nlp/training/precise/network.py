"""The network: the encoder of a sentence-transformers folder, the mean over its pieces, one linear layer of outputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from nlp.training.padding import mean_over


class Network(nn.Module):
    """Texts as piece numbers in, one logit an output out."""

    center: Tensor
    spread: Tensor

    def __init__(self, teacher: Path, outputs: int) -> None:
        super().__init__()
        from transformers import BertModel

        self.encoder: Any = BertModel.from_pretrained(teacher, add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        #: Where the means of texts lie and how far they spread. The teacher's lie close together (cosine about .8), and
        #: a layer that sees them as they are learns the rare outputs too slowly.
        self.register_buffer("center", torch.zeros(width))
        self.register_buffer("spread", torch.ones(width))
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(self.encoder.config.hidden_size, outputs)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return logits, texts x outputs."""
        mean = self.mean(input_ids, attention_mask)
        logits: Tensor = self.head(self.drop((mean - self.center) / self.spread))
        return logits

    def mean(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return the mean over the pieces of each text, texts x width."""
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state.float()
        return mean_over(states, attention_mask)

    def hold(self, layers: int) -> None:
        """Keep the embeddings and the lowest layers as they are, and drop nothing within the encoder."""
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:layers]):
            part.requires_grad_(False)
        for module in self.encoder.modules():
            if isinstance(module, nn.Dropout):
                module.p = 0.0

    @torch.no_grad()
    def standardise(self, means: Tensor) -> None:
        """Let the layer of outputs see texts around 0 with spread 1, its answers unchanged."""
        center, spread = means.mean(0), means.std(0).clamp(min=1e-3)
        self.head.bias.add_(self.head.weight @ ((center - self.center) / self.spread))
        self.head.weight.mul_(spread / self.spread)
        self.center.copy_(center)
        self.spread.copy_(spread)
