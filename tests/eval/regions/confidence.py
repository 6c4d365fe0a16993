"""How far the confidence of a focus can be trusted: right means that the code is one of the labelled ones.

python -m tests.eval.regions.confidence   # bins, the expected calibration error (ECE) and the fitted steps

The steps of `nlp/regions/confidence.py` are fitted here on the labelled texts and the newsroom, and judged by
cross-validation: ten folds, each text wholly in one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from nlp.regions.confidence import calibrate, raw
from nlp.regions.link import scored
from tests.eval.regions import gate
from tests.eval.regions.newsroom import newsroom_rows
from tests.eval.regions.score import Row, load, to_document

Point = tuple[float, bool]
Steps = list[tuple[float, float]]
FOLDS, BINS = 10, 10
#: A step needs this many cases.
SMALLEST = 25


def points(rows: Sequence[Row]) -> list[list[Point]]:
    """Return for each text the raw confidence of its decided focus links and whether each is right."""
    found = []
    for row in rows:
        gold = {code[:5] for code in row["regions"]}
        groups = [g for g in scored(to_document(row)) if g.focus and len(g.codes) == 1]
        codes = {g.code[:5] for g in groups}
        kept = [g for g in groups if not any(c != g.code and c.startswith(g.code + ".") for c in codes)]
        found.append([(raw(group), group.code[:5] in gold) for group in kept])
    return found


def fit(cases: Sequence[Point]) -> Steps:
    """Pool adjacent violators over blocks of at least SMALLEST cases: (raw from which, share right)."""
    blocks: list[list[Point]] = []
    for case in sorted(cases):
        if not blocks or (len(blocks[-1]) >= SMALLEST and case[0] != blocks[-1][-1][0]):
            blocks.append([])
        blocks[-1].append(case)
    while len(blocks) > 1 and (worse := [i for i in range(len(blocks) - 1) if share(blocks[i]) > share(blocks[i + 1])]):
        blocks[worse[0] : worse[0] + 2] = [blocks[worse[0]] + blocks[worse[0] + 1]]
    return [(round(block[0][0], 3), round(share(block), 3)) for block in blocks]


def share(block: Sequence[Point]) -> float:
    """Return the share that is right, drawn one case towards a half."""
    return (sum(right for _, right in block) + 0.5) / (len(block) + 1)


def ece(pairs: Sequence[Point]) -> float:
    """Return the mean gap between what was said and what came true, over ten equal bins."""
    bins: list[list[Point]] = [[] for _ in range(BINS)]
    for said, right in pairs:
        bins[min(int(said * BINS), BINS - 1)].append((said, right))
    return sum(abs(sum(s - r for s, r in cases)) for cases in bins) / len(pairs)


def crossed(texts: Sequence[list[Point]]) -> list[Point]:
    """Return each case with the confidence fitted without its fold."""
    said: list[Point] = []
    for fold in range(FOLDS):
        steps = fit([case for i, text in enumerate(texts) if i % FOLDS != fold for case in text])
        said += [(calibrate(x, steps), r) for i, text in enumerate(texts) if i % FOLDS == fold for x, r in text]
    return said


def report() -> dict[str, Any]:
    """Return the figures."""
    texts = points([*load(gate.LABELS), *newsroom_rows()])
    cases = [case for text in texts for case in text]
    return {
        "cases": len(cases),
        "right": round(sum(r for _, r in cases) / len(cases), 4),
        "ece_raw": round(ece(cases), 4),
        "ece_cross_validated": round(ece(crossed(texts)), 4),
        "ece_shipped": round(ece([(calibrate(x), r) for x, r in cases]), 4),
        "steps": fit(cases),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(report(), indent=1) + "\n")
