"""Priority 2 needs a possible harm; criticism and peaceful demonstration never have one."""

from __future__ import annotations

import numpy as np
import pytest

from core.schemas.analysis import TAXONOMY, CategoryJudgement, Decision, Judgement
from nlp.categories.priority import how_urgent, priority
from nlp.categories.urgency import Trees, Urgency


def categories(likely: float = 0.3, **subs: Decision) -> dict[str, CategoryJudgement]:
    found = {}
    for category, names in TAXONOMY.items():
        judged = {name: Judgement(probability=likely, decision=subs.get(f"{category}_{name}", "no")) for name in names}
        found[category] = CategoryJudgement(probability=0.5, decision="no", subcategories=judged)
    return found


def test_demonstration_and_policy_stay_below_two() -> None:
    assert priority(categories(politik_unjuk_rasa="yes", politik_pemerintahan="yes"), follow=True, soon=True) == 1


def test_harm_may_be_two() -> None:
    assert priority(categories(sara_ujaran="yes"), follow=True, soon=True) == 2
    assert priority(categories(klaim_penipuan="yes"), follow=False, soon=True) == 2
    assert priority(categories(klaim_penipuan="unsure"), follow=False, soon=True) == 1


def test_learned_answers_come_first() -> None:
    assert priority(categories(klaim_klaim="yes"), follow=False, soon=False) == 0
    assert priority(categories(), follow=True, soon=False) == 1


def test_hostility_is_followed_and_urgent_where_it_is_clear() -> None:
    assert priority(categories(sara_ujaran="yes"), follow=False, soon=False) == 1
    assert priority(categories(0.5, sara_ujaran="yes"), follow=False, soon=False) == 2
    assert priority(categories(0.9, sara_ujaran="unsure"), follow=False, soon=False) == 0


def _always(level: float) -> Urgency:
    """Return a model of urgency that says the same of every document."""
    leaf = np.zeros(1, np.int32)
    trees = Trees(leaf, leaf, np.zeros(1), np.zeros(2, np.int32), np.array([level]), 1)
    return Urgency(trees, ("news",), 0.0, 0.5, 1.5)


@pytest.mark.parametrize(
    ("level", "soon", "found"),
    [
        (2.0, "yes", (True, True)),
        (2.0, "unsure", (True, False)),
        (1.0, "yes", (True, False)),
        (0.0, "yes", (False, False)),
    ],
)
def test_urgent_is_what_both_find_so(level: float, soon: Decision, found: tuple[bool, bool]) -> None:
    judged = {"prio1": Judgement(probability=0.5, decision="no"), "prio2": Judgement(probability=0.5, decision=soon)}
    assert how_urgent(judged, "post", _always(level)) == found


def test_without_a_model_the_two_outputs_say_it() -> None:
    judged = {name: Judgement(probability=0.5, decision="yes") for name in ("prio1", "prio2")}
    assert how_urgent(judged, "post", None) == (True, True)
