"""Series of verdicts that look unlike those of other people: too fast, suddenly one-sided, or about one source only.

Nothing is refused for it. It is shown to the person who reviews the verdicts for training, who must then say in words
why a flagged one teaches all the same. Pure: verdicts in, flags out.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

from core.schemas.training import Given

#: Somebody who reads decides on no more than this many signals in the time: ten seconds each.
MOST_IN_A_WHILE, WHILE = 30, timedelta(minutes=5)
#: A share of fewer verdicts says nothing.
FEWEST = 20
#: Standard errors between a person's share and that of all others.
FAR = 3.0
#: How improbable a run of equal decisions must be, by the share of all others and over all its possible beginnings.
IMPROBABLE = 0.001

FLAGS = ("too_fast", "one_sided", "sudden_series", "one_source")

Key = tuple[int, str]  #: user, category


def find_oddities(verdicts: Iterable[Given]) -> dict[Key, tuple[str, ...]]:
    """Return the flags of each person and category that has any; verdicts are in the order they were given.

    Whoever is farthest from the others is flagged first and left out of what the rest is compared with: else a flood of
    poisoned verdicts would make honest people look odd.
    """
    by_category: dict[str, list[Given]] = {}
    for verdict in verdicts:
        by_category.setdefault(verdict.category, []).append(verdict)
    return {
        (user, category): flags for category, all_ in by_category.items() for user, flags in _in_category(all_).items()
    }


def _in_category(verdicts: Sequence[Given]) -> dict[int, tuple[str, ...]]:
    own: dict[int, list[Given]] = {}
    for verdict in verdicts:
        own.setdefault(verdict.user_id, []).append(verdict)
    flagged: dict[int, tuple[str, ...]] = {}
    while True:
        odd = {}
        for user in own.keys() - flagged.keys():
            others = [v for v in verdicts if v.user_id != user and v.user_id not in flagged]
            names = tuple(name for name, is_odd in zip(FLAGS, _odd(own[user], others), strict=True) if is_odd)
            if names:
                odd[user] = (_distance(own[user], others), names)
        if not odd:
            return flagged
        worst = max(odd, key=lambda user: (odd[user][0], -user))
        flagged[worst] = odd[worst][1]


def _odd(own: Sequence[Given], others: Sequence[Given]) -> tuple[bool, bool, bool, bool]:
    return _too_fast(own), _one_sided(own, others), _sudden_series(own, others), _one_source(own, others)


def _too_fast(own: Sequence[Given]) -> bool:
    return any(later.at - earlier.at < WHILE for earlier, later in zip(own, own[MOST_IN_A_WHILE:], strict=False))


def _one_sided(own: Sequence[Given], others: Sequence[Given]) -> bool:
    """Tell whether the share of dismissed ones is far from that of all others."""
    return _distance(own, others) > FAR


def _sudden_series(own: Sequence[Given], others: Sequence[Given]) -> bool:
    """Tell whether the longest run of equal decisions is improbable by what others decide."""
    for decision in ("confirmed", "dismissed", "unverifiable"):
        run = longest = 0
        for verdict in own:
            run = run + 1 if verdict.decision == decision else 0
            longest = max(longest, run)
        share = (sum(verdict.decision == decision for verdict in others) + 1) / (len(others) + 2)
        if longest >= FEWEST and len(own) * share**longest < IMPROBABLE:
            return True
    return False


def _one_source(own: Sequence[Given], others: Sequence[Given]) -> bool:
    """Tell whether half or more of what is dismissed is from one source, which others dismiss far less often."""
    mine = Counter(verdict.source_id for verdict in own if verdict.decision == "dismissed")
    total = sum(mine.values())
    if total < FEWEST:
        return False
    source, hits = mine.most_common(1)[0]
    theirs = Counter(verdict.source_id for verdict in others if verdict.decision == "dismissed")
    return hits >= total / 2 and _errors(hits, total, theirs[source], sum(theirs.values())) > FAR


def _distance(own: Sequence[Given], others: Sequence[Given]) -> float:
    return _errors(_dismissed(own), len(own), _dismissed(others), len(others))


def _dismissed(verdicts: Sequence[Given]) -> int:
    return sum(verdict.decision == "dismissed" for verdict in verdicts)


def _errors(hits: int, rows: int, other_hits: int, other_rows: int) -> float:
    """Return how many standard errors lie between two shares; 0 where either has too few rows to say."""
    if min(rows, other_rows) < FEWEST:
        return 0.0
    pooled = (hits + other_hits) / (rows + other_rows)
    error = math.sqrt(max(pooled * (1 - pooled), 1e-9) * (1 / rows + 1 / other_rows))
    return abs(hits / rows - other_hits / other_rows) / error
