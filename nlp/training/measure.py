"""Scores decisions against the truth: per output, per kind, per source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, cohen_kappa_score

from core.schemas.analysis import TAXONOMY, CategoryJudgement
from nlp.categories.combine import combine
from nlp.categories.model import read_scales
from nlp.categories.priority import how_urgent, priority
from nlp.categories.urgency import Urgency
from nlp.evaluation.scores import calibration_error
from nlp.training.corpus import Example
from nlp.training.errors import errors
from nlp.training.hostility import f1

Answer = tuple[dict[str, CategoryJudgement], int]
Scales = Mapping[str, Mapping[str, Mapping[str, float]]]


def judge_margins(
    examples: Sequence[Example],
    margins: Mapping[str, NDArray[np.float64]],
    scales: Scales,
    urgency: Sequence[Urgency] | None = None,
) -> list[Answer]:
    """Return what serving would say of each example, given its margins and the model of urgency that it is asked."""
    read = read_scales(scales)
    answers: list[Answer] = []
    for row, example in enumerate(examples):
        judged = {output: read[output][example.kind].judge(float(values[row])) for output, values in margins.items()}
        categories = {category: combine(category, judged) for category in TAXONOMY}
        urgent = how_urgent(judged, example.kind, urgency[row] if urgency else None)
        answers.append((categories, priority(categories, *urgent)))
    return answers


def measure(
    examples: Sequence[Example],
    margins: Mapping[str, NDArray[np.float64]],
    answers: Sequence[Answer],
) -> dict[str, Any]:
    """Return F1, precision, recall, average precision, calibration and counts for every output, errors of the main."""
    news = np.array([example.kind == "news" for example in examples])
    plain = np.array([example.plain for example in examples])
    everything = np.ones(len(examples), dtype=bool)
    report: dict[str, Any] = {}
    for category, subs in TAXONOMY.items():
        for output in (category, *(f"{category}.{sub}" for sub in subs)):
            truth = np.array([example.targets[output] for example in examples])
            judged = [_of(answer[0], output) for answer in answers]
            decisions = np.array([judgement.decision for judgement in judged], dtype=object)
            yes, unsure = decisions == "yes", decisions == "unsure"
            chance = np.array([judgement.probability for judgement in judged])
            report[output] = {
                name: {
                    **_scores(truth[rows], yes[rows]),
                    "unsure": _round(unsure[rows].mean()),
                    "average_precision": _average_precision(truth[rows], margins[output][rows]),
                    "ece_plain": calibration_error(truth[rows & plain], chance[rows & plain]),
                    **errors(output, name, truth[rows], decisions[rows].tolist(), chance[rows], plain[rows]),
                }
                for name, rows in (("all", everything), ("news", news), ("post", ~news))
            }
    report["priority"] = {
        name: _round(_kappa(examples, answers, rows)) for name, rows in (("news", news), ("post", ~news))
    } | {"all": _round(_kappa(examples, answers, everything))}
    return report


def by_source(examples: Sequence[Example], answers: Sequence[Answer]) -> dict[str, dict[str, Any]]:
    """Return the scores of every category and of hostility for each source."""
    report: dict[str, dict[str, Any]] = {}
    for source in sorted({example.source for example in examples}):
        rows = [i for i, example in enumerate(examples) if example.source == source]
        report[source] = {
            output: _scores(
                np.array([examples[i].targets[output] for i in rows]),
                np.array([_of(answers[i][0], output).decision == "yes" for i in rows]),
            )
            for output in (*TAXONOMY, "sara.ujaran")
        }
    return report


def _of(categories: Mapping[str, CategoryJudgement], output: str) -> Any:
    category, _, sub = output.partition(".")
    return categories[category].subcategories[sub] if sub else categories[category]


def _kappa(examples: Sequence[Example], answers: Sequence[Answer], rows: NDArray[np.bool_]) -> float:
    truth = np.array([example.priority for example in examples])[rows]
    given = np.array([answer[1] for answer in answers])[rows]
    return priority_kappa(truth, given)


def priority_kappa(truth: NDArray[np.int64], given: NDArray[np.int64]) -> float:
    """Return Cohen's kappa of two priorities a row, with quadratic weights."""
    return float(cohen_kappa_score(truth, given, weights="quadratic", labels=[0, 1, 2]))


def _scores(truth: NDArray[np.bool_], yes: NDArray[np.bool_]) -> dict[str, float]:
    hits = int((truth & yes).sum())
    precision = hits / max(1, int(yes.sum()))
    recall = hits / max(1, int(truth.sum()))
    return {
        "f1": _round(f1(truth, yes)),
        "precision": _round(precision),
        "recall": _round(recall),
        "positives": int(truth.sum()),
        "rows": len(truth),
    }


def _average_precision(truth: NDArray[np.bool_], margins: NDArray[np.float64]) -> float | None:
    return _round(float(average_precision_score(truth, margins))) if truth.any() else None


def _round(value: float) -> float:
    return round(float(value), 4)
