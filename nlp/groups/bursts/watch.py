"""Watches series of hourly counts and raises one alarm an event; no alarm uses an hour after the one it is raised in.

Every hour and for each of several windows that end with it, the count is held against a negative binomial around what
is usual. An event begins when so many are too improbable in one window (`RAISE`) and ends when the last hours are
ordinary (`CALM`), so that it cannot flicker; a rise soon after belongs to the same event.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import betainc

from nlp.groups.bursts.outlets import OUTLETS_LEAST
from nlp.groups.bursts.recent import KEPT, WAIT, Recent, ending
from nlp.groups.bursts.usual import DAY, WINDOWS, Flags, Floats, Usual

#: Chance below which so many items raise an alarm: 0.006 false alarms a series and month over all windows and hours
#: (simulated years of tests/eval/bursts, seeds 100 to 102, 2026-11-28); 1.5e-5 gives 0.015 and finds 0.5 % more.
RAISE = 1e-5
#: Fewest items that are a burst, and how many times the usual they must be.
LEAST, TIMES = 4, 1.8
#: An hour is calm while its chance and that of its last three hours is above this; so many calm hours end an event.
CALM, CALM_HOURS = 0.05, 6
#: A rise within so many hours after an event goes on with it.
SAME_EVENT = DAY
#: Nothing is raised while a series was watched for less: the hours of its day cannot be told apart.
FIRST = 3 * DAY
#: A run of empty hours less probable than this is an outage.
OUTAGE = float(np.log(1e-5))
#: A rise that lasts longer is the new usual.
LONGEST = 5 * DAY
#: One outlet's copies: an outlet's items in an hour count up to so many, and a burst needs more outlets than usual too.
EACH_OUTLET, OUTLETS_RAISE = 2, 0.002

_NEVER = -(10**9)

#: Tells how many items of a series (row) from one hour to another, both included, count evenly (outlets.py); None where
#: nobody named the outlets.
Evenly = Callable[[int, int, int], float | None]


@dataclass(slots=True)
class Burst:
    """One event of one series (row). Hours count from 1970 in UTC; `ended` is the first calm hour, None before it.

    `count` items came from `started` to `raised`, both included, where `usual` are expected.
    """

    row: int
    started: int
    raised: int
    count: int
    usual: float
    ended: int | None = None

    @property
    def hours(self) -> int:
        """Return how many hours the count spans."""
        return self.raised - self.started + 1


class Watch:
    """Watches `series` series from hour `start` on; `see` takes one hour after the other.

    `evenly` knows the outlets by name and is asked where the hours' numbers do not settle it: an outlet that brings a
    text in each of four hours is four in their sum.
    """

    def __init__(self, series: int, start: int, with_outlets: bool = False, evenly: Evenly | None = None) -> None:
        self.hour = self.start = start
        self.bursts: list[Burst] = []
        self._usual, self._recent = Usual(series), Recent(series)
        self._outlets = (Usual(series), Recent(series)) if with_outlets else None
        self._evenly = evenly
        self._raw = np.zeros((series, KEPT))
        self._next_learned = start
        self._last: list[Burst | None] = [None] * series
        self._active = np.zeros(series, dtype=bool)
        self._began = np.full(series, _NEVER)
        self._ended = np.full(series, _NEVER)
        self._calm = np.zeros(series, dtype=int)
        self._flood, self._flooded = np.full(series, _NEVER), np.full(series, _NEVER)
        self._silence, self._silent = np.zeros(series), np.zeros(series, dtype=int)

    def see(self, counts: Floats, outlets: Floats | None = None) -> list[Burst]:
        """Take the next hour's items, one number a series, and of how many outlets they are; return the new alarms."""
        before = len(self.bursts)
        self._raw[:, :-1] = self._raw[:, 1:]
        self._raw[:, -1] = counts
        if self._outlets is not None and outlets is not None:
            counts = np.minimum(counts, EACH_OUTLET * outlets)
            self._outlets[1].add(outlets, self._outlets[0].expected(self.hour), ~self._active)
        expected, spread = self._usual.expected(self.hour), self._usual.spread()
        self._recent.add(counts, expected, ~self._active)
        sums, means = self._recent.sums()
        chance = chance_of(sums, means, spread)
        busy = self._active.copy()  # an event that ends now leaves sums behind that still hold its surplus
        self._end(chance)
        if self.hour - self.start >= FIRST:
            loud = (chance < RAISE) & (sums >= LEAST) & (sums >= TIMES * means) & ~busy[:, None]
            if loud.any():
                self._raise(loud & self._many_outlets(sums), chance, spread)
        self._mind_silence(counts, expected, spread[:, 0])
        self._learn()
        self.hour += 1
        return self.bursts[before:]

    def _many_outlets(self, sums: Floats) -> Flags:
        """Tell which windows have more outlets than usual: one outlet's copies are no burst."""
        if self._outlets is None:
            return np.ones(sums.shape, dtype=bool)
        usual, recent = self._outlets
        outlets, means = recent.sums()
        most = np.stack([recent.counts[:, -window:].max(1) for window in WINDOWS], axis=1)
        enough = (outlets >= OUTLETS_LEAST) & ((most >= 2) | (sums <= outlets))
        return enough & (chance_of(outlets, means, usual.spread()) < OUTLETS_RAISE)

    def _raise(self, loud: Flags, chance: Floats, spread: Floats) -> None:
        """Open an event, or go on with the last one if that ended a short while ago."""
        for row in map(int, np.flatnonzero(loud.any(1))):
            windows = sorted(np.flatnonzero(loud[row]).tolist(), key=chance[row].__getitem__)
            spans = ((self._rise(row, WINDOWS[window]), window) for window in windows)
            span = next((one for one, window in spans if self._is_wide(row, one, spread[row, window])), None)
            if span is None:
                self._mind_flood(row, self._rise(row, WINDOWS[windows[0]]))
                continue
            started = self.hour - span + 1
            self._active[row], self._calm[row] = True, 0
            self._recent.fit[row, -span:] = False
            last = self._last[row]
            if last is not None and started - self._ended[row] < SAME_EVENT:
                last.ended = None
                continue
            self._began[row] = started
            count, usual = self._raw[row, -span:].sum(), self._recent.expected[row, -span:].sum()
            burst = Burst(row, started, self.hour, int(count), float(usual))
            self._last[row] = burst
            self.bursts.append(burst)

    def _is_wide(self, row: int, span: int, spread: float) -> bool:
        """Tell whether the last hours are more than usual though no outlet counts for more than others do.

        The outlets of one hour are different ones: where those of the busiest are enough, nobody is asked for names.
        """
        if self._outlets is None or self._evenly is None:
            return True
        expected = self._recent.expected[row, -span:].sum()
        most = self._outlets[1].counts[row, -span:].max()
        if most >= LEAST and _is_odd(most, expected, spread):
            return True
        told = self._evenly(row, self.hour - span + 1, self.hour)
        return told is None or _is_odd(told, expected, spread)

    def _rise(self, row: int, window: int) -> int:
        """Return for how many hours the rise has lasted: the last ones of the window with the largest surplus."""
        surplus = self._recent.ordinary[row, -window:] - self._recent.expected[row, -window:]
        return 1 + int(np.argmax(np.cumsum(surplus[::-1])))

    def _end(self, chance: Floats) -> None:
        """End the events whose last hours are calm; what lasts too long is the new usual."""
        if not self._active.any():
            return
        calm = np.minimum(chance[:, 0], chance[:, 2]) > CALM
        self._calm = np.where(self._active & calm, self._calm + 1, 0)
        stuck = self._active & (self.hour - self._began > LONGEST)
        for row in map(int, np.flatnonzero(self._active & (self._calm >= CALM_HOURS) | stuck)):
            quiet = int(self._calm[row])
            self._active[row] = False
            # Without a calm hour the rise is usual from this one on: it ended no later than what was seen.
            self._ended[row] = self.hour - max(0, quiet - 1)
            last = self._last[row]
            if last is not None:
                last.ended = int(self._ended[row])
            since = self.hour - int(self._began[row]) + 1
            for recent in self._tables():
                recent.settle(row, since, quiet)
        if stuck.any():
            self._accept(stuck)

    def _accept(self, rows: Flags) -> None:
        """Make the counts of the last days the new level."""
        for usual, recent in ((self._usual, self._recent), *([self._outlets] if self._outlets else [])):
            share = recent.expected[:, -WAIT:].sum(1) / usual.level()
            usual.restart(rows, recent.counts[:, -WAIT:].sum(1), share)
            recent.fit[rows] = False

    def _mind_silence(self, counts: Floats, expected: Floats, spread: Floats) -> None:
        """Learn nothing from a run of empty hours that is too long for chance."""
        empty = counts == 0
        self._silence = np.where(empty, self._silence - np.log1p(spread * expected) / spread, 0.0)
        self._silent = np.where(empty, self._silent + 1, 0)
        for row in np.flatnonzero(empty & (self._silence < OUTAGE)):
            self._recent.fit[row, -min(KEPT, int(self._silent[row])) :] = False

    def _mind_flood(self, row: int, span: int) -> None:
        """Learn nothing from what one outlet spreads over hours, until that is the new usual."""
        if self.hour - self._flooded[row] > SAME_EVENT:
            self._flood[row] = self.hour
        self._flooded[row] = self.hour
        if self.hour - self._flood[row] <= LONGEST:
            self._recent.fit[row, -span:] = False

    def _learn(self) -> None:
        """Learn the hour that has waited long enough; the first days wait less, or nothing would be known of them."""
        back = self.hour - self._next_learned
        if back < min(WAIT, (self.hour - self.start) // 8):
            return
        fit = self._recent.fit[:, KEPT - 1 - back]
        whole = ending(self._recent.fit.astype(float), back) >= np.array(WINDOWS)
        for usual, recent in ((self._usual, self._recent), *([self._outlets] if self._outlets else [])):
            usual.learn(self._next_learned, recent.counts[:, KEPT - 1 - back], fit)
            usual.learn_spread(ending(recent.counts, back), ending(recent.expected, back), whole)
        self._next_learned += 1

    def _tables(self) -> list[Recent]:
        return [self._recent, *([self._outlets[1]] if self._outlets else [])]


def _is_odd(items: float, expected: float, spread: float) -> bool:
    """Tell whether so many items are more than usual, as the outlets of a burst must be."""
    return bool(chance_of(np.array([items]), np.array([expected]), np.array([spread]))[0] < OUTLETS_RAISE)


def chance_of(sums: Floats, means: Floats, spread: Floats) -> Floats:
    """Return how probable so many items or more are; 1 where they are not even a deviation above the mean."""
    chance = np.ones_like(sums)
    odd = sums > means + np.sqrt(means + spread * means**2)
    size = 1 / spread[odd]
    chance[odd] = betainc(sums[odd], size, means[odd] / (means[odd] + size))
    return chance
