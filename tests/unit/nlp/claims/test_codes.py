"""The quick look over bits: the same bits for the same rows, few rows, and rows that do not vary."""

from __future__ import annotations

import numpy as np
import pytest

from nlp.claims.codes import Codes
from nlp.encoder.contract import unit_rows


def rows(count: int, width: int) -> np.ndarray:
    return unit_rows(np.random.default_rng(1).normal(size=(count, width)).astype(np.float32))


@pytest.mark.parametrize("width", [32, 50, 176, 384])
def test_a_row_is_nearest_to_itself(width: int) -> None:
    made = rows(500, width)
    codes = Codes(made)
    assert all(place in codes.nearest(made[place], 3) for place in range(0, 500, 25))


def test_the_same_rows_give_the_same_bits() -> None:
    made = rows(300, 64)
    np.testing.assert_array_equal(Codes(made)._bits, Codes(made.copy())._bits)


def test_more_than_there_are_gives_all() -> None:
    made = rows(40, 64)
    assert sorted(Codes(made).nearest(made[0], 100).tolist()) == list(range(40))


def test_rows_that_are_all_alike() -> None:
    made = np.tile(rows(1, 64), (100, 1))
    assert len(Codes(made).nearest(made[0], 5)) == 5
