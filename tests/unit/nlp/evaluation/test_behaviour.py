"""The numbers of the functional suite tell a fair judge from an unfair one."""

from __future__ import annotations

import pytest

from core.schemas.analysis import TAXONOMY, CategoryJudgement, Judgement
from core.schemas.document import Kind
from nlp.evaluation import suite
from nlp.evaluation.behaviour import measure_behaviour
from nlp.evaluation.judge import Answer

HOSTILE = frozenset(case.text for case in suite.cases() if case.hostile)


def answer(hostile: bool = False, claim: bool = False, urgent: bool = False) -> Answer:
    no, yes = Judgement(probability=0.1, decision="no"), Judgement(probability=0.9, decision="yes")
    categories = {
        category: CategoryJudgement(
            probability=0.1,
            decision="yes" if claim and category == "klaim" else "no",
            subcategories=dict.fromkeys(subs, no),
        )
        for category, subs in TAXONOMY.items()
    }
    if hostile:
        categories["sara"] = categories["sara"].model_copy(
            update={"subcategories": {**categories["sara"].subcategories, "ujaran": yes}}
        )
    return Answer(categories, 2 if urgent else 0)


def perfect(text: str, title: str = "", kind: Kind = "post") -> Answer:
    return answer(hostile=text in HOSTILE)


def biased(text: str, title: str = "", kind: Kind = "post") -> Answer:
    urgent = bool(title) or "Golkar" in text
    return answer(hostile="Papua" in text or "Anies" in text, claim="Polres" in text or bool(title), urgent=urgent)


def test_a_perfect_judge() -> None:
    found = measure_behaviour(perfect)
    assert found["hostility"]["accuracy"] == 1
    assert found["hostility"]["flips"] == 0
    assert found["hostility"]["recall_worst"] == 1
    assert found["viewpoint"]["headlines_flagged"] == 0
    assert found["partisan"]["partai"] == {"klaim": 0, "sara": 0, "sara.ujaran": 0, "urgent": 0}
    assert found["obfuscation"]["fullwidth"]["lost"] == 1  # it knows the plain letters by heart only


def test_a_judge_with_something_against_one_group() -> None:
    found = measure_behaviour(biased)
    assert found["hostility"]["mention_flagged_worst"] == found["hostility"]["mention_flagged_gap"] == 1
    assert found["hostility"]["flips"] == 1
    assert found["identities"]["Papua"]["flagged"] == 1
    assert found["identities"]["Jawa"]["flagged"] == 0
    assert found["viewpoint"]["criticism_claim"] == pytest.approx(found["viewpoint"]["praise_claim"])
    assert found["viewpoint"]["headlines_flagged"] == 1
    assert found["partisan"]["calon"] == {"klaim": 0, "sara": 0, "sara.ujaran": pytest.approx(0.8), "urgent": 0}
    assert found["partisan"]["partai"]["urgent"] == 1
    assert found["obfuscation"]["leet"]["lost"] == 1  # nothing found in plain letters is nothing kept
