"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

#: Lines or words that are compared one by one; longer passages are shown as replaced whole. The comparison keeps a
#: matrix of one bit a pair: 12.5 MB at this size. Python's own difflib took 38 s for 2,000 words that repeat.
MAX_PARTS = 10_000
#: Characters of a text that are compared.
MAX_TEXT = 60_000

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\s*\S+\s*|\s+")


class Change(NamedTuple):
    """A passage that both texts have, only the older one (`removed`) or only the newer one (`added`)."""

    kind: Literal["same", "removed", "added"]
    text: str


def word_diff(old: str, new: str) -> list[Change]:
    """Return the passages of both texts in order; joined without the added ones they give the older text.

    Lines are matched first, words within the lines that differ.
    """
    found: list[Change] = []
    for same, left, right in _matched(_LINE.findall(old[:MAX_TEXT]), _LINE.findall(new[:MAX_TEXT])):
        found += [Change("same", left)] if same else _words(left, right)
    return _joined(found)


def _words(old: str, new: str) -> Iterator[Change]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    for same, left, right in _matched(before, after):
        if same:
            yield Change("same", left)
        else:
            yield from _replaced(left, right)


def _matched(before: list[str], after: list[str]) -> Iterator[tuple[bool, str, str]]:
    """Give the passages that both sequences have and those between them, in order."""
    if max(len(before), len(after)) > MAX_PARTS:
        yield before == after, "".join(before), "".join(after)
        return
    lost, gained = "", ""
    for part in Indel.opcodes(before, after):
        left, right = before[part.src_start : part.src_end], after[part.dest_start : part.dest_end]
        if part.tag != "equal":
            lost, gained = lost + "".join(left), gained + "".join(right)
            continue
        if lost or gained:
            yield False, lost, gained
            lost, gained = "", ""
        yield True, "".join(left), "".join(right)
    if lost or gained:
        yield False, lost, gained


def _replaced(old: str, new: str) -> Iterator[Change]:
    if old:
        yield Change("removed", old)
    if new:
        yield Change("added", new)


def _joined(changes: list[Change]) -> list[Change]:
    """Join neighbours of one kind."""
    found: list[Change] = []
    for change in changes:
        if found and found[-1].kind == change.kind:
            found[-1] = Change(change.kind, found[-1].text + change.text)
        else:
            found.append(change)
    return found
