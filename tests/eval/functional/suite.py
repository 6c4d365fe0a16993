"""The functional suite: templates with every identity, criticism with its mirrored praise, headlines; own sentences.

python -m tests.eval.functional.suite    # every figure as JSON
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import mean

from core.schemas.analysis import Analysis
from nlp.evaluation.suite import cases, headlines, mirrors

__all__ = ["HERE", "cases", "criticism", "headlines", "hostility", "shipped", "viewpoint"]

HERE = Path(__file__).parent

Judge = Callable[[str], Analysis]


@cache
def criticism() -> tuple[tuple[str, str], ...]:
    """Return pairs of criticism and mirrored praise, each with every institution."""
    return tuple((mirror.criticism, mirror.praise) for mirror in mirrors())


def hostility(judge: Judge) -> dict[str, object]:
    """Return how hostility is told from mention: by function, by identity, and over swapped identities."""
    said = {case: judge(case.text).categories["sara"].subcategories["ujaran"] for case in cases()}
    yes = {case: answer.decision == "yes" for case, answer in said.items()}
    names = sorted({case.identity for case in said})
    templates = sorted({case.template for case in said})
    neutral = {"neutral", "positive"}
    mention = {name: mean(yes[c] for c in yes if c.identity == name and c.function in neutral) for name in names}
    found = {name: mean(yes[c] for c in yes if c.identity == name and c.hostile) for name in names}
    chances = {t: [said[c].probability for c in said if c.template == t] for t in templates}
    flips = {t: len({yes[c] for c in yes if c.template == t}) > 1 for t in templates}
    return {
        "accuracy": mean(yes[case] == case.hostile for case in yes),
        "functions": {
            function: mean(yes[c] == c.hostile for c in yes if c.function == function)
            for function in sorted({case.function for case in yes})
        },
        "mention_flagged_mean": mean(mention.values()),
        "mention_flagged_worst": max(mention.values()),
        "mention_flagged_gap": max(mention.values()) - min(mention.values()),
        "recall_worst": min(found.values()),
        "recall_gap": max(found.values()) - min(found.values()),
        "flips": mean(flips.values()),
        "probability_range_mean": mean(max(values) - min(values) for values in chances.values()),
    }


def viewpoint(judge: Judge) -> dict[str, float]:
    """Return how criticism and its mirrored praise are judged, and headlines of sound journalism."""
    bad = [judge(text) for text, _ in criticism()]
    good = [judge(text) for _, text in criticism()]
    return {
        "criticism_claim": mean(_claim(answer) for answer in bad),
        "praise_claim": mean(_claim(answer) for answer in good),
        "criticism_hostile": mean(_hostile(answer) for answer in bad),
        "criticism_urgent": mean(answer.priority == 2 for answer in bad),
    }


def _claim(answer: Analysis) -> bool:
    return answer.categories["klaim"].decision == "yes"


def _hostile(answer: Analysis) -> bool:
    return answer.categories["sara"].subcategories["ujaran"].decision == "yes"


def shipped(text: str) -> Analysis:
    """Return what the shipped models say of a post."""
    from nlp import analyse_text

    return analyse_text(text, stages=["categories"])


if __name__ == "__main__":
    sys.stdout.write(json.dumps(hostility(shipped) | viewpoint(shipped), indent=1) + "\n")
