"""Short texts, word by word: a forwarded message with small edits is a copy, the same template filled anew is not."""

from __future__ import annotations

from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Opcodes
from rapidfuzz.distance.LCSseq import opcodes

Relation = Literal["near", "template"]

#: Texts up to this many words are compared word by word.
SHORT = 160
#: Messages have no title and are longer: up to so many words a slot that was filled anew is looked for, where all but
#: a tenth is the same. In a long text that was shortened or put in another order, some words always seem replaced.
MESSAGE, OF_FRAME = 400, 0.9
#: Fewest words of a text that can have near copies: shorter ones agree by chance.
FEWEST = 8
#: Share of the words that must be the same, in the shorter and in the longer text.
OF_SHORTER, OF_LONGER = 0.75, 0.55
#: Two words this alike (0 to 100) are spellings of one.
SAME_WORD = 70
#: Words at either end that may differ, an eighth of the text and at most so many: greeting, dateline, last line.
_EDGE, _EDGE_SHARE = 6, 8
#: A replacement of more words than this is another sentence, not another name.
_LONGEST_SLOT = 6


def relation(new: list[str], old: list[str]) -> Relation | None:
    """Return what one short text is to another: with small edits, or with another name or number in its place.

    None where they are neither, or too long to tell: then one may still be in the other, or have a passage of it.
    """
    shorter, longer = sorted((len(new), len(old)))
    if shorter < FEWEST:
        return None
    edits = opcodes(old, new)
    same = sum(edit.src_end - edit.src_start for edit in edits if edit.tag == "equal")
    if same < OF_SHORTER * shorter or (longer > SHORT and same < OF_FRAME * longer):
        return None
    if _slot_differs(edits, old, new):
        return "template"
    return "near" if same >= OF_LONGER * longer else None


def _slot_differs(edits: Opcodes, old: list[str], new: list[str]) -> bool:
    """Tell whether something inside was replaced by something else: the slot of a template."""
    steps = list(edits)
    edge = min(_EDGE, min(len(old), len(new)) // _EDGE_SHARE)
    at = 0
    while at < len(steps):
        if steps[at].tag == "equal":
            at += 1
            continue
        end = at
        while end < len(steps) and steps[end].tag != "equal":
            end += 1
        gone = [word for step in steps[at:end] for word in old[step.src_start : step.src_end] if step.tag != "insert"]
        come = [word for step in steps[at:end] for word in new[step.dest_start : step.dest_end] if step.tag != "delete"]
        inside = steps[at].src_start >= edge and len(old) - steps[end - 1].src_end >= edge
        if inside and gone and come and max(len(gone), len(come)) <= _LONGEST_SLOT and not _alike(gone, come):
            return True
        at = end
    return False


def _alike(gone: list[str], come: list[str]) -> bool:
    """Tell whether two stretches are spellings of each other; numbers must be the same."""
    numbers = [[word for word in side if any(c.isdigit() for c in word)] for side in (gone, come)]
    return numbers[0] == numbers[1] and fuzz.ratio("".join(gone), "".join(come)) >= SAME_WORD
