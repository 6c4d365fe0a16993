"""Finds regular expressions of source files that a hostile link could make run for hours: `(a+)+$` and its like.

A repeated group of a pattern is taken alone, followed by something that never comes, and tried on strings that grow by
one unit at a time. Where the time doubles with each, the limit is passed after some twenty of them; a harmless group
takes less than 0.1 ms for all (13 patterns of the shipped list, 2026-11-28). Gap accepted: strings made of two or more
different units, and repeats without a group, which are slow but not endless on addresses of 2,000 characters.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

_LONGEST = 40
#: Seconds of processor time for one string. At a doubling it is passed before the next string costs 0.05 s.
_LIMIT = 0.02
_REPEAT = re.compile(r"[+*]|\{\d*+,?\d*\}")
_UNITS = ("a", "0", "-", "/", "_", ".", "A")


def slow_part(pattern: str) -> str | None:
    """Return the repeated group that takes ever longer, None when there is none. Raises: nothing."""
    for part in _repeated_groups(pattern):
        try:
            tried = re.compile(f"{part}\\Z")
        except re.error:  # it refers to another group
            continue
        if any(_grows(tried, unit) for unit in (*_UNITS, *re.findall(r"[A-Za-z0-9]{2,8}", part))):
            return part
    return None


def _grows(tried: re.Pattern[str], unit: str) -> bool:
    for length in range(1, _LONGEST + 1):
        began = time.thread_time()
        tried.match(unit * length + "\n\n")
        if time.thread_time() - began > _LIMIT:
            return True
    return False


def _repeated_groups(pattern: str) -> Iterator[str]:
    opened: list[int] = []
    position, in_class = 0, False
    while position < len(pattern):
        char = pattern[position]
        if char == "\\":
            position += 1
        elif in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
            position += 1 + (pattern[position + 1 : position + 2] == "^")  # a bracket here stands for itself
        elif char == "(":
            opened.append(position)
        elif char == ")" and opened:
            begin = opened.pop()
            if repeat := _REPEAT.match(pattern, position + 1):
                yield pattern[begin : repeat.end()]
        position += 1
