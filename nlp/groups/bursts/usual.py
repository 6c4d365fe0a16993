"""What is usual: each series' own level, hours of the day, weekdays and spread, learned as the hours pass."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

DAY, WEEK = 24, 7
#: A weekday begins at 21.00 UTC, in the small hours of all three Indonesian zones (04.00 to 06.00).
NIGHT = 3
#: Windows over which items are added up, in hours.
WINDOWS = (1, 2, 3, 6, 12, 24)

# Half-lives of memory in hours, and what is believed before much is known. Chosen on the development seeds of
# tests/eval/bursts (2026-11-28); the figures change little between half and twice each value.
#: The level follows drift fast where items are many, and waits for more where they are few.
LEVEL_ITEMS, LEVEL_SHORTEST, LEVEL_LONGEST = 150.0, 10.0 * DAY, 35.0 * DAY
#: The shape of day and week and the spread hardly change.
SHAPE_HALF_LIFE = 70.0 * DAY
#: A series' own weekday counts as much as that of all series after this many items in it.
SHAPE_ITEMS = 12.0
#: How firmly a series' day is held to the day of all series, and each of its hours to its own smooth day, in items.
WAVE_RIDGE, HOUR_ITEMS = 5.0, 60.0
#: Before the first item a level is taken for half an item in a day.
LEVEL_ITEMS_BEFORE, LEVEL_HOURS_BEFORE = 0.5, 24.0
#: Spread (variance = mean + spread * mean²) while nothing is known, and how firmly that of all series is believed.
SPREAD_BEFORE, SPREAD_WEIGHT = 0.3, 12.0
#: The first days' errors are those of a level that is not known yet: they keep the first weeks from crying wolf, and
#: are taken out of the spread afterwards.
EARLY_DAYS, SETTLED_DAYS = 14, 35
#: A level that drifts cannot be known better than to a tenth of itself; no series is steadier than this.
DRIFT, SPREAD_LEAST = 0.01, 0.02


class Usual:
    """What was learned of `series` series: one row each; columns are hours of the day, weekdays or windows."""

    def __init__(self, series: int) -> None:
        self.items_by_hour, self.share_by_hour = np.zeros((series, DAY)), np.zeros((series, DAY))
        self.items_by_day, self.share_by_day = np.zeros((series, WEEK)), np.zeros((series, WEEK))
        self.items, self.share = np.zeros(series), np.zeros(series)
        windows = len(WINDOWS)
        self.excess, self.square = np.zeros((series, windows)), np.zeros((series, windows))
        self.known = np.zeros((series, windows))
        self._days = 0
        self._early = [np.zeros_like(table) for table in (self.excess, self.square, self.known)]
        self._waves = np.zeros((series, _WAVES.shape[1]))
        self._reshape()

    def shape(self, hour: int) -> Floats:
        """Return how busy this hour of the week is compared with a mean hour of the series."""
        shape: Floats = self._by_hour[:, hour % DAY] * self._by_day[:, (hour + NIGHT) // DAY % WEEK]
        return shape

    def level(self) -> Floats:
        """Return the mean number of items an hour."""
        level: Floats = (self.items + LEVEL_ITEMS_BEFORE) / (self.share + LEVEL_HOURS_BEFORE)
        return level

    def expected(self, hour: int) -> Floats:
        """Return the number of items that is usual in this hour (hours since 1970 in UTC)."""
        expected: Floats = self.level() * self.shape(hour)
        return expected

    def spread(self) -> Floats:
        """Return the spread of each window's sum (series × windows), doubt about the level included."""
        everyone = (self.excess.sum(0) + SPREAD_BEFORE) / (self.square.sum(0) + 1.0)
        own = self.excess / np.maximum(self.square, 1e-9)
        blend = (self.known * own + SPREAD_WEIGHT * everyone) / (self.known + SPREAD_WEIGHT)
        doubt: Floats = 1.0 / (self.items[:, None] + LEVEL_ITEMS_BEFORE) + DRIFT
        spread: Floats = doubt + np.maximum(blend, SPREAD_LEAST)
        return spread

    def learn(self, hour: int, counts: Floats, fit: Flags) -> None:
        """Take in the counts of one hour for the series of which it is `fit`: neither burst nor outage."""
        at, day = hour % DAY, (hour + NIGHT) // DAY % WEEK
        by_hour, by_day = self._by_hour[:, at], self._by_day[:, day]
        level = self.level()
        kept = fit * counts
        self.items_by_hour[:, at] += kept
        self.share_by_hour[:, at] += fit * level * by_day
        self.items_by_day[:, day] += kept
        self.share_by_day[:, day] += fit * level * by_hour
        half = np.clip(LEVEL_ITEMS / level, LEVEL_SHORTEST, LEVEL_LONGEST)
        fade = np.exp2(-1 / half)
        self.items = self.items * fade + kept
        self.share = self.share * fade + fit * by_hour * by_day
        if at == DAY - 1:
            self._fade_day()
            self._settle()
            self._reshape()

    def learn_spread(self, sums: Floats, means: Floats, whole: Flags) -> None:
        """Take in how far the sum of each window was from what was expected, where `whole` says that all of it fits."""
        square = means * means
        self.excess += whole * ((sums - means) ** 2 - means)
        self.square += whole * square
        self.known += whole * means * square / (1 + 2 * means) / np.array(WINDOWS)

    def restart(self, rows: Flags, items: Floats, share: Floats) -> None:
        """Take a new level for these series: `items` in a time as long as `share` mean hours."""
        self.items = np.where(rows, items, self.items)
        self.share = np.where(rows, share, self.share)

    def _fade_day(self) -> None:
        fade = 0.5 ** (DAY / SHAPE_HALF_LIFE)
        by_hour, by_day = (self.items_by_hour, self.share_by_hour), (self.items_by_day, self.share_by_day)
        for table in (*by_hour, *by_day, self.excess, self.square, self.known, *self._early):
            table *= fade

    def _settle(self) -> None:
        """Forget the first days' errors once there are others."""
        self._days += 1
        spread = (self.excess, self.square, self.known)
        if self._days == EARLY_DAYS:
            self._early = [table.copy() for table in spread]
        elif self._days == SETTLED_DAYS:
            for table, early in zip(spread, self._early, strict=True):
                table -= early
            self._early = []

    def _reshape(self) -> None:
        self._by_hour = _smooth_day(self.items_by_hour, self.share_by_hour, self._waves)
        self._by_day = _blend(self.items_by_day, self.share_by_day)


