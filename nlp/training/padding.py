"""What both transformers do with the pieces of texts: pad them to a batch, and take the mean over those shown."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor


def padded(pieces: Sequence[Sequence[int]], padding: int) -> tuple[Tensor, Tensor]:
    """Return the piece numbers and which of them are shown, texts x longest."""
    longest = max(map(len, pieces))
    ids = torch.full((len(pieces), longest), padding, dtype=torch.long)
    shown = torch.zeros((len(pieces), longest), dtype=torch.long)
    for row, one in enumerate(pieces):
        ids[row, : len(one)] = torch.tensor(one)
        shown[row, : len(one)] = 1
    return ids, shown


def mean_over(states: Tensor, shown: Tensor) -> Tensor:
    """Return the mean over the shown pieces of each text, texts x width."""
    weight = shown[:, :, None].to(states.dtype)
    mean: Tensor = (states * weight).sum(1) / weight.sum(1).clamp(min=1.0)
    return mean
