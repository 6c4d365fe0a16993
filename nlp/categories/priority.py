"""How soon a person should look: 0 not needed, 1 worth following, 2 soon (annotation guide)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from core.schemas.analysis import CategoryJudgement, Judgement
from nlp.categories.urgency import Urgency

#: Outputs of the matter model: is the priority at least 1, at least 2?
FOLLOW, SOON = "prio1", "prio2"
#: Hostility that is at least as likely is urgent by itself. None of the 420 labelled texts with hostility has priority
#: 0 and 265 have 2; of 144 answers from here on 86 are 2 and 11 are 0. Kappa with both rules is .682, as without them;
#: where all hostility is urgent it is .657 (out of fold, 2026-11-30).
URGENT_HOSTILITY = 0.5


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
    however harsh, and peaceful demonstration have none of these and stay at 1. Hostility is never 0.
    """
    hostility = categories["sara"].subcategories["ujaran"]
    is_hostile = hostility.decision == "yes"
    if (soon and has_harm(categories)) or (is_hostile and hostility.probability >= URGENT_HOSTILITY):
        return 2
    return 1 if follow or soon or is_hostile else 0


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
