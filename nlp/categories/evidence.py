"""Finds the words that moved a category up, as spans of the original title and text.

The models are linear, so a word's share is exact: the weight of the word itself, half of each pair it stands in, and
all of its pieces. Neighbouring words that pushed in the same direction become one span.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.errors import ConfigError
from core.lexicon import listed_words
from core.schemas.analysis import Evidence
from core.schemas.document import Document
from nlp.categories.features import TITLE, Features, Featuriser, Values
from nlp.categories.pieces import Ids
from nlp.text.normalise import Normalised
from nlp.text.tokens import Token

MOST_SPANS = 6
#: A span that pushed less than this part of the strongest one is noise to a reader.
LEAST_OF_STRONGEST = 0.15
_LONGEST_SPAN = 8
_LONGEST_QUOTE = 1000  #: characters; eight words have at most 320

Shares = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """One model's view of a document: its tokens and the features they gave."""

    title: Sequence[Token]
    text: Sequence[Token]
    features: Features


def token_shares(reading: Reading, featuriser: Featuriser, column: Values) -> Shares:
    """Return how far each token, title first, pushed the margin of the output with these weights.

    What occurs n times counts an n-th each time.
    """
    forms = [token.form for token in (*reading.title, *reading.text)]
    if not forms:
        return np.zeros(0, np.float32)
    features = reading.features
    each = features.values * column[features.ids] / features.times  # `take` would copy the whole column
    shares = _piece_shares(forms, featuriser, features.ids[features.words :], each[features.words :])
    weights = dict(zip(features.ids[: features.words].tolist(), each[: features.words].tolist(), strict=True))
    for names in (forms, [TITLE + token.form for token in reading.title]):
        for position, share in enumerate(_word_shares(names, featuriser, weights)):
            shares[position] += share
    for position, share in enumerate(_word_shares(map(" ".join, pairwise(forms)), featuriser, weights)):
        shares[position] += share / 2
        shares[position + 1] += share / 2
    return np.array(shares, np.float32)


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
    """Return a span of the original title or text with its words; hidden characters do not make it endless."""
    end = min(end, start + _LONGEST_QUOTE)
    if field == "title":
        return Evidence(field="title", start=start, end=end, text=document.title[start:end])
    return Evidence(field="text", start=start, end=end, text=document.text[start:end])


def _piece_shares(forms: Sequence[str], featuriser: Featuriser, known: Ids, each: Shares) -> list[float]:
    """Return for each token what its pieces pushed: `each[i]` each time that piece `known[i]`, sorted, stands in it."""
    parts = list(map(featuriser.piece_ids, forms))
    owner = np.arange(len(forms)).repeat(list(map(len, parts)))
    pushed = each.take(known.searchsorted(np.concatenate(parts)))
    shares: list[float] = np.bincount(owner, weights=pushed, minlength=len(forms)).tolist()
    return shares


def _word_shares(names: Iterable[str], featuriser: Featuriser, weights: Mapping[int, float]) -> list[float]:
    """Return what each word feature pushed, 0 for one that the vocabulary does not have."""
    return [0.0 if i is None else weights[i] for i in featuriser.word_ids(names)]


@cache
def function_words() -> frozenset[str]:
    """Return the words that never stand alone as evidence. Raises: ConfigError when the list is missing or empty."""
    words = frozenset(listed_words("function_words.txt"))
    if not words:
        raise ConfigError("configs/lexicon/function_words.txt holds no word. Restore it from the release.")
    return words


def _runs(tokens: Sequence[Token], shares: Shares) -> Iterator[tuple[float, int, int]]:
    """Yield the strength and span of each run of neighbouring words that push up; else that of the strongest word.

    Marks are not shown, so how far the mark of a name pushed is no bar for words: with it 22 of 73 answers to short
    hostile sentences, of which it moved the most, were without a word (2026-11-30).
    """
    pushes = np.where([token.form[0] != "<" for token in tokens], shares, 0.0)
    up = pushes[pushes > 0]
    if not len(up):
        return
    empty = True
    for run in _neighbours(np.flatnonzero(pushes >= up.mean()).tolist()):
        if any(tokens[one].form not in function_words() for one in run):
            empty = False
            yield float(shares[run].sum()), tokens[run[0]].start, tokens[run[-1]].end
    if empty:
        said = [one for one in np.flatnonzero(pushes > 0).tolist() if tokens[one].form not in function_words()]
        for one in sorted(said, key=lambda one: -float(shares[one]))[:1]:
            yield float(shares[one]), tokens[one].start, tokens[one].end


def _neighbours(positions: Sequence[int]) -> Iterator[list[int]]:
    """Yield the positions in runs without a gap, none longer than _LONGEST_SPAN."""
    run: list[int] = []
    for position in positions:
        if run and (position != run[-1] + 1 or len(run) == _LONGEST_SPAN):
            yield run
            run = []
        run.append(position)
    if run:
        yield run
