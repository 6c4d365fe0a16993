"""What a layout works with: an article as lines, and how it is cut into its sections."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Article(NamedTuple):
    """A page as it was extracted: address, headline, and the text's lines."""

    url: str
    title: str
    lines: tuple[str, ...]


class Told(NamedTuple):
    """What an article tells, in the publisher's words; fields are empty where it does not say."""

    title: str
    claim: str = ""
    explanation: str = ""
    conclusion: str = ""
    verdict: str = ""


class Layout(NamedTuple):
    """One outlet: its hosts, the paths of its fact-checks (None: all), and how one is read."""

    hosts: tuple[str, ...]
    read: Callable[[Article], Told | None]
    path: re.Pattern[str] | None = None


#: A heading is a line of its own up to this length, or stands before a colon.
_LONGEST_HEADING = 60


def sections(lines: tuple[str, ...], headings: dict[str, str]) -> dict[str, str]:
    """Cut an article at its headings; what stands before the first one is under "".

    `headings` gives for each section a regular expression; a heading is a line of its own ("Kesimpulan") or begins
    one ("Kesimpulan: …"). A section that is headed twice is joined. Raises: nothing.
    """
    marks = [(name, re.compile(rf"\W{{0,4}}(?:{words})\W{{0,4}}", re.IGNORECASE)) for name, words in headings.items()]
    found: dict[str, list[str]] = {"": []}
    here = ""
    for line in lines:
        name, rest = _heading(line, marks)
        if name is not None:
            here = name
            found.setdefault(here, [])
        if rest:
            found[here].append(rest)
    return {name: "\n".join(parts).strip() for name, parts in found.items()}


def _heading(line: str, marks: list[tuple[str, re.Pattern[str]]]) -> tuple[str | None, str]:
    for name, mark in marks:
        if len(line) <= _LONGEST_HEADING and mark.fullmatch(line):
            return name, ""
        label, colon, rest = line.partition(":")
        if colon and len(label) <= _LONGEST_HEADING and mark.fullmatch(label):
            return name, rest.strip()
    return None, line
