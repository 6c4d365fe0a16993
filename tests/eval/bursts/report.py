"""The detector's figures on simulated years.

python -m tests.eval.bursts.report           # every setting on the reporting seeds (minutes)
python -m tests.eval.bursts.report base drift
"""

from __future__ import annotations

import sys
from dataclasses import asdict, fields

import numpy as np

from nlp.groups.bursts.watch import Burst, Watch
from tests.eval.bursts.score import Figures, score
from tests.eval.bursts.simulate import Setting, World, simulate

#: `sharp` to `moderate` differ in the bursts, the others in the world around the bursts of `plain`.
SETTINGS = {
    "sharp": Setting(shapes=("flat", "fall"), least=(10, 25), times=(10, 20), burst_hours=(1, 4)),
    "strong": Setting(least=(15, 35), times=(9, 20), burst_hours=(2, 8)),
    "clear": Setting(least=(12, 30), times=(6, 15), burst_hours=(2, 8)),
    "plain": Setting(least=(8, 20), times=(4, 12)),
    "faint": Setting(),
    "moderate": Setting(least=(10, 20), times=(2.5, 4.0), burst_hours=(4, 16)),
    "scattered": Setting(size=(0.7, 4.0), least=(8, 20), times=(4, 12)),
    "carried over": Setting(memory=0.4, least=(8, 20), times=(4, 12)),
    "drifting": Setting(drift=1.0, steps=1, least=(8, 20), times=(4, 12)),
    "many outages": Setting(outages=(3, 8), outage_hours=(6, 200), least=(8, 20), times=(4, 12)),
    "young": Setting(settled=5 * 24, hours=90 * 24, bursts=45, least=(8, 20), times=(4, 12)),
    "copies": Setting(copies=200, least=(8, 20), times=(4, 12)),
}
#: Seeds 0 to 49 were looked at while the constants were chosen.
REPORTING = (100, 101, 102)


def watched(world: World) -> list[Burst]:
    """Return the alarms of a world."""
    watch = Watch(len(world.counts), 0, world.outlets is not None)
    for hour in range(world.counts.shape[1]):
        outlets = None if world.outlets is None else world.outlets[:, hour].astype(float)
        watch.see(world.counts[:, hour].astype(float), outlets)
    return watch.bursts


def measure(setting: Setting, seeds: tuple[int, ...]) -> Figures:
    """Return the mean figures of a setting."""
    each = []
    for seed in seeds:
        world = simulate(setting, seed)
        each.append(score(world, [(burst.row, burst.raised) for burst in watched(world)]))
    means = {f.name: float(np.mean([getattr(one, f.name) for one in each])) for f in fields(Figures)}
    return Figures(**{**means, "most_alarms": max(one.most_alarms for one in each)})


def main(names: list[str]) -> None:
    """Print one line a setting."""
    for name in names or list(SETTINGS):
        figures = asdict(measure(SETTINGS[name], REPORTING))
        sys.stdout.write(f"{name:14}" + "  ".join(f"{key} {value:.3f}" for key, value in figures.items()) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
