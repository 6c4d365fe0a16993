"""Fits the judgements of a category and its sub-categories together."""

from __future__ import annotations

from collections.abc import Mapping

from core.schemas.analysis import TAXONOMY, CategoryJudgement, Decision, Judgement

HOSTILITY = "sara.ujaran"
#: Sub-categories whose yes does not settle an unsure category: their precision is below their category's. Out of fold
#: this order gives klaim .766 (any sub-category settles: .738; none does: .759) and politik .894 (.891; .891).
NEVER_SETTLE = frozenset({"klaim", "peristiwa"})


def combine(category: str, judged: Mapping[str, Judgement]) -> CategoryJudgement:
    """Return the category's judgement with its sub-categories, so that a sub-category's yes is the category's too.

    A sub-category says yes only together with its category, or where the category is unsure and the sub-category is
    one that may settle it; else its yes becomes unsure. Hostility always may: it must not hang on the names of groups,
    which the category model sees.
    """
    own = judged[category]
    subs = {sub: judged[f"{category}.{sub}"] for sub in TAXONOMY[category]}
    settled = any(sub.decision == "yes" and _may_settle(name, own.decision) for name, sub in subs.items())
    decision = "yes" if settled else own.decision
    if decision != "yes":
        subs = {name: hold_back(sub) for name, sub in subs.items()}
    elif own.decision == "no":  # hostility alone said so; the others have the category against them
        subs = {name: sub if f"{category}.{name}" == HOSTILITY else hold_back(sub) for name, sub in subs.items()}
    probability = max(own.probability, subs["ujaran"].probability) if category == "sara" else own.probability
    return CategoryJudgement(probability=probability, decision=decision, subcategories=subs)


def hold_back(judgement: Judgement) -> Judgement:
    """Return the judgement with a `yes` turned into `unsure`."""
    return judgement if judgement.decision != "yes" else judgement.model_copy(update={"decision": "unsure"})


def _may_settle(sub: str, category: Decision) -> bool:
    """Tell whether a sub-category's yes makes an unsure (hostility: also a denied) category a yes."""
    return category == "yes" or sub == "ujaran" or (category == "unsure" and sub not in NEVER_SETTLE)
