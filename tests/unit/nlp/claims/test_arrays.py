"""Rows of different lengths in flat arrays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.claims.arrays import Ragged, best, largest, least, summed

ROWS = st.lists(st.lists(st.integers(0, 9), max_size=5), max_size=8)


@given(ROWS)
def test_rows_come_back(rows: list[list[int]]) -> None:
    ragged = Ragged.of(rows)
    values, owners = ragged.pick(np.arange(len(rows), dtype=np.int64))
    assert [values[owners == place].tolist() for place in range(len(rows))] == rows
    assert ragged.lengths.tolist() == [len(row) for row in rows]


@given(ROWS)
def test_transposed_names_the_holders(rows: list[list[int]]) -> None:
    found = Ragged.of(rows).transposed(10)
    values, owners = found.pick(np.arange(10, dtype=np.int64))
    expected = [[row for row, numbers in enumerate(rows) for n in numbers if n == number] for number in range(10)]
    assert [values[owners == number].tolist() for number in range(10)] == expected


def test_sums_largest_and_least() -> None:
    owners, weights = np.array([0, 0, 2]), np.array([1.0, 2.0, 5.0])
    assert summed(owners, weights, 4).tolist() == [3, 0, 5, 0]
    assert largest(owners, weights, 4).tolist() == [2, 0, 5, 0]
    assert least(owners, weights, 4).tolist() == [1, 0, 5, 0]


def test_best_leaves_out_what_has_nothing() -> None:
    assert sorted(best(np.array([0.0, 3.0, 0.0, 1.0, 2.0]), 2).tolist()) == [1, 4]
    assert sorted(best(np.array([0.0, 3.0, 0.0]), 5).tolist()) == [1]
    assert best(np.zeros(0), 5).tolist() == []


@pytest.mark.parametrize("values", [3, 40, 100_000])
@pytest.mark.parametrize("held", [0.001, 0.02, 1.0])
@pytest.mark.parametrize("count", [1, 60, 2_000])
def test_best_of_many_are_those_of_sorting_the_first_of_equal_ones(values: int, held: float, count: int) -> None:
    random = np.random.default_rng(7)
    scores = random.integers(1, values, 20_000) * (random.random(20_000) < held).astype(float)
    expected = np.argsort(-scores, kind="stable")[:count]
    assert sorted(best(scores, count).tolist()) == sorted(expected[scores[expected] > 0].tolist())


def test_best_does_not_miss_what_stands_where_nobody_looks() -> None:
    scores = np.zeros(20_000)
    scores[1:161:16] = 5.0  # no sixteenth one
    scores[::16] = 1.0
    assert sorted(best(scores, 10).tolist()) == list(range(1, 161, 16))
