"""Tunes the teacher on the pairs: the transformer that matches claims. On CPU, in bfloat16 where the processor has it.

The table of word pieces stays as it is: words that the pairs never show keep their place beside those they do.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer
from torch import Tensor

from nlp.training.encoder.pairs import Pair
from nlp.training.floats import autocast
from nlp.training.padding import mean_over, padded
from nlp.training.precise.start import take, tokenizer_of

Say = Callable[[str], object]
Rows = NDArray[np.float32]

#: How often pairs of a kind are shown; the part behind the point is drawn anew each epoch. What checkers wrote about a
#: claim and slang beside formal words did not help to find titles.
SHARES = {"message": 1.0, "title": 1.0, "lead": 0.15}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What the result depends on besides the data.

    Wrong titles are only the others of a batch: with ones that share the message's words beside them, or with all
    10,590 titles at once (those nearer than .85 to the right one left out), fewer fact-checks were found (2026-11-28:
    MRR by likeness among 2,544 titles .813 before and .757 after an epoch and a half against all).
    """

    epochs: int = 3
    rate: float = 6e-5
    warm_up: float = 0.1  #: part of the steps
    batch: int = 48
    #: Part of a message's pieces that is left out, drawn anew each time; of a title's half of it. Without it three
    #: epochs know the pairs by heart. On the newest 350 messages MRR by likeness was .775 so tuned, .766 without it and
    #: in batches of 32, .783 for the mean of both; with all words beside it the three are within .006 (2026-11-29).
    dropped: float = 0.15
    #: Titles of a batch that share this part of their words may be about one claim: neither is wrong for the other.
    alike: float = 0.6
    scale: float = 33.0
    longest: int = 112  #: pieces of a text that are read in training
    seed: int = 7
    minutes: float = 40.0  #: the rate falls with the time spent, and training ends after it


#: To go on from weights that were tuned already.
FURTHER = Recipe(epochs=1, rate=2e-5)


class Start(NamedTuple):
    """Weights to begin with in place of the teacher's, by the names of BertModel, and the tokenizer they go with."""

    weights: Mapping[str, Rows]
    tokenizer: Tokenizer


