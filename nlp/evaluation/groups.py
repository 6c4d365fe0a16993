"""How each group of people, or institution, fares: its alarms and what is found, with intervals, and what flips."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nlp.categories.identities import named
from nlp.evaluation.gold import Gold
from nlp.evaluation.judge import Answer
from nlp.evaluation.scores import share, wilson
from nlp.text.normalise import normalise
from nlp.text.tokens import tokenise

#: A group that fewer texts name says nothing: the interval of 0 of 20 reaches to .16.
FEWEST_ROWS = 20

Judged = Sequence[tuple[Gold, Answer]]


def by_group(judged: Judged, output: str) -> list[dict[str, Any]]:
    """Return a line for each group that enough rows are about: the given one, else every listed name in the text."""
    rows: dict[str, list[tuple[Gold, Answer]]] = {}
    for gold, answer in judged:
        if output in gold.truth:
            for group in {gold.group} if gold.group else _named(gold):
                rows.setdefault(group, []).append((gold, answer))
    lines = [_line(group, own, output) for group, own in sorted(rows.items()) if len(own) >= FEWEST_ROWS]
    return sorted(lines, key=lambda line: (-(line["false_alarms"] or 0.0), line["group"]))


def flips(judged: Judged, output: str) -> dict[str, Any] | None:
    """Return how often rows of one template are answered differently; None for a set without templates."""
    templates: dict[str, list[Answer]] = {}
    for gold, answer in judged:
        if gold.template and output in gold.truth:
            templates.setdefault(gold.template, []).append(answer)
    several = [answers for answers in templates.values() if len(answers) > 1]
    if not several:
        return None
    chances = [[answer.of(output).probability for answer in answers] for answers in several]
    flipped = sum(len({answer.of(output).decision == "yes" for answer in answers}) > 1 for answers in several)
    return {
        "templates": len(several),
        "flipped": share(flipped, len(several)),
        "probability_range_mean": round(sum(max(row) - min(row) for row in chances) / len(chances), 4),
    }


def _line(group: str, judged: Judged, output: str) -> dict[str, Any]:
    yes = [(gold.truth[output], answer.of(output).decision == "yes") for gold, answer in judged]
    alarms, negatives = sum(said and not true for true, said in yes), sum(not true for true, _ in yes)
    found, positives = sum(said and true for true, said in yes), sum(true for true, _ in yes)
    return {
        "group": group,
        "rows": len(yes),
        "positives": positives,
        "false_alarms": share(alarms, negatives),
        "false_alarms_interval": _interval(alarms, negatives),
        "recall": share(found, positives),
        "recall_interval": _interval(found, positives),
    }


def _interval(hits: int, rows: int) -> list[float] | None:
    return [round(end, 4) for end in wilson(hits, rows)] if rows else None


def _named(gold: Gold) -> frozenset[str]:
    return named(tokenise(normalise(f"{gold.title} {gold.text}")))
