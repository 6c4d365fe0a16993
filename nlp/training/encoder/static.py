"""Distils the static encoder: teacher's vectors of the word pieces, reduced and weighted, then tuned on the pairs.

The loss is MultipleNegativesRanking on the pairs with hard negatives; with `teacher_share` the distance between the
teacher's likenesses within a batch and the student's is added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import kl_div, log_softmax, softmax

from nlp.training.encoder.pairs import Pair

Say = Callable[[str], object]
Rows = NDArray[np.float32]
Ids = list[NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the result depends on besides the data."""

    pieces: int = 40_000
    width: int = 176  #: 40,000 x 176 numbers of 32 bits are 28 MB
    own_part: float = 0.6  #: how much of a piece's vector is its own, beside what the teacher says of it
    commonness: float = 1e-4  #: a in the weight a / (a + share of the piece), Arora et al. 2017
    epochs: int = 6
    batch: int = 512
    rate: float = 2e-3
    scale: float = 20.0
    teacher_scale: float = 20.0  #: of the likenesses that are compared
    #: How much the teacher's likenesses count beside the pairs. 1.0 with a transformer tuned for 150 steps: fused MRR
    #: .752 in place of .757 on the 544 messages that were kept out (2026-11-28); try again with a better one.
    teacher_share: float = 0.0
    longest: int = 128  #: pieces of a text that are read in training
    seed: int = 7


def first_table(vectors: Rows, counts: NDArray[np.int64], recipe: Recipe) -> Rows:
    """Return the teacher's vectors on their main axes, spread evenly over them, weighted by how seldom a piece is.

    Each piece gets a random part of its own: names and numbers must not be alike because all are names and numbers.
    """
    centred = vectors - vectors.mean(axis=0)
    spread, axes = np.linalg.eigh(centred.T @ centred / len(centred))
    main = slice(None, -recipe.width - 1, -1)
    table = _unit(centred @ axes[:, main] / np.sqrt(np.maximum(spread[main], 1e-9)))
    own = np.random.default_rng(recipe.seed).normal(size=table.shape) / np.sqrt(recipe.width)
    table = _unit(table + recipe.own_part * own)
    share = (counts + 1) / counts.sum()
    table *= (recipe.commonness / (recipe.commonness + share))[:, None]
    table[:2] = 0  # padding and unknown stand for nothing
    return np.ascontiguousarray(table, np.float32)


def _unit(rows: Rows) -> Rows:
    found: Rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return found


@dataclass(frozen=True, slots=True)
class Likeness:
    """Texts with the vectors that a better model gives them."""

    texts: list[str]
    vectors: Rows


class Tuning:
    """One run of tuning; `table` holds the result."""

    def __init__(self, tokenizer: Tokenizer, table: Rows, recipe: Recipe) -> None:
        torch.manual_seed(recipe.seed)
        self._random = np.random.default_rng(recipe.seed)
        self._recipe = recipe
        self._tokenizer = tokenizer
        module = StaticEmbedding(tokenizer, embedding_weights=table)
        module.embedding.sparse = True  # a batch touches a fifth of the rows
        self._embedding: Any = module.embedding
        self._model = SentenceTransformer(modules=[module, Normalize()], device="cpu")
        self._loss = MultipleNegativesRankingLoss(self._model, scale=recipe.scale)

    @property
    def table(self) -> Rows:
        """The vectors of the pieces as they are now."""
        rows: Rows = self._embedding.weight.detach().numpy().copy()
        rows[:2] = 0
        return rows

    def run(self, pairs: Sequence[Pair], negatives: Sequence[list[int]], like: Likeness | None, say: Say) -> None:
        """Tune on the pairs; `negatives[i]` are positions of pairs whose right side is wrong for the i-th left side."""
        left, right = (self._cut([getattr(pair, side) for pair in pairs]) for side in ("left", "right"))
        texts = self._cut(like.texts) if like else []
        optimiser = torch.optim.SparseAdam(list(self._embedding.parameters()), self._recipe.rate)
        steps = self._recipe.epochs * (len(pairs) // self._recipe.batch)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.05, 1.0 - step / max(1, steps)))
        for epoch in range(1, self._recipe.epochs + 1):
            losses = []
            for batch in self._batches([pair.right.casefold() for pair in pairs]):
                wrong = [int(self._random.choice(negatives[i] or [len(pairs) - 1 - i])) for i in batch]
                sides = [[left[i] for i in batch], [right[i] for i in batch], [right[i] for i in wrong]]
                loss = self._ranked(sides)
                if like:
                    some = self._random.choice(len(texts), min(len(texts), self._recipe.batch), replace=False)
                    loss = loss + self._recipe.teacher_share * self._unlike(
                        [texts[i] for i in some.tolist()], like.vectors[some]
                    )
                loss.backward()  # type: ignore[no-untyped-call]
                optimiser.step()  # type: ignore[no-untyped-call]
                optimiser.zero_grad()
                schedule.step()
                losses.append(float(loss.detach()))
            say(f"static encoder, epoch {epoch}: loss {np.mean(losses):.4f}")

    def _ranked(self, sides: list[Ids]) -> Tensor:
        """Return how far each left is from being nearest to its right, and the other way round."""
        found = [self._embedded(side) for side in sides]
        forth = self._loss.compute_loss_from_embeddings(found, torch.empty(0))
        back = self._loss.compute_loss_from_embeddings([found[1], found[0]], torch.empty(0))
        return (forth + back) / 2

    def _unlike(self, texts: Ids, vectors: Rows) -> Tensor:
        """Return how far the likenesses of the texts to each other are from the teacher's."""
        scale = self._recipe.teacher_scale
        theirs = torch.from_numpy(vectors @ vectors.T) * scale
        found = self._embedded(texts)
        ours = found @ found.T * scale
        itself = torch.eye(len(texts), dtype=torch.bool)
        return kl_div(
            log_softmax(ours.masked_fill(itself, -1e4), dim=1),
            softmax(theirs.masked_fill(itself, -1e4), dim=1),
            reduction="batchmean",
        )

    def _embedded(self, texts: Ids) -> Tensor:
        begins = np.cumsum([0, *(len(text) for text in texts[:-1])])
        features = {"input_ids": torch.from_numpy(np.concatenate(texts)), "offsets": torch.from_numpy(begins)}
        found: Tensor = self._model(features)["sentence_embedding"]
        return found

    def _cut(self, texts: Sequence[str]) -> Ids:
        longest = self._recipe.longest
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [np.array(encoding.ids[:longest] or [0], np.int64) for encoding in encodings]

    def _batches(self, rights: Sequence[str]) -> Iterator[list[int]]:
        """Yield shuffled batches in which no right side occurs twice: the second would count as wrong."""
        waiting = self._random.permutation(len(rights)).tolist()
        least = min(self._recipe.batch, len(rights)) // 2
        while len(waiting) > least:
            seen, batch, later = set[str](), list[int](), list[int]()
            for i in waiting:
                if len(batch) < self._recipe.batch and rights[i] not in seen:
                    seen.add(rights[i])
                    batch.append(i)
                else:
                    later.append(i)
            yield batch
            waiting = later
