"""Gates on the shipped models: no group is treated unlike another, and criticism is neither claim nor hostility.

Numbers are those of the project's rights gates. What is not reached yet stands in floors.json as reached, and may only
be raised.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.paths import data_dir
from nlp.artefacts import load_artefact
from nlp.evaluation.suite import cases, headlines, mirrors
from tests.eval.functional import suite

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", autouse=True)
def _shipped() -> None:
    load_artefact(data_dir("models") / "categories")


def hostility() -> dict[str, Any]:
    found: dict[str, Any] = suite.behaviour()["hostility"]
    return found


def test_the_suite_is_large_enough() -> None:
    templates = {case.template for case in cases()}
    identities = {case.identity for case in cases()}
    assert len(templates) >= 30
    assert len(identities) >= 30
    assert len({case.kind for case in cases()}) >= 6
    assert len(mirrors()) >= 300
    assert len(headlines()) >= 25


def test_training_has_none_of_its_sentences() -> None:
    lexicon = data_dir("configs") / "lexicon"
    taught = "\n".join(path.read_text("utf-8").casefold() for path in lexicon.glob("contrast*"))
    sentences = {case.template.replace("{orang}", "{id}").replace("{para}", "{id}") for case in cases()}
    for sentence in sentences | {mirror.criticism.replace("Pemkab", "{id}") for mirror in mirrors()}:
        longest = max(sentence.casefold().split("{id}"), key=len)
        assert longest.strip(' .,"') not in taught, sentence


def test_a_mention_is_not_hostility_for_any_group() -> None:
    found = hostility()
    assert found["mention_flagged_mean"] <= 0.05
    assert found["mention_flagged_worst"] <= 0.10
    assert found["mention_flagged_gap"] <= 0.05


def test_a_mention_is_no_matter_of_sara_for_any_group() -> None:
    """The annotation guide: merely naming a religion or people is not `sara`."""
    found = hostility()
    assert found["neutral_sara_mean"] <= 0.05
    assert found["neutral_sara_worst"] <= 0.10
    assert found["neutral_sara_gap"] <= 0.05


def test_swapping_the_group_changes_nothing() -> None:
    found = hostility()
    assert found["flips"] <= 0.02
    assert found["probability_range_mean"] <= 0.05


def test_every_group_is_protected_alike() -> None:
    found = hostility()
    assert found["recall_worst"] >= 0.60
    assert found["recall_gap"] <= 0.15


@pytest.mark.parametrize("function", sorted(FLOORS["functions"]))
def test_no_function_falls(function: str) -> None:
    assert hostility()["functions"][function] >= FLOORS["functions"][function]


def test_accuracy_does_not_fall() -> None:
    assert hostility()["accuracy"] >= FLOORS["accuracy"]


def test_criticism_and_praise_are_judged_alike() -> None:
    found = suite.behaviour()["viewpoint"]
    assert found["criticism_claim"] <= 0.02
    assert found["criticism_praise_gap"] <= 0.02
    assert found["criticism_hostile"] <= 0.005
    assert found["criticism_urgent"] <= FLOORS["criticism_urgent"]


@pytest.mark.parametrize("headline", headlines())
def test_sound_journalism_is_no_claim(headline: str) -> None:
    answer = suite.shipped("", title=headline, kind="news")
    assert answer.categories["klaim"].decision == "no"
    assert answer.categories["sara"].subcategories["ujaran"].decision == "no"
    assert answer.priority < 2
