"""Agreement of groups with stories."""

from __future__ import annotations

import pytest

from nlp.training.issues.score import score


def test_everything_alone_finds_no_pair_and_is_never_wrong() -> None:
    found = score(["a", "a", "b", "c"], [1, 2, 3, 4])
    assert (found["pairs_precision"], found["pairs_recall"], found["pairs_f1"]) == (1, 0, 0)
    assert found["bcubed_precision"] == 1
    assert found["bcubed_recall"] == pytest.approx((0.5 + 0.5 + 1 + 1) / 4)


def test_one_pair_of_two_and_one_wrong_one() -> None:
    found = score(["a", "a", "b", "b"], [1, 1, 2, 3])
    assert found["pairs_f1"] == pytest.approx(2 / 3)
    found = score(["a", "a", "b", "c"], [1, 2, 2, 3])
    assert found["pairs_f1"] == 0
    assert found["bcubed_precision"] == pytest.approx((1 + 0.5 + 0.5 + 1) / 4)


def test_perfect_groups_and_none() -> None:
    assert set(score(["a", "b", "a"], [5, 6, 5]).values()) == {1.0}
    assert score([], [])["bcubed_f1"] == 0
    with pytest.raises(ValueError, match="story"):
        score(["a"], [])
