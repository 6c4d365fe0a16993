"""Decides from an analysis which signals a document opens, and why. Pure: reads configs/policy.toml, no database."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from pydantic import ValidationError

from core.errors import ConfigError
from core.paths import data_dir
from core.schemas.analysis import Analysis, CategoryJudgement, Decision
from core.schemas.document import Frozen
from core.schemas.signal import Category

#: Codes in, the lowest region that contains them all out; None for the whole country.
CommonParent = Callable[[Sequence[str]], str | None]


class Rule(Frozen):
    """When one category opens a signal."""

    decisions: tuple[Decision, ...]
    unsure_from: float = 0.0
    min_priority: int = 0
    silent: tuple[str, ...] = ()


class Policy(Frozen):
    """The rules of every category."""

    rules: dict[Category, Rule]
    max_regions: int


class Opening(Frozen):
    """A signal to open."""

    category: Category
    region: str
    owner: str
    ambiguous: bool
    priority: int
    sensitive: bool
    reasons: list[dict[str, Any]]


@cache
def load_policy() -> Policy:
    """Return the policy in force.

    Raises: ConfigError naming the file when it cannot be used.
    """
    path = data_dir("configs") / "policy.toml"
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        limits = table.pop("limits", {})
        return Policy.model_validate({"rules": table, **limits})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"] if part not in ("rules", "[key]"))
        raise ConfigError(f"{path}: {place}: {first['msg']}.") from None
    except (OSError, ValueError, TypeError) as error:
        raise ConfigError(f"{path} cannot be used: {error}.") from None


def opens(analysis: Analysis, policy: Policy, category: Category) -> bool:
    """Tell whether the analysis calls for signals of the category."""
    rule, judgement = policy.rules.get(category), analysis.categories.get(category)
    return rule is not None and judgement is not None and _counts(judgement, analysis.priority, rule)


def openings(analysis: Analysis, policy: Policy, common_parent: CommonParent) -> list[Opening]:
    """Return the signals that the analysis calls for, none or several."""
    found: list[Opening] = []
    for category, rule in policy.rules.items():
        judgement = analysis.categories.get(category)
        if judgement is None or not _counts(judgement, analysis.priority, rule):
            continue
        for region, owner, ambiguous, reasons in _places(analysis, policy.max_regions, common_parent):
            found.append(
                Opening(
                    category=category,
                    region=region,
                    owner=owner,
                    ambiguous=ambiguous,
                    priority=analysis.priority,
                    sensitive=category == "sara",
                    reasons=[*_why(category, judgement, analysis.priority), *reasons],
                )
            )
    return found


def _counts(judgement: CategoryJudgement, priority: int, rule: Rule) -> bool:
    if judgement.decision not in rule.decisions or priority < rule.min_priority:
        return False
    if judgement.decision == "unsure" and judgement.probability < rule.unsure_from:
        return False
    sure = [name for name, sub in judgement.subcategories.items() if sub.decision == "yes"]
    return not sure or any(name not in rule.silent for name in sure)


def _why(category: str, judgement: CategoryJudgement, priority: int) -> list[dict[str, Any]]:
    subs = sorted(
        ((sub.probability, name) for name, sub in judgement.subcategories.items() if sub.decision == "yes"),
        reverse=True,
    )
    words = list(dict.fromkeys(span.text for span in judgement.evidence))[:4]
    reason = {
        "code": "category",
        "category": category,
        "decision": judgement.decision,
        "probability": round(judgement.probability, 3),
        "subcategories": [name for _, name in subs],
        "words": words,
    }
    return [reason, {"code": "urgent"}] if priority >= 2 else [reason]


def _places(
    analysis: Analysis, most: int, common_parent: CommonParent
) -> list[tuple[str, str, bool, list[dict[str, Any]]]]:
    focus = [link for link in analysis.regions if link.role == "focus"]
    if not focus:
        return [("", "", False, [{"code": "no_region"}])]
    if len(focus) > most:
        codes = [link.code for link in focus]
        parent = common_parent(codes) or ""
        return [(parent, parent, False, [{"code": "many_regions", "regions": codes}])]
    places: dict[str, tuple[str, str, bool, list[dict[str, Any]]]] = {}
    for link in focus:
        if link.ambiguous and len(link.candidates) > 1:
            parent = common_parent(link.candidates) or ""
            why = {"code": "ambiguous_region", "candidates": list(link.candidates)}
            places.setdefault(parent, (parent, parent, True, [why]))
        else:
            places.setdefault(link.code, (link.code, link.code, False, [{"code": "region", "region": link.code}]))
    return list(places.values())
