"""A bar chart as numbers for an SVG: no script, no inline style; the same numbers stand in a table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

#: Of the drawing, in its own units; it is as wide as its place on the page.
WIDTH, HEIGHT, BASE = 640, 120, 100
_GAP = 0.2
_LABELS = 5


class Column(NamedTuple):
    """What one bar stands for."""

    start: datetime
    own: int
    copies: int = 0
    #: Part of what is to be seen: an alarm's own hours.
    marked: bool = False


class Bar(NamedTuple):
    """One bar: the lower part for texts of their own, the upper one for copies."""

    column: Column
    x: float
    width: float
    own_y: float
    own_height: float
    copies_y: float
    copies_height: float


class Chart(NamedTuple):
    """A chart, ready to be drawn."""

    bars: list[Bar]
    #: Where times are written, the first and the last among them.
    labels: list[tuple[float, datetime]]
    highest: int
    #: Where the level of what is usual lies; None without one.
    usual_y: float | None


def chart(columns: Sequence[Column], usual: float | None = None) -> Chart:
    """Return the chart of columns that follow each other without a gap. `usual` is the level of one column."""
    highest = max((one.own + one.copies for one in columns), default=0)
    top = max(highest, usual or 0.0, 1.0)
    step = WIDTH / max(1, len(columns))
    bars = [_bar(one, number * step, step, top) for number, one in enumerate(columns)]
    every = max(1, (len(columns) - 1) // (_LABELS - 1))
    labels = [(round(bars[at].x, 1), columns[at].start) for at in range(0, len(columns), every)][:_LABELS]
    return Chart(bars, labels, highest, None if usual is None else round(BASE - BASE * usual / top, 1))


def _bar(column: Column, x: float, step: float, top: float) -> Bar:
    own, copies = BASE * column.own / top, BASE * column.copies / top
    return Bar(
        column=column,
        x=round(x + step * _GAP / 2, 1),
        width=round(step * (1 - _GAP), 2),
        own_y=round(BASE - own, 1),
        own_height=round(own, 1),
        copies_y=round(BASE - own - copies, 1),
        copies_height=round(copies, 1),
    )
