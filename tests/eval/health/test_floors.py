"""The judge finds broken sources as well, as soon and with as few false alarms as it did."""

from __future__ import annotations

import json
from pathlib import Path

from tests.eval.health.year import live, newsrooms, score

FLOORS = Path(__file__).with_name("floors.json")
#: Seeds of the pinned year; the thresholds were looked for on others (1 and 2).
SEED, SOURCES = 7, 24


def test_a_year_of_newsrooms() -> None:
    rooms = newsrooms(SOURCES, SEED)
    reached = score(rooms, live(rooms))
    pinned = json.loads(FLOORS.read_text("utf-8"))
    assert failures(reached, pinned) == [], reached


def failures(reached: dict[str, float], pinned: dict[str, dict[str, float]]) -> list[str]:
    """Return what is worse than its floor or above its ceiling, in words."""
    low = [f"{name} is {reached[name]}, at least {v}" for name, v in pinned["floors"].items() if reached[name] < v]
    high = [f"{name} is {reached[name]}, at most {v}" for name, v in pinned["ceilings"].items() if reached[name] > v]
    return low + high


def test_the_gate_notices_what_is_worse() -> None:
    pinned = {"floors": {"found": 0.9}, "ceilings": {"false_a_month": 0.05}}
    assert failures({"found": 0.9, "false_a_month": 0.05}, pinned) == []
    assert len(failures({"found": 0.89, "false_a_month": 0.06}, pinned)) == 2
