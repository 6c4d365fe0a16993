"""Simulated counts with planted bursts: what a detector must find and what it must leave alone."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Setting:
    """What a simulated world looks like; ranges are drawn evenly, rates and dispersions evenly in their logarithm."""

    series: int = 36
    hours: int = 365 * 24
    rate: tuple[float, float] = (0.03, 6.0)
    #: Size of the negative binomial: an hour's variance is mean + mean² / size.
    size: tuple[float, float] = (1.5, 12.0)
    #: How much of the extra variance is carried over from hour to hour.
    memory: float = 0.0
    day: tuple[float, float] = (0.4, 0.9)
    weekend: tuple[float, float] = (0.6, 1.0)
    drift: float = 0.4
    steps: int = 0
    outages: tuple[int, int] = (0, 4)
    outage_hours: tuple[int, int] = (6, 72)
    bursts: int = 180
    burst_hours: tuple[int, int] = (2, 12)
    shapes: tuple[str, ...] = ("flat", "fall", "rise", "hill")
    #: A burst adds `least` items or `times` the usual of its hours, whichever is more.
    least: tuple[float, float] = (7.0, 16.0)
    times: tuple[float, float] = (3.0, 9.0)
    #: Times that one outlet publishes ten copies within an hour; with any, the outlets of each hour are known.
    copies: int = 0
    #: First hour in which a burst may begin.
    settled: int = 28 * 24


@dataclass
class Planted:
    """One planted burst, `end` exclusive."""

    series: int
    start: int
    end: int


@dataclass
class World:
    """Counts (series × hours), their true means without bursts, and what was planted."""

    counts: Counts
    means: Floats
    planted: list[Planted] = field(default_factory=list)
    outlets: Counts | None = None


def simulate(setting: Setting, seed: int) -> World:
    """Draw one world."""
    rng = np.random.default_rng(seed)
    means = np.stack([_means(rng, setting) for _ in range(setting.series)])
    sizes = np.exp(rng.uniform(*np.log(setting.size), setting.series))
    noise = np.stack([_noise(rng, setting, size) for size in sizes])
    counts = rng.poisson(means * noise).astype(np.int64)
    free = np.ones(counts.shape, bool)
    _outages(rng, setting, counts, free)
    planted = [burst for _ in range(setting.bursts) if (burst := _plant(rng, setting, counts, means, free))]
    outlets = _copied(rng, setting, counts, free) if setting.copies else None
    return World(counts, means, planted, outlets)


def _means(rng: np.random.Generator, setting: Setting) -> Floats:
    """Draw the expected counts of one series: level × day × week × drift."""
    hours = np.arange(setting.hours)
    rate = np.exp(rng.uniform(*np.log(setting.rate)))
    zone = rng.choice([7, 8, 9])
    clock = (hours + zone) % 24
    depth, peak = rng.uniform(*setting.day), rng.uniform(9, 16)
    day = 1 + depth * np.cos((clock - peak) / 24 * 2 * np.pi) + 0.3 * depth * np.cos((clock - peak) / 12 * 2 * np.pi)
    week = np.where((hours + zone) // 24 % 7 >= 5, rng.uniform(*setting.weekend), 1.0)
    days = setting.hours // 24 + 1
    walk = np.cumsum(rng.normal(0, setting.drift / 25, days))[hours // 24]
    wave = (
        setting.drift
        * rng.uniform(0, 1)
        * np.sin(hours / setting.hours * 2 * np.pi * rng.uniform(0.5, 2) + rng.uniform(0, 6))
    )
    steps = np.zeros(setting.hours)
    for at in rng.integers(setting.settled, setting.hours, setting.steps):
        steps[at:] += rng.choice([-1, 1]) * np.log(rng.uniform(1.3, 1.8))
    shape = np.clip(day, 0.02, None) * week
    return rate * shape / shape.mean() * np.exp(walk + wave + steps)


def _noise(rng: np.random.Generator, setting: Setting, size: float) -> Floats:
    """Draw the multiplier of each hour: gamma with mean 1, some of it carried over."""
    fresh = rng.gamma(size, 1 / size, setting.hours)
    if not setting.memory:
        return fresh
    carried = np.empty(setting.hours)
    carried[0] = 0.0
    kick = rng.normal(0, 1, setting.hours)
    for hour in range(1, setting.hours):
        carried[hour] = 0.85 * carried[hour - 1] + np.sqrt(1 - 0.85**2) * kick[hour]
    spread = np.sqrt(np.log1p(setting.memory / size))
    mild = rng.gamma(size / (1 - setting.memory), (1 - setting.memory) / size, setting.hours)
    return mild * np.exp(spread * carried - spread**2 / 2)


def _outages(rng: np.random.Generator, setting: Setting, counts: Counts, free: npt.NDArray[np.bool_]) -> None:
    """Set stretches to zero; no burst is planted in or right beside one."""
    for row in range(setting.series):
        for _ in range(rng.integers(setting.outages[0], setting.outages[1] + 1)):
            length = rng.integers(setting.outage_hours[0], setting.outage_hours[1] + 1)
            start = int(rng.integers(0, setting.hours - length))
            counts[row, start : start + length] = 0
            free[row, max(0, start - 24) : start + length + 24] = False


def _plant(
    rng: np.random.Generator, setting: Setting, counts: Counts, means: Floats, free: npt.NDArray[np.bool_]
) -> Planted | None:
    """Add one burst at a free place, three days from any other."""
    for _ in range(50):
        row = int(rng.integers(setting.series))
        length = int(rng.integers(setting.burst_hours[0], setting.burst_hours[1] + 1))
        start = int(rng.integers(setting.settled, setting.hours - length))
        if free[row, start : start + length].all():
            break
    else:
        return None
    shape = {
        "flat": np.ones(length),
        "fall": np.exp(-np.arange(length) / max(1.0, length / 3)),
        "rise": np.arange(1, length + 1, dtype=float),
        "hill": np.sin((np.arange(length) + 0.5) / length * np.pi),
    }[rng.choice(setting.shapes)]
    usual = means[row, start : start + length].sum()
    total = max(rng.uniform(*setting.least), rng.uniform(*setting.times) * usual)
    counts[row, start : start + length] += rng.poisson(total * shape / shape.sum())
    free[row, max(0, start - 72) : start + length + 72] = False
    return Planted(row, start, start + length)


def _copied(rng: np.random.Generator, setting: Setting, counts: Counts, free: npt.NDArray[np.bool_]) -> Counts:
    """Draw of how many of 15 outlets, some busier, each hour's items are; then let one outlet publish ten copies."""
    share = 1 / np.arange(2, 17)
    names = rng.choice(15, size=int(counts.sum()), p=share / share.sum())
    hour_of_item = np.repeat(np.arange(counts.size), counts.ravel())
    pairs = np.unique(hour_of_item * 15 + names) // 15
    outlets = np.bincount(pairs, minlength=counts.size).reshape(counts.shape)
    rows, hours = rng.integers(setting.series, size=setting.copies), rng.integers(setting.hours, size=setting.copies)
    for row, hour in zip(rows, hours, strict=True):
        if free[row, hour]:
            counts[row, hour] += 10
            outlets[row, hour] += 1
    return outlets
