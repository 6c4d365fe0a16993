"""How well groups agree with stories: pairs in the same story, and BCubed, which gives every document equal weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence


def score(stories: Sequence[Hashable], groups: Sequence[Hashable]) -> dict[str, float]:
    """Return precision, recall and F1 of pairs and of BCubed. Raises: ValueError when the lengths differ."""
    if len(stories) != len(groups):
        raise ValueError("every document has a story and a group")
    both, count = Counter(zip(stories, groups, strict=True)), max(1, len(stories))
    story, group = Counter(stories), Counter(groups)
    right, found, wanted = (sum(n * (n - 1) // 2 for n in one.values()) for one in (both, group, story))
    precision, recall = right / found if found else 1.0, right / wanted if wanted else 1.0
    b_precision = sum(n * n / group[key[1]] for key, n in both.items()) / count
    b_recall = sum(n * n / story[key[0]] for key, n in both.items()) / count
    return {
        "pairs_precision": precision,
        "pairs_recall": recall,
        "pairs_f1": _f1(precision, recall),
        "bcubed_precision": b_precision,
        "bcubed_recall": b_recall,
        "bcubed_f1": _f1(b_precision, b_recall),
    }


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
