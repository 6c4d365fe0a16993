"""Active learning: which texts are worth a person's label next. Deterministic under a seed.

1. A share is drawn by chance from everything: the control that shows what the models are sure of and wrong about.
2. The rest comes from the texts that the models are least sure of, chosen so that each is unlike those before it
   (k-means++ seeding: the next one is drawn by the square of its uncertainty x distance to the nearest chosen one).

A text without words is never suggested: there is nothing to label.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.schemas.analysis import CategoryJudgement, Judgement
from core.schemas.document import Kind
from nlp.text.normalise import normalise
from nlp.text.tokens import tokenise

Floats = NDArray[np.float64]
Encode = Callable[[Sequence[str]], NDArray[np.float32]]
#: Where yes begins: (kind, output) -> log odds.
Edges = Mapping[tuple[Kind, str], float]

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
    edges = yes_edges(pool)
    ordered = sorted(filter(_has_words, pool), key=lambda one: one.id)  # the order of the pool must not matter
    limit = min(limit, len(ordered))
    control = sorted(random.choice(len(ordered), round(limit * random_share), replace=False).tolist()) if limit else []
    rest = [number for number in range(len(ordered)) if number not in set(control)]
    scores = np.array([uncertainty(one, edges)[0] for one in ordered])
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
    lines = [_line(ordered[number], "uncertain", edges) for number in picked]
    return lines + [_line(ordered[number], "control", edges) for number in control]


def uncertainty(one: Asked, edges: Edges) -> tuple[float, str]:
    """Return how unsure the models are, 0 to 1, and of which output.

    `unsure` is more than half; the nearer an answer lies to where yes begins for that output, the more. Probabilities
    alone do not say it: yes begins at .2 for many an output. Of 32 texts chosen out of 1,500 labelled ones by their
    nearness to .5 the models had called 20 yes, of 32 chosen so one, the others are open (2026-11-30).
    """
    found = (0.0, "")
    for output, own in _outputs(one):
        near = math.exp(-abs(_log_odds(own.probability) - edges.get((one.kind, output), 0.0)))
        found = max(found, ((1.0 + near) / 2 if own.decision == "unsure" else near / 2, output))
    return found


def yes_edges(pool: Sequence[Asked]) -> dict[tuple[Kind, str], float]:
    """Return where yes begins for each output that some text of the pool is a yes of: the least probable of them.

    Taken from the answers and not from the model in use, since what is stored may be of one before it.
    """
    edges: dict[tuple[Kind, str], float] = {}
    for one in pool:
        for output, own in _outputs(one):
            if own.decision == "yes":
                place = one.kind, output
                edges[place] = min(edges.get(place, math.inf), _log_odds(own.probability))
    return edges


def _outputs(one: Asked) -> Iterator[tuple[str, Judgement | CategoryJudgement]]:
    for category, judgement in one.categories.items():
        yield category, judgement
        yield from ((f"{category}.{sub}", own) for sub, own in judgement.subcategories.items())


def _log_odds(chance: float) -> float:
    inside = min(max(chance, 1e-9), 1 - 1e-9)
    return math.log(inside / (1 - inside))


def _has_words(one: Asked) -> bool:
    """Tell whether there is anything to label: emoji, links, handles and numbers say nothing."""
    return any(token.form[0] != "<" for token in tokenise(normalise(f"{one.title} {one.text}"[:SHOWN])))


def _diverse(vectors: Floats, scores: Floats, wanted: int, random: np.random.Generator) -> list[int]:
    """Return at most so many row numbers: the least sure one first, then far ones; copies of chosen ones never."""
    chosen: list[int] = []
    distance = np.full(len(vectors), 2.0)
    free = np.ones(len(vectors), dtype=bool)
    while len(chosen) < wanted and free.any():
        # Squared: the many that are nearly decided would outweigh the few that are open.
        pull = np.where(free, np.maximum(scores, 1e-6) ** 2 * distance, 0.0)
        next_ = int(pull.argmax()) if not chosen else int(random.choice(len(pull), p=pull / pull.sum()))
        chosen.append(next_)
        distance = np.minimum(distance, np.maximum(0.0, 2.0 - 2.0 * (vectors @ vectors[next_])))
        free &= distance >= SAME
        free[next_] = False
    return chosen


def _line(one: Asked, reason: Literal["uncertain", "control"], edges: Edges) -> dict[str, Any]:
    score, output = uncertainty(one, edges)
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
