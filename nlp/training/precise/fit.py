"""Fine-tunes the network on the rows, epoch by epoch, with the processor's bfloat16 where it has it."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn.functional import binary_cross_entropy_with_logits

from nlp.training.floats import autocast
from nlp.training.padding import padded
from nlp.training.precise.network import Network
from nlp.training.precise.rows import SHOWN, Rows, draw

#: Longest gradient; the loss is a sum over some twenty outputs.
CLIP = 4.0
Say = Callable[[str], object]
Numbers = NDArray[np.int64]
Pieces = list[list[int]]  #: the piece numbers of each text


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the fit depends on besides the rows."""

    #: The shipped version saw as many rows as ten hold, in six runs (docs/training.md); one run of ten is not measured.
    epochs: int = 10
    rate: float = 1.2e-4
    head_rate: float = 2e-3
    warm_up: float = 0.05
    longest: int = 128  #: pieces read of a text
    batch: int = 16  #: with 32 the rare outputs are learned in twice as many epochs
    #: Each step moves the shipped weights this part towards the trained ones: their average is steadier than the last.
    follow: float = 0.006
    sample: int = 1500  #: texts that tell where their means lie
    seed: int = 7
    #: Lowest layers that stay as they are, the embeddings with them and nothing dropped between; None: all are trained.
    held_layers: int | None = None
    shown: Mapping[str, int] = field(default_factory=lambda: SHOWN)  #: rows of the large sets in one epoch


#: To go on from a version that has seen most rows many times: new rows that something holds for once, fewer others.
#: With 2,000 rows of hate ibrohim2019 and netifier lost .03 and .05 to the new labels (2026-11-29).
FURTHER = Recipe(
    epochs=1,
    rate=6e-5,
    head_rate=6e-4,
    follow=0.004,
    held_layers=4,
    shown=SHOWN | {"labels": 2000, "annotated": 18000, "weak": 300, "frames": 400},
)


def fit(network: Network, pieces: Pieces, rows: Rows, train: Numbers, recipe: Recipe, say: Say) -> Network:
    """Return the network trained on the rows numbered `train`; the one given is trained too and steadied into it."""
    torch.manual_seed(recipe.seed)
    if recipe.held_layers is not None:
        network.hold(recipe.held_layers)
    random = np.random.default_rng(recipe.seed)
    sample = random.choice(train, min(len(train), recipe.sample), False).tolist()
    network.standardise(means(network, [pieces[i] for i in sample]))
    kept = copy.deepcopy(network).eval()
    epochs = [
        list(_batches(draw(rows, train, random, recipe.shown), pieces, recipe.batch, random))
        for _ in range(recipe.epochs)
    ]
    steps = sum(map(len, epochs))
    optimiser = _optimiser(network, recipe)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step / steps, recipe.warm_up))
    started, done = time.monotonic(), 0
    for number, batches in enumerate(epochs, start=1):
        network.train()
        losses = []
        for batch in batches:
            losses.append(_step(network, rows, pieces, batch, optimiser))
            schedule.step()
            done += 1
            _follow(kept, network, max(recipe.follow, 1.0 / done))
            if done % 50 == 0:
                say(f"step {done}/{steps}, loss {np.mean(losses[-50:]):.4f}, {time.monotonic() - started:.0f} s")
        say(f"epoch {number}: loss {np.mean(losses):.4f}")
    return kept


def encode(tokenizer: Tokenizer, texts: list[str], longest: int) -> Pieces:
    """Return the piece numbers of each text, cut to `longest`."""
    tokenizer.enable_truncation(longest)
    return [encoding.ids for encoding in tokenizer.encode_batch(texts)]


def logits(network: Network, pieces: Pieces, batch: int = 64) -> NDArray[np.float32]:
    """Return the logits of all texts, in their order."""
    network.eval()
    order = np.argsort([len(one) for one in pieces], kind="stable")
    found = np.zeros((len(pieces), network.head.out_features), dtype=np.float32)
    with torch.no_grad():
        for start in range(0, len(order), batch):
            some = order[start : start + batch]
            with autocast():
                found[some] = network(*_padded(network, [pieces[i] for i in some.tolist()])).float().numpy()
    return found


def means(network: Network, pieces: Pieces, batch: int = 64) -> torch.Tensor:
    """Return the mean over the pieces of each text, in the order of their lengths."""
    network.eval()
    ordered = sorted(pieces, key=len)
    with torch.no_grad(), autocast():
        found = [
            network.mean(*_padded(network, ordered[start : start + batch])) for start in range(0, len(ordered), batch)
        ]
    return torch.cat(found)


def _padded(network: Network, pieces: Pieces) -> tuple[torch.Tensor, torch.Tensor]:
    return padded(pieces, int(network.encoder.config.pad_token_id))


def _step(network: Network, rows: Rows, pieces: Pieces, batch: Numbers, optimiser: Any) -> float:
    """Learn from one batch; outputs that a row does not know do not count."""
    ids, shown = _padded(network, [pieces[i] for i in batch.tolist()])
    targets = torch.from_numpy(rows.targets[batch])
    known = ~targets.isnan()
    weights = torch.from_numpy(rows.weights[batch])[:, None] * known
    with autocast():
        answer = network(ids, shown)
    each = binary_cross_entropy_with_logits(answer.float(), targets.nan_to_num(0.0), reduction="none")
    loss = (each * weights).sum() / len(batch)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    return float(loss.detach())


def _batches(chosen: Numbers, pieces: Pieces, size: int, random: np.random.Generator) -> Iterator[Numbers]:
    """Yield shuffled batches of texts of similar length: less padding, a third of the time."""
    noise = random.uniform(0.85, 1.15, len(chosen))
    order = chosen[np.argsort(np.array([len(pieces[i]) for i in chosen.tolist()]) * noise)]
    groups = [order[start : start + size] for start in range(0, len(order), size)]
    yield from (groups[i] for i in random.permutation(len(groups)).tolist())


def _optimiser(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    body = [p for name, p in network.named_parameters() if p.requires_grad and not name.startswith("head")]
    return torch.optim.AdamW(
        [{"params": body, "lr": recipe.rate}, {"params": network.head.parameters(), "lr": recipe.head_rate}],
        weight_decay=0.01,
        fused=True,
    )


def _rate(done: float, warm_up: float) -> float:
    return done / warm_up if done < warm_up else 0.5 * (1.0 + math.cos(math.pi * (done - warm_up) / (1.0 - warm_up)))


@torch.no_grad()
def _follow(kept: Network, network: Network, part: float) -> None:
    for old, new in zip(kept.parameters(), network.parameters(), strict=True):
        if new.requires_grad:
            old.lerp_(new, part)
