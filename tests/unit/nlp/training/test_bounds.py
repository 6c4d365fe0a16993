"""The room is the least that costs next to nothing; rows that both models judge are held to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

pytest.importorskip("sklearn")

from nlp.categories.bound import SAID
from nlp.training.bounds import bound_rows, choose_room
from nlp.training.corpus import Example, make_example
from nlp.training.models import BOUNDED


@dataclass(frozen=True)
class Judged:
    """What `bound_rows` needs of a part."""

    examples: list[Example]


def rows(count: int) -> list[Example]:
    return [
        make_example("labels", "x", "post", "", f"kata {i}", dict.fromkeys(BOUNDED, i % 2 == 0), 0)
        for i in range(count)
    ]


def test_room_is_small_where_the_masked_text_tells_as_much() -> None:
    truth = np.arange(200) % 2 == 0
    margins = np.where(truth, 2.0, -2.0)
    assert choose_room(margins, margins - 1.0, truth) == pytest.approx(1.0)


def test_room_grows_until_the_right_answers_are_kept() -> None:
    truth = np.arange(200) % 2 == 0
    margins = np.where(truth, 2.0, -2.0)
    silent = np.full(200, -3.0)
    silent[truth] -= np.linspace(0, 4, 100)
    room = choose_room(margins, silent, truth)
    assert ((np.minimum(margins, silent + room) > -2.0) == truth).mean() > 0.98


def test_rows_of_both_parts_are_bounded_and_the_bounds_taken_out() -> None:
    own, mirrored = rows(60), rows(3)
    margins = {output: np.where(np.arange(63) % 2 == 0, 2.0, -2.0) for output in BOUNDED}
    margins |= {f"{output}{SAID}": np.where(np.arange(60) % 2 == 0, 1.5, -9.0) for output in BOUNDED}
    room = bound_rows([Judged([*own, *mirrored]), Judged(own)], margins, 60)  # type: ignore[list-item]
    assert set(room) == set(margins) == set(BOUNDED)
    assert margins["sara"][1] == -9.0 + room["sara"]
    assert margins["sara"][61] == -2.0, "rows that only one part has stay"
