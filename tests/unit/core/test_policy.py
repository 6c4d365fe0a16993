"""Which signals an analysis opens, where they belong, and why."""

from __future__ import annotations

from typing import Any

import pytest

from core.regions.tree import load_tree
from core.review.policy import Opening, Policy, Rule, load_policy, openings
from core.schemas.analysis import TAXONOMY, Analysis, CategoryJudgement, Judgement, Language, RegionLink

NO = Judgement(probability=0.01, decision="no")
POLICY = Policy(
    rules={
        "politik": Rule(decisions=("yes",), min_priority=1, silent=("unjuk_rasa",)),
        "sara": Rule(decisions=("yes", "unsure"), unsure_from=0.35, silent=("kerukunan",)),
        "klaim": Rule(decisions=("yes", "unsure"), unsure_from=0.35, silent=("klarifikasi",)),
    },
    max_regions=3,
)


def analysis(
    priority: int = 1, regions: tuple[RegionLink, ...] = (), **said: tuple[str, float, tuple[str, ...]]
) -> Analysis:
    """An analysis in which only the named categories are more than a no: (decision, probability, sure parts)."""
    categories = {}
    for name, parts in TAXONOMY.items():
        decision, probability, sure = said.get(name, ("no", 0.01, ()))
        yes = Judgement(probability=0.9, decision="yes")
        subs = {part: yes if part in sure else NO for part in parts}
        judged: Any = {"decision": decision, "probability": probability, "subcategories": subs}
        categories[name] = CategoryJudgement(**judged)
    language = Language(code="id", confidence=1.0)
    return Analysis(pipeline="t", language=language, priority=priority, categories=categories, regions=regions)  # type: ignore[arg-type]


def place(code: str, role: str = "focus", candidates: tuple[str, ...] = ()) -> RegionLink:
    level = {2: "province", 5: "regency", 8: "district"}[len(code)]
    values: Any = {"code": code, "name": code, "level": level, "role": role, "confidence": 0.9}
    return RegionLink(**values, ambiguous=bool(candidates), candidates=candidates)


def opened(judged: Analysis) -> list[Opening]:
    return openings(judged, POLICY, load_tree().lowest_common_parent)


@pytest.mark.parametrize(
    ("category", "decision", "probability", "sure", "priority", "opens"),
    [
        ("politik", "yes", 0.9, ("pemilu",), 1, True),
        ("politik", "yes", 0.9, ("pemilu",), 0, False),  # nothing urgent in it
        ("politik", "unsure", 0.6, (), 2, False),
        ("politik", "yes", 0.9, ("unjuk_rasa",), 2, False),  # information, never a signal by itself
        ("politik", "yes", 0.9, ("unjuk_rasa", "konflik"), 1, True),
        ("politik", "yes", 0.9, (), 1, True),  # no sub-category is sure: the category counts
        ("politik", "no", 0.49, ("pemilu",), 2, False),
        ("sara", "yes", 0.6, ("ujaran",), 0, True),
        ("sara", "unsure", 0.35, (), 0, True),
        ("sara", "unsure", 0.349, (), 0, False),
        ("sara", "yes", 0.9, ("kerukunan",), 2, False),
        ("sara", "yes", 0.9, ("kerukunan", "peristiwa"), 0, True),
        ("klaim", "yes", 0.9, ("klarifikasi",), 0, False),
        ("klaim", "yes", 0.9, ("penipuan",), 0, True),
        ("klaim", "unsure", 0.5, (), 0, True),
    ],
)
def test_what_opens_a_signal(
    category: str, decision: str, probability: float, sure: tuple[str, ...], priority: int, opens: bool
) -> None:
    found = opened(analysis(priority, **{category: (decision, probability, sure)}))
    assert [one.category for one in found] == ([category] if opens else [])


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ((), [("", "", False, "no_region")]),
        ((place("73", "mention"), place("31", "dateline")), [("", "", False, "no_region")]),
        ((place("73.71"),), [("73.71", "73.71", False, "region")]),
        ((place("73.71"), place("73.08")), [("73.71", "73.71", False, "region"), ("73.08", "73.08", False, "region")]),
        ((place("73.71"), place("73.71")), [("73.71", "73.71", False, "region")]),
        ((place("73.71.01", candidates=("73.71.01", "73.08.02")),), [("73", "73", True, "ambiguous_region")]),
        ((place("73.71", candidates=("73.71", "64.71")),), [("", "", True, "ambiguous_region")]),
        ((place("73.71", candidates=("73.71",)),), [("73.71", "73.71", False, "region")]),
        (tuple(map(place, ("73.01", "73.02", "73.03", "73.04"))), [("73", "73", False, "many_regions")]),
        (tuple(map(place, ("73.01", "64.02", "31.71", "11"))), [("", "", False, "many_regions")]),
    ],
)
def test_where_a_signal_belongs(links: tuple[RegionLink, ...], expected: list[tuple[str, str, bool, str]]) -> None:
    found = opened(analysis(1, links, politik=("yes", 0.9, ("pemilu",))))
    assert [(one.region, one.owner, one.ambiguous, one.reasons[-1]["code"]) for one in found] == expected


def test_sara_is_sensitive_and_urgent_says_so() -> None:
    said: Any = ("yes", 0.8129, ("ujaran",))
    (sara,), (politik,) = opened(analysis(2, sara=said)), opened(analysis(1, politik=("yes", 0.9, ("pemilu",))))
    assert (sara.sensitive, politik.sensitive) == (True, False)
    assert [reason["code"] for reason in sara.reasons] == ["category", "urgent", "no_region"]
    assert [reason["code"] for reason in politik.reasons] == ["category", "no_region"]
    assert (sara.reasons[0]["probability"], sara.reasons[0]["subcategories"]) == (0.813, ["ujaran"])


def test_each_category_opens_its_own() -> None:
    said: Any = dict.fromkeys(TAXONOMY, ("yes", 0.9, ()))
    assert {one.category for one in opened(analysis(1, (place("73"),), **said))} == set(TAXONOMY)


def test_shipped_policy_covers_every_category_with_known_words() -> None:
    policy = load_policy()
    assert set(policy.rules) == set(TAXONOMY)
    for category, rule in policy.rules.items():
        assert set(rule.silent) <= set(TAXONOMY[category])
    assert policy.rules == POLICY.rules
