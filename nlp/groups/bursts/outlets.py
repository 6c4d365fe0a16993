"""How many items of some hours count, so that no outlet raises an alarm alone by publishing hour after hour.

An hour's items of one outlet are held down where they are counted, but over hours they add up: 18 texts of one outlet
and a stray one of each of two others were 20 of three outlets. Simulated, 14 of 16 series in which one outlet published
three texts an hour for a day raised an alarm, and 2 do so now, where two or four others happen to publish within the
same hours; of bursts that several outlets share as many are found as before (2026-11-30).
"""

from __future__ import annotations

from collections.abc import Iterable

#: Fewest outlets that make a burst.
OUTLETS_LEAST = 3


def evenly(items: Iterable[float]) -> float:
    """Return how many items count; `items` are those of each outlet.

    No outlet counts for more than the third busiest, and one that brings more than half of all does not count: what the
    others bring must be a burst without it.
    """
    each = sorted(items, reverse=True)
    if len(each) < OUTLETS_LEAST:
        return 0.0
    most = each[OUTLETS_LEAST - 1]
    alone = most if 2 * each[0] > sum(each) else 0.0
    return sum(min(one, most) for one in each) - alone
