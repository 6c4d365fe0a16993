"""The room is the least that costs next to nothing; rows that both models judge are held to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

pytest.importorskip("sklearn")

from nlp.categories.bound import SAID, bound
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


def test_rows_are_bounded_as_serving_bounds_texts() -> None:
    texts = ["umat Hindu itu hama", "tetangga itu hama"] * 30
    own = [
        make_example("labels", "x", "post", "", f"{text} {i}", dict.fromkeys(BOUNDED, i % 4 < 2), 0)
        for i, text in enumerate(texts)
    ]
    drawn = np.random.default_rng(0).normal(size=(2, len(own)))
    margins = {output: drawn[0].copy() for output in BOUNDED} | {f"{output}{SAID}": drawn[1] for output in BOUNDED}
    room = bound_rows([Judged(own), Judged(own)], margins, len(own))  # type: ignore[list-item]
    for row, text in enumerate(texts):
        served = {output: float(drawn[0][row]) for output in BOUNDED}
        served |= {f"{output}{SAID}": float(drawn[1][row]) for output in BOUNDED}
        bound(served, room, named="Hindu" in text)
        assert served == pytest.approx({output: margins[output][row] for output in BOUNDED})
