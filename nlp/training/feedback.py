"""Accepted verdicts as training rows, with caps: no person and no flood of feedback outweighs the labels.

The caps are enforced here, in each run and whatever the file says, since files can be put together by hand.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.errors import BadInput, ConfigError
from core.paths import data_dir
from core.schemas.analysis import TAXONOMY
from core.schemas.training import LEAST_WEIGHT
from nlp.training import fields
from nlp.training.corpus import Example, make_example, outputs, read_rows


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that feedback may weigh in a category, as shares of the weight of the labelled rows."""

    user_share: float
    feedback_share: float


@dataclass(frozen=True, slots=True)
class Lesson:
    """One accepted row: the example, its category, and whose verdicts it rests on."""

    example: Example
    category: str
    by: tuple[str, ...]


def read_caps(path: Path | None = None) -> Caps:
    """Return the caps of configs/evaluation/feedback.toml. Raises: ConfigError."""
    path = path or data_dir("configs") / "evaluation" / "feedback.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        caps = Caps(float(table["user_share"]), float(table["feedback_share"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{path} cannot be used: {error!r}. Restore it from the release.") from error
    if not 0 < caps.user_share <= caps.feedback_share <= 1:
        raise ConfigError(f"{path}: 0 < user_share <= feedback_share <= 1 is needed.")
    return caps


def read_feedback(path: Path) -> list[Lesson]:
    """Return the rows that `suar train review accepted` wrote.

    Raises: BadInput for a file or line that cannot be used, an output outside the guide or the row's category, a
    repeated id, a weight outside LEAST_WEIGHT to 1, or a row without an author.
    """
    lessons: list[Lesson] = []
    seen: set[str] = set()
    for number, row in read_rows(path, "Name with --feedback what `suar train review accepted` wrote."):
        where = f"{path.name}, line {number}"
        seen.add(fields.fresh_id(row, seen, where))
        lessons.append(_lesson(row, where))
    return lessons


def capped(lessons: Sequence[Lesson], labelled: int, caps: Caps) -> tuple[list[Example], dict[str, Any]]:
    """Return the examples with the weights they get in a run with so many labelled rows, and what was capped.

    A row of several people is shared among them. Whoever exceeds the cap of one person has all rows of the category
    weighed down alike, so no order of the rows matters.
    """
    examples: list[Example] = []
    report: dict[str, Any] = {}
    for category in sorted({lesson.category for lesson in lessons}):
        own = [lesson for lesson in lessons if lesson.category == category]
        asked = _by_user(own)
        factor = {user: min(1.0, caps.user_share * labelled / weight) for user, weight in asked.items()}
        weights = [lesson.example.weight * min(factor[user] for user in lesson.by) for lesson in own]
        total = sum(weights)
        scale = min(1.0, caps.feedback_share * labelled / total)
        examples += [
            replace(lesson.example, weight=weight * scale) for lesson, weight in zip(own, weights, strict=True)
        ]
        report[category] = {
            "rows": len(own),
            "people": len(asked),
            "people_capped": sum(value < 1.0 for value in factor.values()),
            "weight_asked": round(sum(lesson.example.weight for lesson in own), 3),
            "weight_counted": round(total * scale, 3),
        }
    return examples, report


def _by_user(lessons: Sequence[Lesson]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for lesson in lessons:
        for user in lesson.by:
            weights[user] = weights.get(user, 0.0) + lesson.example.weight / len(lesson.by)
    return weights


def _lesson(row: dict[str, Any], where: str) -> Lesson:
    category = fields.text(row, "category", where)
    if category not in TAXONOMY:
        raise BadInput(f"{where}: {category!r} is no category of the annotation guide.")
    says = row.get("says")
    if not isinstance(says, dict) or not says:
        raise BadInput(f"{where}: says must name at least one output as true or false.")
    for output, value in says.items():
        if output not in outputs() or output.partition(".")[0] != category:
            raise BadInput(f"{where}: {output!r} is no output of {category} in the annotation guide.")
        if not isinstance(value, bool):
            raise BadInput(f"{where}: {output} must be true or false, not {value!r}.")
    by = fields.names(row, "by", where)
    if not by:
        raise BadInput(f"{where}: by names nobody, so no cap can be kept.")
    text, title = fields.text(row, "text", where), fields.text(row, "title", where)
    example = make_example("feedback", "feedback", fields.kind(row, where), title, text, dict(says), 0)
    return Lesson(replace(example, weight=_weight(row, where)), category, tuple(dict.fromkeys(by)))


def _weight(row: dict[str, Any], where: str) -> float:
    value = row.get("weight")
    if isinstance(value, bool) or not isinstance(value, int | float) or not LEAST_WEIGHT <= value <= 1:
        raise BadInput(f"{where}: weight must be from {LEAST_WEIGHT} to 1, not {value!r}.")
    return float(value)