class Tuned:
    """The transformer, before, while and after it is tuned."""

    prefix = "query: "  #: both sides of a pair are put to the model in one way

    def __init__(self, teacher: Path, recipe: Recipe, start: Start | None = None) -> None:
        torch.manual_seed(recipe.seed)
        self._recipe = recipe
        self._random = np.random.default_rng(recipe.seed)
        self.model: Any = SentenceTransformer(str(teacher), device="cpu", local_files_only=True)
        self.bert = cast(Any, self.model[0].auto_model)
        self.tokenizer = tokenizer_of(teacher, start.tokenizer if start else None)
        if start is not None:
            take(self.bert, start.weights)
        self.bert.embeddings.requires_grad_(False)
        for module in self.bert.modules():
            if isinstance(module, torch.nn.Dropout):
                module.p = 0.0  # drawing the masks costs time, and so few epochs do not overfit
        self._padding = int(self.bert.config.pad_token_id)
        self._begin = len(self.tokenizer.encode(self.prefix.rstrip()).ids) - 1  #: pieces before a text

    def run(self, pairs: Sequence[Pair], say: Say) -> None:
        """Tune on the pairs of the kinds that are shown."""
        pairs = [pair for pair in pairs if pair.kind in SHARES]
        left, right = (self._cut([getattr(p, side) for p in pairs], self._recipe.longest) for side in ("left", "right"))
        words = [frozenset(pair.right.lower().split()) for pair in pairs]
        free = [weight for weight in self.bert.parameters() if weight.requires_grad]
        optimiser = torch.optim.AdamW(free, self._recipe.rate, weight_decay=0.01)
        epochs = [list(self._batches(pairs, left, right)) for _ in range(self._recipe.epochs)]
        steps, done, started, losses = sum(map(len, epochs)), 0, time.monotonic(), list[float]()
        for number, batches in enumerate(epochs, start=1):
            self.model.train()
            for batch in batches:
                spent = max(done / steps, (time.monotonic() - started) / (60 * self._recipe.minutes))
                if spent >= 1.0:
                    break
                for group in optimiser.param_groups:
                    group["lr"] = self._recipe.rate * _rate(spent, self._recipe.warm_up)
                shown = [self._thinned(left[i], 1.0) for i in batch], [self._thinned(right[i], 0.5) for i in batch]
                losses.append(self._step(*shown, self._alike([words[i] for i in batch]), optimiser, free))
                done += 1
                if done % 20 == 0:
                    say(f"step {done}/{steps}, loss {np.mean(losses[-20:]):.4f}, {time.monotonic() - started:.0f} s")
            say(f"transformer, epoch {number}: loss {np.mean(losses):.4f}")

    def _step(
        self, lefts: list[list[int]], rights: list[list[int]], alike: Tensor, optimiser: Any, free: list[Any]
    ) -> float:
        """Learn from one batch, in both directions (multiple negatives ranking, Henderson et al. 2017)."""
        with autocast():
            asked, answered = self._embedded(lefts), self._embedded(rights)
        near = (self._recipe.scale * asked @ answered.T).masked_fill(alike, -torch.inf)
        own = torch.arange(len(lefts))
        loss = (torch.nn.functional.cross_entropy(near, own) + torch.nn.functional.cross_entropy(near.T, own)) / 2
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(free, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        return float(loss.detach())

    def _alike(self, words: Sequence[frozenset[str]]) -> Tensor:
        """Return which other titles of a batch may be about the claim of each."""

        def shared(one: frozenset[str], other: frozenset[str]) -> bool:
            return len(one & other) >= self._recipe.alike * len(one | other)

        alike = torch.tensor([[shared(one, other) for other in words] for one in words])
        return alike.fill_diagonal_(False)

    def _thinned(self, pieces: list[int], share: float) -> list[int]:
        """Return the pieces without some; the prefix and the end mark stay."""
        kept = self._random.random(len(pieces)) >= share * self._recipe.dropped
        kept[: self._begin] = kept[-1:] = True
        return [piece for piece, keep in zip(pieces, kept.tolist(), strict=True) if keep]

    def average(self, other: Mapping[str, Rows]) -> None:
        """Take the mean with the layers of another model that was tuned from the same teacher.

        Such means find more than either (model soups, Wortsman et al. 2022). Embeddings stay: no tuning moves them.
        """
        mine = self.bert.state_dict()
        layers = [name for name in mine if name.startswith("encoder.layer.")]
        mean = {name: (mine[name] + torch.from_numpy(np.array(other[name]))) / 2 for name in layers}
        self.bert.load_state_dict(mean, strict=False)

    def weights(self) -> dict[str, Rows]:
        """Return the weights by the names of transformers' BertModel."""
        return {name: value.detach().float().numpy() for name, value in self.bert.state_dict().items()}

    def save(self, folder: Path) -> None:
        """Write the model as a sentence-transformers folder, with the tokenizer as it came."""
        self.model.save(str(folder), create_model_card=False)
        self.tokenizer.save(str(folder / "tokenizer.json"))

    def encode(self, texts: Sequence[str], longest: int = 96, batch: int = 64) -> Rows:
        """Return the vectors of the texts, of length 1."""
        self.model.eval()
        cut = self._cut(texts, longest)
        found = np.zeros((len(texts), self.bert.config.hidden_size), np.float32)
        order = np.argsort([len(one) for one in cut], kind="stable")
        with torch.no_grad(), autocast():
            for start in range(0, len(order), batch):
                some = order[start : start + batch]
                found[some] = self._embedded([cut[i] for i in some.tolist()]).numpy()
        return found

    def _embedded(self, cut: list[list[int]]) -> Tensor:
        ids, shown = padded(cut, self._padding)
        states = self.bert(input_ids=ids, attention_mask=shown).last_hidden_state.float()
        return torch.nn.functional.normalize(mean_over(states, shown), dim=1)

    def _cut(self, texts: Sequence[str], longest: int) -> list[list[int]]:
        """Return the piece numbers of each text; one that is too long keeps its end mark."""
        encodings = self.tokenizer.encode_batch([self.prefix + text for text in texts])
        return [e.ids if len(e.ids) <= longest else [*e.ids[: longest - 1], e.ids[-1]] for e in encodings]

    def _batches(self, pairs: Sequence[Pair], left: list[list[int]], right: list[list[int]]) -> Iterator[list[int]]:
        """Yield batches of an epoch: of similar length, no right side twice, in mixed order."""
        shown = [i for i, pair in enumerate(pairs) if self._random.random() < SHARES[pair.kind]]
        noise = self._random.uniform(0.8, 1.25, len(shown))
        order = [shown[n] for n in np.argsort(np.array([len(left[i]) for i in shown]) * noise)]
        groups = []
        while order:
            seen, batch, later = set[tuple[int, ...]](), list[int](), list[int]()
            for n, i in enumerate(order):
                if len(batch) == self._recipe.batch:
                    later += order[n:]
                    break
                mark = tuple(right[i])
                (later if mark in seen else batch).append(i)
                seen.add(mark)
            groups.append(batch)
            order = later
        yield from (
            groups[n] for n in self._random.permutation(len(groups)) if len(groups[n]) > self._recipe.batch // 2
        )


def _rate(spent: float, warm_up: float) -> float:
    """Return the part of the rate: up for the warm-up, then down in a line."""
    return spent / warm_up + 0.01 if spent < warm_up else max(0.02, (1.0 - spent) / (1.0 - warm_up))
