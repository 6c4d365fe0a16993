"""Cuts a plain text at its evidence, so that a template can mark it. Never makes HTML: every piece stays plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from core.schemas.analysis import Analysis

Kind = Literal["sara", "klaim", "politik", "region"]
Field = Literal["title", "text"]

#: The first kind of a piece gives its underline; the others are named beside it.
ORDER: tuple[Kind, ...] = ("sara", "klaim", "politik", "region")

#: Marks in one text: more would be noise to a reader, and each costs about 60 bytes of a page of at most 200 KB.
MAX_MARKS = 300


class Span(NamedTuple):
    """A marked stretch of the text, in code points, end exclusive."""

    start: int
    end: int
    kind: Kind


class Piece(NamedTuple):
    """A stretch of plain text with the kinds of evidence it is, none or several."""

    text: str
    kinds: tuple[Kind, ...]


def evidence_spans(analysis: Analysis, field: Field, text: str) -> list[Span]:
    """Return the evidence of the analysis for this text; what does not fit the text word for word is left out.

    An analysis of an older revision may point anywhere: a mark on the wrong words would be worse than none.
    """
    kinds: dict[str, Kind] = {"politik": "politik", "sara": "sara", "klaim": "klaim"}
    found = [(kinds[name], one.evidence) for name, one in analysis.categories.items() if name in kinds]
    found += [("region", link.evidence) for link in analysis.regions]
    spans = {
        Span(one.start, one.end, kind)
        for kind, evidence in found
        for one in evidence
        if one.field == field and 0 <= one.start < one.end <= len(text) and text[one.start : one.end] == one.text
    }
    return sorted(spans)[:MAX_MARKS]


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """Return the text in pieces whose joined text is the text itself; overlapping spans share a piece."""
    fitting = [s for s in spans if s.start < s.end and s.start < len(text) and s.end > 0]
    cuts: dict[int, list[tuple[Kind, int]]] = {}
    for span in fitting:
        cuts.setdefault(max(0, span.start), []).append((span.kind, 1))
        cuts.setdefault(min(len(text), span.end), []).append((span.kind, -1))
    open_spans = dict.fromkeys(ORDER, 0)
    found: list[Piece] = []
    before = 0
    for cut in [*sorted(cuts), len(text)]:
        if cut > before:
            kinds = tuple(kind for kind in ORDER if open_spans[kind] > 0)
            _append(found, Piece(text[before:cut], kinds))
            before = cut
        for kind, step in cuts.get(cut, ()):
            open_spans[kind] += step
    return found


def paragraphs(text: str, spans: Iterable[Span]) -> list[list[Piece]]:
    """Return the pieces line by line, empty lines left out."""
    found: list[list[Piece]] = [[]]
    for piece in pieces(text, spans):
        for number, line in enumerate(piece.text.split("\n")):
            if number:
                found.append([])
            if line:
                found[-1].append(Piece(line, piece.kinds))
    return [line for line in found if any(piece.text.strip() for piece in line)]


def _append(found: list[Piece], piece: Piece) -> None:
    if found and found[-1].kinds == piece.kinds:
        found[-1] = Piece(found[-1].text + piece.text, piece.kinds)
    else:
        found.append(piece)
