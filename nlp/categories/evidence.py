"""Finds the words that moved a category up, as spans of the original title and text.

The models are linear, so a word's share is exact: the weight of the word itself, half of each pair it stands in, and
all of its pieces. Neighbouring words that pushed in the same direction become one span.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.paths import data_dir
from core.schemas.analysis import Evidence
from core.schemas.document import Document
from nlp.categories.features import TITLE, Featuriser, Ids, Values, counted
from nlp.text.normalise import Normalised
from nlp.text.tokens import Token

MOST_SPANS = 6
#: A span that pushed less than this part of the strongest one is noise to a reader.
LEAST_OF_STRONGEST = 0.15
_LONGEST_SPAN = 8

Shares = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """One model's view of a document: its tokens and the features they gave."""

    title: Sequence[Token]
    text: Sequence[Token]
    ids: Ids
    values: Values


def token_shares(reading: Reading, featuriser: Featuriser, column: Values) -> Shares:
    """Return how far each token, title first, pushed the margin of the output with these weights."""
    tokens = [*reading.title, *reading.text]
    if not tokens:
        return np.zeros(0, np.float32)
    pushed = reading.values * column[reading.ids]
    forms = [token.form for token in tokens]
    shares, words = _piece_shares(forms, featuriser, pushed)
    weights = dict(zip(reading.ids[:words].tolist(), pushed[:words].tolist(), strict=True))
    names = [*forms, *(TITLE + token.form for token in reading.title)]
    for position, share in _each_once(names, featuriser, weights):
        shares[position if position < len(forms) else position - len(forms)] += share
    pairs = [f"{first} {second}" for first, second in pairwise(forms)]
    for position, share in _each_once(pairs, featuriser, weights):
        shares[position] += share / 2
        shares[position + 1] += share / 2
    return shares


def spans(
    document: Document, title: Normalised, text: Normalised, found: Sequence[tuple[Reading, Shares]]
) -> tuple[Evidence, ...]:
    """Return the strongest spans of all readings in reading order, at most MOST_SPANS, none overlapping another."""
    ranked: list[tuple[float, str, int, int]] = []
    for reading, shares in found:
        cut = len(reading.title)
        ranked += [(s, "title", *title.span(a, b)) for s, a, b in _runs(reading.title, shares[:cut])]
        ranked += [(s, "text", *text.span(a, b)) for s, a, b in _runs(reading.text, shares[cut:])]
    ranked.sort(key=lambda span: (-span[0], span[1], span[2]))
    kept: list[tuple[float, str, int, int]] = []
    for span in ranked:
        if len(kept) == MOST_SPANS or span[0] < LEAST_OF_STRONGEST * ranked[0][0]:
            break
        if not any(span[1] == other[1] and span[2] < other[3] and other[2] < span[3] for other in kept):
            kept.append(span)
    return tuple(quote(document, field, start, end) for _, field, start, end in sorted(kept, key=_reading_order))


def _reading_order(span: tuple[float, str, int, int]) -> tuple[bool, int]:
    return span[1] == "text", span[2]


def quote(document: Document, field: str, start: int, end: int) -> Evidence:
    """Return a span of the original title or text with its words."""
    if field == "title":
        return Evidence(field="title", start=start, end=end, text=document.title[start:end])
    return Evidence(field="text", start=start, end=end, text=document.text[start:end])


def _piece_shares(forms: Sequence[str], featuriser: Featuriser, pushed: Shares) -> tuple[Shares, int]:
    """Return for each token what its pieces pushed, and how many features came before the pieces.

    A piece that stands n times counts an n-th each time. The features of a reading end with its pieces, sorted by id.
    """
    parts = [featuriser.piece_ids(form) for form in forms]
    ids = np.concatenate(parts)
    found, times = counted(ids.copy())
    words = len(pushed) - len(found)
    owner = np.repeat(np.arange(len(forms)), [len(part) for part in parts])
    each = pushed[words:].astype(np.float64) / times
    shares = np.bincount(owner, weights=each[np.searchsorted(found, ids)], minlength=len(forms))
    return shares.astype(np.float32), words


def _each_once(
    names: Sequence[str], featuriser: Featuriser, weights: Mapping[int, float]
) -> Iterator[tuple[int, float]]:
    """Yield the position and share of each name that the vocabulary has, split over its occurrences."""
    known = [(p, i) for p, name in enumerate(names) if (i := featuriser.word_id(name)) is not None]
    times: dict[int, int] = {}
    for _, i in known:
        times[i] = times.get(i, 0) + 1
    return ((position, weights[i] / times[i]) for position, i in known)


@cache
def function_words() -> frozenset[str]:
    """Return the words that never stand alone as evidence."""
    lines = (data_dir("configs") / "lexicon" / "function_words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _runs(tokens: Sequence[Token], shares: Shares) -> Iterator[tuple[float, int, int]]:
    """Yield the strength and span of each run of neighbouring words that push up."""
    up = shares[shares > 0]
    if not len(up):
        return
    mean, each = float(up.mean()), shares.tolist()
    run: list[int] = []
    for position in [*range(len(tokens)), -1]:
        pushes = position >= 0 and each[position] >= mean and tokens[position].form[0] != "<"
        if pushes and len(run) < _LONGEST_SPAN:
            run.append(position)
            continue
        if any(tokens[one].form not in function_words() for one in run):
            yield sum(each[one] for one in run), tokens[run[0]].start, tokens[run[-1]].end
        run = [position] if pushes else []
