"""Category and sub-categories never contradict each other."""

from __future__ import annotations

import itertools

import pytest

from core.schemas.analysis import TAXONOMY, Decision, Judgement
from nlp.categories.combine import combine

DECISIONS: tuple[Decision, ...] = ("yes", "unsure", "no")


def judged(category: str, own: Decision, subs: dict[str, Decision]) -> dict[str, Judgement]:
    found = {category: Judgement(probability=0.4, decision=own)}
    for sub in TAXONOMY[category]:
        found[f"{category}.{sub}"] = Judgement(probability=0.6, decision=subs.get(sub, "no"))
    return found


@pytest.mark.parametrize("category", ["sara", "klaim"])
def test_yes_of_a_sub_always_comes_with_yes_of_the_category(category: str) -> None:
    names = TAXONOMY[category]
    for own, *subs in itertools.product(DECISIONS, repeat=1 + len(names)):
        answer = combine(category, judged(category, own, dict(zip(names, subs, strict=True))))
        if any(sub.decision == "yes" for sub in answer.subcategories.values()):
            assert answer.decision == "yes"
        if own == "yes":
            assert answer.decision == "yes"


def test_hostility_speaks_for_itself() -> None:
    answer = combine("sara", judged("sara", "no", {"ujaran": "yes", "peristiwa": "yes"}))
    assert answer.decision == "yes"
    assert answer.subcategories["ujaran"].decision == "yes"
    assert answer.subcategories["peristiwa"].decision == "unsure"


def test_a_lone_claim_does_not_settle_an_unsure_category() -> None:
    assert combine("klaim", judged("klaim", "unsure", {"klaim": "yes"})).decision == "unsure"
    assert combine("klaim", judged("klaim", "unsure", {"penipuan": "yes"})).decision == "yes"
