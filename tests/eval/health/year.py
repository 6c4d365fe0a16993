"""A year of invented newsrooms, hour by hour, some of which break; and the judge's alarms against what was broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np

from crawler.health.history import History, Hourly, Text, Texts
from crawler.health.judge import KINDS, Case, Empty, judge
from crawler.health.volume import Window, all_dropped, compare, lull

START = datetime(2026, 1, 5, tzinfo=UTC)  # a Monday
HOURS = 365 * 24
#: The job judges every hour; here every sixth, which makes alarms up to five hours later than they are.
TICK = 6
#: Days that a fault lasts; at an outlet of two articles a week four times as long.
FAULT_DAYS = 12
#: Good days between two faults of a source.
APART = 60
#: Articles of a day by the hour of the source's own clock.
_DAY = np.array([1, 0.5, 0.3, 0.3, 0.5, 1.5, 3, 5, 7, 9, 10, 9, 7, 7, 8, 8, 7, 6, 6, 6, 5, 4, 3, 2])
_OFFICE = np.array([0] * 8 + [3, 4, 4, 3, 1, 3, 4, 3, 1] + [0] * 7)
#: Outlets of at least so many articles a day are asked to be red within a day.
OFTEN = 8.0
FAULTS = ("stopped", "thinned", "unreadable", "selector", "undated", "stubs", "hijacked", "empty")


@dataclass(frozen=True)
class Kind:
    """A kind of outlet."""

    name: str
    a_day: float
    weekend: float = 0.65
    profile: tuple[float, ...] = tuple(_DAY)
    growth: float = 1.0
    #: How much days differ beyond chance: standard deviation of the logarithm of their factor.
    unrest: float = 0.25


OUTLETS = (
    Kind("portal", 80.0, 0.7),
    Kind("regional", 18.0),
    Kind("growing", 10.0, growth=3.0),
    Kind("small", 5.0),
    Kind("office", 4.0, weekend=0.0, profile=tuple(float(n) for n in _OFFICE)),
    Kind("weekly", 2 / 7, weekend=1.0),
)


@dataclass(frozen=True)
class Fault:
    """What broke, and from which hour to which."""

    name: str
    first: int
    end: int


@dataclass
class Newsroom:
    """One source of the year."""

    kind: Kind
    history: History
    faults: tuple[Fault, ...]
    #: Alarms: kind, hour opened, hour closed.
    alarms: list[tuple[str, int, int]] = field(default_factory=list)
    opened: dict[str, int] = field(default_factory=dict)


def newsrooms(number: int, seed: int) -> list[Newsroom]:
    """Return the sources, of each kind of outlet one with faults, one without, and so on."""
    random = np.random.default_rng(seed)
    holiday = _holidays(random)
    rooms = []
    for n in range(number):
        kind = OUTLETS[n % len(OUTLETS)]
        faulty = n // len(OUTLETS) % 2 == 0
        rooms.append(_newsroom(kind, random, holiday, n // len(OUTLETS) // 2 if faulty else None))
    return rooms


def _holidays(random: np.random.Generator) -> np.ndarray:
    """Return the factor of each day that all outlets share: twelve holidays, and ten days around Lebaran."""
    factor = np.ones(366)
    factor[random.choice(366, 12, replace=False)] = 0.6
    factor[74:84] = [0.7, 0.5, 0.4, 0.3, 0.3, 0.35, 0.4, 0.5, 0.6, 0.8]
    return factor


def _newsroom(kind: Kind, random: np.random.Generator, holiday: np.ndarray, turn: int | None) -> Newsroom:
    hours = np.arange(HOURS)
    local = hours + 7
    day, weekday = local // 24, local // 24 % 7
    profile = np.array(kind.profile) / np.sum(kind.profile)
    rate = kind.a_day * profile[local % 24] * np.where(weekday >= 5, kind.weekend, 1.0) * holiday[day]
    rate = rate * (1 + (kind.growth - 1) * hours / HOURS)
    rate = rate * random.lognormal(0.0, kind.unrest, 366)[day]
    articles = random.poisson(rate)
    faults = () if turn is None else tuple(_faults(kind, turn, random))
    return Newsroom(kind, _happen(articles, faults, random), faults)


def _faults(kind: Kind, turn: int, random: np.random.Generator) -> Iterator[Fault]:
    days = FAULT_DAYS * 4 if kind.a_day < 1 else FAULT_DAYS
    apart = days + APART
    for n, begin in enumerate(range(90 + int(random.integers(40)), 360 - days, apart)):
        first = begin * 24 + int(random.integers(24))
        yield Fault(FAULTS[(turn * 4 + n) % len(FAULTS)], first, first + days * 24)


def _happen(articles: np.ndarray, faults: tuple[Fault, ...], random: np.random.Generator) -> History:
    new, lost, failed = articles.copy(), np.zeros(HOURS, dtype=int), np.zeros(HOURS, dtype=int)
    # A page in fifty has no text even when all is well.
    bad = random.binomial(new, 0.02)
    new, lost = new - bad, lost + bad
    read = np.full(HOURS, 2)
    copies = random.binomial(new, 0.1)
    for fault in faults:
        span = slice(fault.first, fault.end)
        if fault.name in ("stopped", "unreadable", "empty"):
            new[span] = lost[span] = copies[span] = 0
        if fault.name == "unreadable":
            failed[span], read[span] = read[span], 0
        if fault.name == "thinned":
            new[span] = random.binomial(new[span], 0.12)
            copies[span] = np.minimum(copies[span], new[span])
        if fault.name == "selector":
            lost[span] += new[span]
            new[span] = copies[span] = 0
    texts = Texts.of(_texts(new - copies, faults, random))
    return History(START, *(Hourly.of(one) for one in (new, lost, copies, read, failed)), texts=texts)


def _texts(new: np.ndarray, faults: tuple[Fault, ...], random: np.random.Generator) -> Iterator[Text]:
    for hour in np.flatnonzero(new):
        fault = next((one.name for one in faults if one.first <= hour < one.end), "")
        for _ in range(new[hour]):
            chars = int(random.lognormal(7.6, 0.6))
            yield Text(
                int(hour),
                int(random.integers(80, 200)) if fault == "stubs" else chars,
                undated=bool(fault == "undated" or random.random() < 0.03),
                foreign=bool(random.random() < 0.01),
                promo=bool((fault == "hijacked" and random.random() < 0.9) or random.random() < 0.003),
            )


def live(rooms: list[Newsroom]) -> int:
    """Judge every source through the year; return how often the alarm over all sources was opened."""
    general, general_open = 0, False
    for hour in range(28 * 24, HOURS, TICK):
        windows = [compare(room.history, hour, Case(room.history, hour, room.opened).before) for room in rooms]
        shared = lull(windows)
        fallen = all_dropped(windows, general_open) is not None
        general += fallen and not general_open
        general_open = fallen
        for room, own in zip(rooms, windows, strict=True):
            _note(room, hour, own, shared)
    for room in rooms:
        room.alarms += [(kind, hour, HOURS) for kind, hour in room.opened.items()]
    return general


def _note(room: Newsroom, hour: int, windows: list[Window], shared: dict[int, float]) -> None:
    empty = next((one for one in room.faults if one.name == "empty" and one.first + 6 <= hour < one.end), None)
    pages = [Empty("https://x.example/rss", 3)] if empty else []
    found = judge(Case(room.history, hour, dict(room.opened), pages), windows, shared)
    kinds = {one.kind for one in found if one.kind is not None}
    for kind in KINDS:
        if kind in kinds and kind not in room.opened:
            room.opened[kind] = hour
        elif kind not in kinds and kind in room.opened:
            room.alarms.append((kind, room.opened.pop(kind), hour))


def score(rooms: list[Newsroom], general: int) -> dict[str, float]:
    """Return the figures: shares of faults found, hours until then, and false alarms a source and month."""
    daily: list[int | None] = []
    rare: list[int | None] = []
    false = second = 0
    for room in rooms:
        alarms = sorted(room.alarms, key=lambda alarm: alarm[1])
        for fault in room.faults:
            # Recovery shows with a delay: what begins within a day of the end belongs to the fault.
            mine = [alarm for alarm in alarms if fault.first <= alarm[1] < fault.end + 24]
            alarms = [alarm for alarm in alarms if alarm not in mine]
            (daily if room.kind.a_day >= OFTEN else rare).append(mine[0][1] - fault.first if mine else None)
            second += max(0, len(mine) - 1)
        false += len(alarms)
    months = len(rooms) * 337 / 30.4
    found = [delay for delay in daily + rare if delay is not None]
    return {
        "faults": len(daily + rare),
        "found": round(len(found) / len(daily + rare), 4),
        "found_daily": round(sum(delay is not None for delay in daily) / len(daily), 4),
        "within_a_day": round(sum(delay is not None and delay <= 24 + TICK for delay in daily) / len(daily), 4),
        "delay_daily": float(np.median([delay for delay in daily if delay is not None])),
        "delay_rare": float(np.median([delay for delay in rare if delay is not None])),
        "second_alarms": round(second / len(daily + rare), 4),
        "false_a_month": round((false + general) / months, 4),
    }
