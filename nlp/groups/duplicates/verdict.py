"""What an overlap means: a copy, a passage taken over, or two reports that share their background."""

from __future__ import annotations

from typing import Literal

from nlp.groups.duplicates.compare import Overlap

Kind = Literal["exact", "near", "fragment"]

# Chosen on one half of 598 articles of one outlet and copies planted in it (tests/eval/duplicates, 2026-11-28).
#: A near copy: most of one text is in the other, and not little of the other in it.
NEAR_MOST, NEAR_LEAST, NEAR_RUNS = 0.70, 0.45, 6
#: Alike both ways: more than half of each is in the other, so that a digest is no copy of two texts that share nothing.
#: As for short texts (short.OF_LONGER).
BOTH_WAYS = 0.55
#: More than any text has in another: no near copies.
NEVER = 2.0
#: An excerpt or an extension: nearly all of one text is in the other.
WHOLE = 0.80
#: A passage that came from a text about something else: so many words, in so many sampled runs.
PASSAGE_WORDS, PASSAGE_RUNS = 20, 3
#: Two texts about one thing share background; only a passage this long was taken over. So many topic words in common
#: make them texts about one thing.
BACKGROUND_WORDS, SAME_TOPIC = 180, 0.26
#: At the edge of both texts stand frames and footers, which may be long.
FRAME_WORDS = 45


def copy_of(overlap: Overlap, least: float = NEAR_LEAST) -> Kind | None:
    """Return whether one text as a whole is in the other; `overlap` leaves out frames and footers only.

    `least`: share of the other text that must be in the one for a near copy.
    """
    if overlap.shared < NEAR_RUNS:
        return None
    most, other = max(overlap.of_new, overlap.of_old), min(overlap.of_new, overlap.of_old)
    if most >= NEAR_MOST and other >= least:
        return "near"
    return "fragment" if most >= WHOLE else None


def passage_of(overlap: Overlap) -> bool:
    """Tell whether a passage was taken over; `overlap` leaves out what stands in a third text already."""
    if overlap.passage_runs < PASSAGE_RUNS or overlap.passage < PASSAGE_WORDS:
        return False
    if overlap.at_edge and overlap.passage < FRAME_WORDS:
        return False
    return overlap.topics < SAME_TOPIC or overlap.passage >= BACKGROUND_WORDS
