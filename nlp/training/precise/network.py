"""The network: the encoder of a sentence-transformers folder, the mean over its pieces, one linear layer of outputs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from torch import Tensor, nn


class Network(nn.Module):
    """Texts as piece numbers in, one logit an output out."""

    def __init__(self, teacher: Path, outputs: int) -> None:
        super().__init__()
        from transformers import BertModel

        self.encoder: Any = BertModel.from_pretrained(teacher, add_pooling_layer=False)
        # The table of pieces stays as it is: words that no label shows keep their place beside those that do.
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(self.encoder.config.hidden_size, outputs)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return logits, texts x outputs."""
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        shown = attention_mask[:, :, None].to(states.dtype)
        mean = (states * shown).sum(1) / shown.sum(1).clamp(min=1.0)
        logits: Tensor = self.head(self.drop(mean).float())
        return logits
