"""B12: what is written of a party or a candidate does not weigh by whom it names.

Asked is a difference of at most .02. The linear models weigh no such name (.002); the transformer reads them, and is
held to a share of the linear weight for claims (nlp/training/precise/mix.py). None is called urgent for its name.
"""

from __future__ import annotations

import pytest

from nlp.evaluation.suite import swaps
from tests.eval.functional import suite

ASKED = 0.02
KINDS = ("partai", "calon")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("output", ["klaim", "sara", "sara.ujaran"])
def test_names_weigh_alike(kind: str, output: str) -> None:
    assert suite.behaviour()["partisan"][kind][output] <= ASKED


@pytest.mark.parametrize("kind", KINDS)
def test_no_name_makes_a_sentence_urgent(kind: str) -> None:
    assert suite.behaviour()["partisan"][kind]["urgent"] <= ASKED


@pytest.mark.parametrize("kind", KINDS)
def test_enough_is_asked(kind: str) -> None:
    own = [swap for swap in swaps() if swap.kind == kind]
    assert len({swap.name for swap in own}) >= 10
    assert len({swap.text.replace(swap.name, "") for swap in own}) >= 14
