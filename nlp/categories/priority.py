"""How soon a person should look: 0 not needed, 1 worth following, 2 soon (annotation guide)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from core.schemas.analysis import CategoryJudgement, Judgement
from nlp.categories.urgency import Urgency

#: Outputs of the matter model: is the priority at least 1, at least 2?
FOLLOW, SOON = "prio1", "prio2"


def how_urgent(judged: Mapping[str, Judgement], kind: str, urgency: Urgency | None) -> tuple[bool, bool]:
    """Tell whether a document is to be followed, and soon: by all outputs, or by these two in a version without.

    Urgent is only what both find so (kappa .646; by all outputs alone .645, and the name of a party alone then made one
    sentence of the suite urgent; 2026-11-29).
    """
    if urgency is None:
        return judged[FOLLOW].decision == "yes", judged[SOON].decision == "yes"
    follow, soon = urgency(judged, kind)
    return follow, soon and judged[SOON].decision == "yes"


def priority(categories: Mapping[str, CategoryJudgement], follow: bool, soon: bool) -> Literal[0, 1, 2]:
    """Return the priority from the two learned answers, held to what the guide allows.

    2 needs a possible harm: hostility or an incident between groups, a claim, a scam, a violent clash. Criticism,
    however harsh, and peaceful demonstration have none of these and stay at 1.
    """
    if soon and has_harm(categories):
        return 2
    return 1 if follow or soon else 0


def has_harm(categories: Mapping[str, CategoryJudgement]) -> bool:
    """Tell whether any of the harms that the guide names was found (kappa .618; with `unsure` harms too .613)."""
    harms = (
        ("sara", "ujaran"),
        ("sara", "peristiwa"),
        ("klaim", "klaim"),
        ("klaim", "penipuan"),
        ("politik", "konflik"),
    )
    return any(categories[category].subcategories[sub].decision == "yes" for category, sub in harms)
