"""How sure a link is, 0 to 1. Pure; the steps are fitted by `tests/eval/regions/confidence.py`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from nlp.regions.focus import Scored

#: (raw score from which, share of such focus links that were right): 495 links of the 360 labelled texts and the 336 of
#: the newsroom, 2026-11-22; ECE .017 over ten folds. Posts full of places that nobody labelled would lower them.
STEPS: tuple[tuple[float, float], ...] = ((0.0, 0.9), (0.142, 0.962), (0.267, 0.967), (0.467, 0.996))
#: What the text does not decide is never called sure, however often the likelier candidate is right.
UNDECIDED = 0.55
#: A mention or a dateline says only that the place is named. Not calibrated: no text is labelled mention by mention.
NAMED, NAMED_CUED = 0.88, 0.95
#: Weight above which more evidence no longer counts.
ENOUGH = 12.0


def confidence(group: Scored) -> float:
    """Say how sure the link is: of the text being about it for a focus, of the place being meant otherwise."""
    if len(group.codes) > 1:
        return round(UNDECIDED * (0.85 + 0.15 * min(group.score, 6.0) / 6.0), 3)
    if group.focus:
        return calibrate(raw(group))
    return NAMED_CUED if any(mention.cued for mention in group.mentions) else NAMED


def raw(group: Scored) -> float:
    """Return how much speaks for a focus: its weight, and whether an office or a kind was named with it."""
    cued = any(mention.strong and not mention.aside for mention in group.mentions)
    return round(0.8 * min(group.score, ENOUGH) / ENOUGH + 0.2 * cued, 4)


def calibrate(value: float, steps: Sequence[tuple[float, float]] = STEPS) -> float:
    """Return the share of links that were right at this raw score."""
    return steps[max(bisect_right([start for start, _ in steps], value) - 1, 0)][1]