def _blend(items: Floats, share: Floats) -> Floats:
    """Return how busy each column is: the series' own figure, drawn toward that of all series where items are few."""
    everyone = _everyone(items, share)
    own = (items + SHAPE_ITEMS * everyone) / (share + SHAPE_ITEMS)
    return _scaled(own)


def _everyone(items: Floats, share: Floats) -> Floats:
    return _scaled((items.sum(0) + SHAPE_ITEMS) / (share.sum(0) + SHAPE_ITEMS))


def _scaled(shape: Floats) -> Floats:
    scaled: Floats = shape / shape.mean(-1, keepdims=True)
    return scaled


def _smooth_day(items: Floats, share: Floats, waves: Floats) -> Floats:
    """Return how busy each hour of the day is, and move `waves` (series × waves) toward their best fit.

    Hours are no strangers to their neighbours: the day of all series, bent by three waves of the series' own (a
    Poisson regression with a ridge, one Newton step a day), and only then corrected hour by hour.
    """
    everyone = np.log(_everyone(items, share))
    expected = share * np.exp(everyone + waves @ _WAVES.T)
    slope = (items - expected) @ _WAVES - WAVE_RIDGE * waves
    curve = (expected @ _PRODUCTS).reshape(len(items), _WAVES.shape[1], _WAVES.shape[1])
    step = np.linalg.solve(curve + WAVE_RIDGE * np.eye(_WAVES.shape[1]), slope[:, :, None])[:, :, 0]
    waves += np.clip(step, -0.5, 0.5)
    np.clip(waves, -3.0, 3.0, out=waves)
    fitted = np.exp(everyone + waves @ _WAVES.T)
    return _scaled(fitted * (items + HOUR_ITEMS) / (share * fitted + HOUR_ITEMS))


_ANGLES = 2 * np.pi * np.arange(DAY) / DAY
_WAVES: Floats = np.stack([np.ones(DAY), *(f(k * _ANGLES) for k in (1, 2, 3) for f in (np.cos, np.sin))], axis=1)
_PRODUCTS: Floats = (_WAVES[:, :, None] * _WAVES[:, None, :]).reshape(DAY, -1)
