"""The last hours of every series: counts, what was expected of them, and which of them are fit to learn from."""

from __future__ import annotations

import numpy as np

from nlp.groups.bursts.usual import DAY, WINDOWS, Flags, Floats

#: Hours wait this long before they are learned, so that a burst or an outage is known by then and left out.
WAIT = 3 * DAY
#: Hours at hand: those that wait, and the longest window before them.
KEPT = WAIT + max(WINDOWS) + 1
_LONGEST = max(WINDOWS)
_ENDS = np.array(WINDOWS) - 1


class Recent:
    """Tables with one row a series and one column an hour, the newest last."""

    def __init__(self, series: int) -> None:
        self.counts = np.zeros((series, KEPT))
        #: The same without the surplus of events that are over, so that no window counts it twice.
        self.ordinary = np.zeros((series, KEPT))
        self.expected = np.zeros((series, KEPT))
        self.fit = np.zeros((series, KEPT), dtype=bool)

    def add(self, counts: Floats, expected: Floats, fit: Flags) -> None:
        """Take the next hour, forget the oldest."""
        self.counts[:, :-1] = self.counts[:, 1:]
        self.ordinary[:, :-1] = self.ordinary[:, 1:]
        self.expected[:, :-1] = self.expected[:, 1:]
        self.fit[:, :-1] = self.fit[:, 1:]
        self.counts[:, -1] = counts
        self.ordinary[:, -1] = counts
        self.expected[:, -1] = expected
        self.fit[:, -1] = fit

    def sums(self) -> tuple[Floats, Floats]:
        """Return the ordinary counts and the expectations, each summed over the windows that end now."""
        return ending(self.ordinary), ending(self.expected)

    def settle(self, row: int, hours: int, calm: int) -> None:
        """Take an event's surplus out of the last `hours`; the last `calm` of them were ordinary already."""
        hours = min(hours, KEPT)
        self.ordinary[row, KEPT - hours : KEPT - calm] = self.expected[row, KEPT - hours : KEPT - calm]
        self.fit[row, KEPT - calm :] = True


def ending(table: Floats, back: int = 0) -> Floats:
    """Return the sums over the windows that end `back` columns before the last (series × windows)."""
    last = table.shape[1] - back
    backward = np.cumsum(table[:, last - _LONGEST : last][:, ::-1], axis=1)
    sums: Floats = backward[:, _ENDS]
    return sums
