"""Short texts, word by word: a message with small edits is a copy, one that says another thing in its words is not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Literal

from rapidfuzz.distance import Opcodes
from rapidfuzz.distance.LCSseq import opcodes

from nlp.groups.duplicates.opposed import says_the_opposite
from nlp.groups.duplicates.slot import Stretch, filled_anew

# Measured on 8,621 and 17,973 real posts (2026-11-30): of 373 and 400 near copies 365 and 380 are left. Of the others
# half begin with other words, the rest has another fact or a denial. Of 487 among fact-checks' titles 227 are left
# (`[HOAKS] …` beside the claim itself). All planted copies are found as before (tests/eval/duplicates).
Relation = Literal["near", "other"]

#: Texts up to this many words are compared word by word.
SHORT = 160
#: Messages have no title and are longer: up to so many words a slot that was filled anew is looked for, where all but
#: a tenth is the same. In a long text that was shortened or put in another order, some words always seem replaced.
MESSAGE, OF_FRAME = 400, 0.9
#: Fewest words of a text that can have near copies: shorter ones agree by chance.
FEWEST = 8
#: Share of the words that must be the same, in the shorter and in the longer text.
OF_SHORTER, OF_LONGER = 0.75, 0.55


def relation(new: list[str], old: list[str], message: bool = True) -> Relation | None:
    """Return what one short text is to another: with small edits, or saying something else in the same words.

    The latter has another name or number in its place, denies what the other says, or exchanges the roles.
    None where they are neither, or too long to tell: then one may still be in the other, or have a passage of it.
    `message`: the new one has no title, so that no dateline stands before it.
    """
    shorter, longer = sorted((len(new), len(old)))
    if shorter < FEWEST:
        return None
    edits = opcodes(old, new)
    same = sum(edit.src_end - edit.src_start for edit in edits if edit.tag == "equal")
    if same < OF_SHORTER * shorter or (longer > SHORT and same < OF_FRAME * longer):
        return None
    stretches = list(_stretches(edits, old, new))
    if filled_anew(stretches, old, new, message) or says_the_opposite(stretches, old, new):
        return "other"
    return "near" if same >= OF_LONGER * longer else None


def _stretches(edits: Opcodes, old: list[str], new: list[str]) -> Iterator[Stretch]:
    """Yield the stretches between what is the same in both."""
    for same, group in groupby(edits, key=lambda edit: edit.tag == "equal"):
        if not same:
            steps = list(group)
            first, last = steps[0], steps[-1]
            gone, come = old[first.src_start : last.src_end], new[first.dest_start : last.dest_end]
            yield Stretch(gone, come, first.src_start, first.dest_start)
