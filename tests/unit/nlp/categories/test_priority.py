"""Priority 2 needs a possible harm; criticism and peaceful demonstration never have one."""

from __future__ import annotations

from core.schemas.analysis import TAXONOMY, CategoryJudgement, Decision, Judgement
from nlp.categories.priority import priority


def categories(**subs: Decision) -> dict[str, CategoryJudgement]:
    found = {}
    for category, names in TAXONOMY.items():
        judged = {name: Judgement(probability=0.5, decision=subs.get(f"{category}_{name}", "no")) for name in names}
        found[category] = CategoryJudgement(probability=0.5, decision="no", subcategories=judged)
    return found


def test_demonstration_and_policy_stay_below_two() -> None:
    assert priority(categories(politik_unjuk_rasa="yes", politik_pemerintahan="yes"), follow=True, soon=True) == 1


def test_harm_may_be_two() -> None:
    assert priority(categories(sara_ujaran="yes"), follow=True, soon=True) == 2
    assert priority(categories(klaim_penipuan="yes"), follow=False, soon=True) == 2
    assert priority(categories(klaim_penipuan="unsure"), follow=False, soon=True) == 1


def test_learned_answers_come_first() -> None:
    assert priority(categories(sara_ujaran="yes"), follow=False, soon=False) == 0
    assert priority(categories(), follow=True, soon=False) == 1
