"""The numbers of a bar chart: inside the drawing, the highest bar as high as it, whatever is counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from api.ui.chart import BASE, WIDTH, Column, chart

BEGIN = datetime(2026, 11, 20, tzinfo=UTC)


def columns(*counts: tuple[int, int]) -> list[Column]:
    return [Column(BEGIN + timedelta(hours=at), own, copies) for at, (own, copies) in enumerate(counts)]


def test_bars_stand_on_the_base_and_the_highest_reaches_the_top() -> None:
    drawn = chart(columns((2, 2), (1, 0), (0, 0)), usual=1.0)
    assert (drawn.highest, drawn.usual_y) == (4, BASE - BASE / 4)
    first, second, third = drawn.bars
    assert (first.own_y, first.own_height, first.copies_y, first.copies_height) == (50, 50, 0, 50)
    assert second.own_y + second.own_height == BASE
    assert third.own_height == third.copies_height == 0
    assert third.x + third.width <= WIDTH


@pytest.mark.parametrize("many", [0, 1, 4, 5, 120])
def test_a_few_times_are_written_however_many_bars_there_are(many: int) -> None:
    drawn = chart(columns(*[(1, 0)] * many))
    assert len(drawn.labels) == min(many, 5)
    assert len(drawn.bars) == many
    assert all(0 <= bar.own_y <= BASE for bar in drawn.bars)


def test_what_is_usual_may_be_above_every_bar() -> None:
    assert chart(columns((1, 0)), usual=8.0).usual_y == 0
