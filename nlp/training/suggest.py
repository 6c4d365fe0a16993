"""Active learning: which texts are worth a person's label next. Deterministic under a seed.

1. A share is drawn by chance from everything: the control that shows what the models are sure of and wrong about.
2. The rest comes from the texts that the models are least sure of, chosen so that each is unlike those before it
   (k-means++ seeding: the next one is drawn with probability uncertainty x squared distance to the nearest chosen one).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.schemas.analysis import CategoryJudgement
from core.schemas.document import Kind

Floats = NDArray[np.float64]
Encode = Callable[[Sequence[str]], NDArray[np.float32]]

#: Of the texts that are left after the control, so many times the wanted number enter the choice, least sure first.
POOL_FACTOR = 10
#: Squared distance of unit vectors below which a text is a copy of one that is chosen already.
SAME = 0.02
#: Characters of a text that are compared and shown.
SHOWN = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """One unlabelled text with what the models say of it."""

    id: str
    kind: Kind
    title: str
    text: str
    categories: dict[str, CategoryJudgement]


def suggest(pool: Sequence[Asked], limit: int, random_share: float, seed: int, encode: Encode) -> list[dict[str, Any]]:
    """Return at most `limit` lines, the uncertain ones first; each says why it was chosen.

    `encode` returns a unit vector a text, or zeros for one without words.
    """
    random = np.random.default_rng(seed)
    ordered = sorted(pool, key=lambda one: one.id)  # the order of the pool must not matter
    limit = min(limit, len(ordered))
    control = sorted(random.choice(len(ordered), round(limit * random_share), replace=False).tolist()) if limit else []
    rest = [number for number in range(len(ordered)) if number not in set(control)]
    scores = np.array([uncertainty(one)[0] for one in ordered])
    rest.sort(key=lambda number: (-scores[number], number))
    picked: list[int] = []
    enter = POOL_FACTOR * limit
    while rest and len(picked) < limit - len(control):  # many copies leave room: look further
        vectors = encode([f"{ordered[n].title} {ordered[n].text}"[:SHOWN] for n in rest[:enter]]).astype(np.float64)
        picked = [rest[i] for i in _diverse(vectors, scores[rest[:enter]], limit - len(control), random)]
        if enter >= len(rest):
            break
        enter *= 4
    picked.sort(key=lambda number: (-scores[number], number))
    lines = [_line(ordered[number], "uncertain") for number in picked]
    return lines + [_line(ordered[number], "control") for number in control]


def uncertainty(one: Asked) -> tuple[float, str]:
    """Return how unsure the models are, 0 to 1, and of which output: the highest entropy of a probability.

    An output whose decision is `unsure` counts as at least half unsure, however the probability reads: the band below a
    threshold is where labels move it.
    """
    found = (0.0, "")
    for category, judgement in one.categories.items():
        for name, own in {
            category: judgement,
            **{f"{category}.{s}": j for s, j in judgement.subcategories.items()},
        }.items():
            entropy = _entropy(own.probability)
            found = max(found, (0.5 + entropy / 2 if own.decision == "unsure" else entropy, name))
    return found


def _entropy(chance: float) -> float:
    inside = min(max(chance, 1e-9), 1 - 1e-9)
    return -(inside * math.log2(inside) + (1 - inside) * math.log2(1 - inside))


def _diverse(vectors: Floats, scores: Floats, wanted: int, random: np.random.Generator) -> list[int]:
    """Return at most so many row numbers: the least sure one first, then far ones; copies of chosen ones never."""
    chosen: list[int] = []
    distance = np.full(len(vectors), 2.0)
    free = np.ones(len(vectors), dtype=bool)
    while len(chosen) < wanted and free.any():
        pull = np.where(free, np.maximum(scores, 1e-6) * distance, 0.0)
        next_ = int(pull.argmax()) if not chosen else int(random.choice(len(pull), p=pull / pull.sum()))
        chosen.append(next_)
        distance = np.minimum(distance, np.maximum(0.0, 2.0 - 2.0 * (vectors @ vectors[next_])))
        free &= distance >= SAME
        free[next_] = False
    return chosen


def _line(one: Asked, reason: Literal["uncertain", "control"]) -> dict[str, Any]:
    score, output = uncertainty(one)
    category, _, sub = output.partition(".")
    own = one.categories[category].subcategories[sub] if sub else one.categories[category] if category else None
    return {
        "id": one.id,
        "kind": one.kind,
        "title": one.title,
        "text": one.text,
        "reason": reason,
        "uncertainty": round(score, 4),
        "output": output,
        "probability": own.probability if own else None,
        "decision": own.decision if own else None,
    }
