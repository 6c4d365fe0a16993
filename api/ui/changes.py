"""Cuts a comparison of two texts down to what changed, with a few words around it. Plain text, never HTML."""

from __future__ import annotations

from typing import NamedTuple

from core.diff import Change

#: Characters of unchanged text shown before and after a change.
CONTEXT = 160
#: Characters of one removed or added passage, and passages on a page: together below 200 KB.
MAX_PASSAGE, MAX_PASSAGES = 6_000, 120
MAX_TOTAL = 90_000


class Passages(NamedTuple):
    """Passages in order; `left_out` changes are not shown."""

    shown: list[Change]
    left_out: int


def passages(changes: list[Change]) -> Passages:
    """Return the changes with context; `…` stands for unchanged text that is not shown."""
    shown: list[Change] = []
    left_out = total = 0
    for at, change in enumerate(changes):
        text = change.text
        if change.kind == "same":
            text = _context(text, first=at == 0, last=at == len(changes) - 1)
        elif len(text) > MAX_PASSAGE:
            text = text[:MAX_PASSAGE] + " …"
        if len(shown) >= MAX_PASSAGES or total + len(text) > MAX_TOTAL:
            left_out += change.kind != "same"
            continue
        total += len(text)
        if text:
            shown.append(Change(change.kind, text))
    return Passages(shown, left_out)


def _context(text: str, *, first: bool, last: bool) -> str:
    if first and last:
        return ""
    if first:
        return text if len(text) <= CONTEXT else "… " + text[-CONTEXT:]
    if last:
        return text if len(text) <= CONTEXT else text[:CONTEXT] + " …"
    return text if len(text) <= 2 * CONTEXT else f"{text[:CONTEXT]} … {text[-CONTEXT:]}"
