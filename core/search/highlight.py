"""Finds what a query met in the original text: spans in code points, never HTML, and the stretch worth showing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from core.schemas.document import Frozen
from core.search.analyser import Token, tokenise
from core.search.query import Term

#: Most marks of one field, and characters of the stretch of text that a list shows.
MAX_MARKS = 30
EXCERPT = 280
#: Characters of text that stand before the first mark in the excerpt.
_LEAD = 60


class Highlight(Frozen):
    """A stretch of the original title or text that met the query; end exclusive."""

    field: Literal["title", "text"]
    start: int
    end: int
    text: str


class Excerpt(Frozen):
    """A piece of the original text and where it begins; marks within it lie at `start - excerpt.start`."""

    start: int
    text: str


def find(field: Literal["title", "text"], text: str, terms: Sequence[Term]) -> list[Highlight]:
    """Return where the terms stand in the text, in order and without overlaps."""
    tokens = tokenise(text)
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for term in sorted(terms, key=lambda term: -len(term.stems)):
        by_first.setdefault(term.stems[0], []).append(term.stems)
    found: list[Highlight] = []
    at = 0
    while at < len(tokens) and len(found) < MAX_MARKS:
        length = _met(tokens, at, by_first.get(tokens[at].stem, ()))
        if length:
            start, end = tokens[at].start, tokens[at + length - 1].end
            found.append(Highlight(field=field, start=start, end=end, text=text[start:end]))
        at += length or 1
    return found


def excerpt(text: str, marks: Sequence[Highlight]) -> Excerpt:
    """Return the stretch around the first mark, or the beginning of the text, cut between words where possible."""
    start = max(0, marks[0].start - _LEAD) if marks else 0
    if start:
        blank = text.find(" ", start, marks[0].start)
        start = blank + 1 if blank >= 0 else start
    end = min(len(text), start + EXCERPT)
    if end < len(text):
        blank = text.rfind(" ", start + EXCERPT // 2, end)
        end = blank if blank >= 0 else end
    return Excerpt(start=start, text=text[start:end])


def _met(tokens: Sequence[Token], at: int, phrases: Sequence[tuple[str, ...]]) -> int:
    """Return how many tokens the longest phrase that stands here has, or 0."""
    for phrase in phrases:
        if len(tokens) - at >= len(phrase) and all(tokens[at + i].stem == stem for i, stem in enumerate(phrase)):
            return len(phrase)
    return 0
