"""What tells two texts apart once their words are paired: words, numbers, dates and places that only one has."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.claims.align import Partner, Weight
from nlp.claims.words import Kind, Word

#: One column each, of the first text; the order is part of the trained weights.
SIDE_COLUMNS = ("kept", "alone", "largest", "second", "count")
BOTH_COLUMNS = (
    "same_number", "other_number", "same_place", "other_place", "same_month", "other_month", "in_order", "shared",
)  # fmt: skip
COLUMNS = (*SIDE_COLUMNS, *BOTH_COLUMNS)
#: A word says enough to be named as a difference.
_TELLING = 3.0


def side_features(words: Sequence[Word], missing: set[int], weight: Weight) -> list[float]:
    """Return one number a name of SIDE_COLUMNS: what of a text's words has no partner."""
    weights = _weights(words, weight)
    total = sum(weights.values()) or 1e-9
    gone = {word.stem for at, word in enumerate(words) if at in missing and word.kind < Kind.CHECKER}
    alone = sorted((weights[stem] for stem in gone), reverse=True)
    first, second = (*alone, 0.0, 0.0)[:2]
    return [1 - sum(alone) / total, sum(alone) / 30, first / 10, second / 10, min(len(alone), 8) / 8]


def both_features(first: Sequence[Word], second: Sequence[Word], partner: Partner, weight: Weight) -> list[float]:
    """Return one number a name of BOTH_COLUMNS."""
    columns: list[float] = []
    for kind in (Kind.NUMBER, Kind.PLACE, Kind.MONTH):
        own = {word.stem for word in first if word.kind == kind}
        other = {word.stem for word in second if word.kind == kind}
        columns += [float(bool(own & other)), float(bool(own and other and not own & other))]
    paired = [place for place in partner if place is not None]
    forward = sum(0 < b - a <= 3 for a, b in itertools.pairwise(paired))
    weights = _weights(first, weight)
    shared = {word.stem for word, place in zip(first, partner, strict=True) if place is not None}
    return [*columns, forward / max(len(paired) - 1, 1), sum(weights.get(stem, 0.0) for stem in shared) / 40]


def tell_apart(first: Sequence[Word], second: Sequence[Word], partner: Partner, weight: Weight) -> NDArray[np.float64]:
    """Return the features of a title and a message, whose further words prove nothing."""
    missing = {at for at, place in enumerate(partner) if place is None}
    return np.array([*side_features(first, missing, weight), *both_features(first, second, partner, weight)])


def differing(words: Sequence[Word], missing: Sequence[int], text: str, weight: Weight) -> list[str]:
    """Return the words without partner that say something, as written, neighbours together, in order."""
    spans = list[list[int]]()
    for at in missing:
        word = words[at]
        if word.kind >= Kind.CHECKER or weight(word.stem, word.kind) < _TELLING:
            continue
        if spans and spans[-1][2] == at - 1:
            spans[-1][1:] = [word.end, at]
        else:
            spans.append([word.start, word.end, at])
    return list(dict.fromkeys(text[start:end] for start, end, _ in spans))


def _weights(words: Sequence[Word], weight: Weight) -> dict[str, float]:
    return {word.stem: weight(word.stem, word.kind) for word in words if word.kind < Kind.CHECKER}
