"""The burst detector does not fall below its floors on small simulated worlds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.eval.bursts.report import SETTINGS, measure
from tests.eval.bursts.score import score
from tests.eval.bursts.simulate import Planted, World, simulate

#: Fewer series and hours than a report, to stay within seconds.
SMALL = {"series": 16, "hours": 200 * 24, "bursts": 70}
SEED = 7

#: Least recall, most false alarms a series and month, largest median delay in hours; one burst is 0.014 of the
#: recall, one false alarm 0.009.
FLOORS = {
    "clear": (0.96, 0.02, 1.0),
    "plain": (0.90, 0.02, 1.0),
    "many outages": (0.90, 0.02, 2.0),
    "copies": (0.90, 0.02, 2.0),
}


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_has_fallen(name: str) -> None:
    recall, false_alarms, delay = FLOORS[name]
    figures = measure(replace(SETTINGS[name], **{**SMALL, "copies": SETTINGS[name].copies and 60}), (SEED,))
    assert figures.recall >= recall, figures
    assert figures.false_alarms <= false_alarms, figures
    assert figures.median_delay <= delay, figures
    assert figures.most_alarms == 1, figures


def test_scoring_follows_its_rules() -> None:
    world = simulate(replace(SETTINGS["plain"], series=2, hours=720 * 2, bursts=0, outages=(0, 0)), 1)
    world = World(world.counts, world.means, [Planted(0, 700, 705), Planted(1, 700, 705)])
    figures = score(world, [(0, 701), (0, 704), (0, 800)])
    assert (figures.recall, figures.alarms_per_event, figures.most_alarms, figures.median_delay) == (0.5, 2.0, 2, 1.0)
    assert figures.false_alarms == pytest.approx(1 / 4)
