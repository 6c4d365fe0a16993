"""What a detector's alarms are worth on a simulated world."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from tests.eval.bursts.simulate import World

#: An alarm up to this many hours after the end of a burst still counts for it.
GRACE = 2


@dataclass(frozen=True)
class Figures:
    """Found of planted, false alarms a series and month (30 days), alarms an event that was found, hours late."""

    recall: float
    false_alarms: float
    alarms_per_event: float
    most_alarms: int
    median_delay: float
    mean_delay: float


def score(world: World, alarms: Iterable[tuple[int, int]]) -> Figures:
    """Match alarms (series, hour in which it was raised) with the planted bursts."""
    raised: dict[int, list[int]] = defaultdict(list)
    for row, hour in alarms:
        raised[row].append(hour)
    claimed: set[tuple[int, int]] = set()
    delays, per_event = [], []
    for burst in world.planted:
        mine = sorted(hour for hour in raised[burst.series] if burst.start <= hour < burst.end + GRACE)
        claimed.update((burst.series, hour) for hour in mine)
        if mine:
            delays.append(mine[0] - burst.start)
            per_event.append(len(mine))
    total = sum(len(hours) for hours in raised.values())
    months = world.counts.size / (30 * 24)
    return Figures(
        recall=len(delays) / max(1, len(world.planted)),
        false_alarms=(total - len(claimed)) / months,
        alarms_per_event=float(np.mean(per_event)) if per_event else 0.0,
        most_alarms=max(per_event, default=0),
        median_delay=float(np.median(delays)) if delays else 0.0,
        mean_delay=float(np.mean(delays)) if delays else 0.0,
    )
