"""What two claims have in common and what only one of them says, as numbers: symmetric, so order does not matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from core.search.analyser import stem_of
from nlp.claims.arrays import Floats
from nlp.claims.differ import BOTH_COLUMNS, SIDE_COLUMNS, both_features, side_features
from nlp.claims.frequencies import Frequencies
from nlp.claims.grams import grams_of
from nlp.claims.instead import INSTEAD_COLUMNS, Scale, instead_features
from nlp.claims.opposed import opposed
from nlp.claims.sides import Beside, Side, beside
from nlp.claims.words import MESSAGE_LIMIT, TITLE_LIMIT, Kind, Word, words_of
from nlp.encoder.contract import Encoder
from nlp.text.normalise import normalise

_SOFT_COLUMNS = ("soft_alone", "soft_largest", "names_alone", "name_largest")
_CONFLICT_COLUMNS = ("names", "places", "numbers", "platforms", "negation")
_PAIR_COLUMNS = ("grams", "jaccard", "cosine", "rest_cosine", "closest", "crossed")
#: One column each; the order is part of the trained weights. Of each side's figure there is the smaller and the larger.
COLUMNS = (
    *(f"{which}_{name}" for name in (*SIDE_COLUMNS, *_SOFT_COLUMNS) for which in ("least", "most")),
    *BOTH_COLUMNS,
    *(f"other_{name}" for name in _CONFLICT_COLUMNS),
    *_PAIR_COLUMNS,
    *INSTEAD_COLUMNS,
)
_PLATFORMS = frozenset(map(stem_of, ("facebook", "whatsapp", "tiktok", "instagram", "youtube", "twitter", "telegram")))
_NEGATIONS = frozenset(map(stem_of, ("tidak", "tak", "bukan", "batal", "belum", "gagal", "tolak", "bantah", "larang")))


class Claim(NamedTuple):
    """A claim as a fact-check has it: its title, and the message that was checked where it is known."""

    title: str
    claim: str = ""


def in_order(first: Claim, second: Claim) -> tuple[Claim, Claim]:
    """Return the two as they are laid beside each other: which word answers which can hang on where one begins."""
    return (first, second) if first <= second else (second, first)


class PairReader:
    """Makes the features of pairs."""

    def __init__(self, known: Frequencies, encoder: Encoder) -> None:
        """Keep what weighs words and what compares meanings."""
        self._known, self._encoder = known, encoder
        self._scale = Scale(known, self.weight, self._nearest)

    def weight(self, stem: str, kind: Kind) -> float:
        """Return what a word says."""
        return self._known.weight(stem, kind)

    def sides(self, first: Claim, second: Claim) -> Beside:
        """Pair the words of two titles, of both in order; where a title is empty its claim stands for it."""
        first, second = in_order(first, second)
        return beside(first.title or first.claim, second.title or second.claim, self._known.stems)

    def opposed(self, first: Claim, second: Claim) -> list[str]:
        """Return the words by which the two say different things (nlp.claims.opposed); none where they do not."""
        first, second = in_order(first, second)
        texts = first.title or first.claim, second.title or second.claim
        return opposed(beside(*texts, self._known.stems), texts)

    def features(self, first: Claim, second: Claim) -> Floats:
        """Return one number a name of COLUMNS, the same whichever of the two is given first."""
        first, second = in_order(first, second)
        found = self.sides(first, second)
        one, two, partner = found
        soft = self._soft(one, two)
        sides = np.array(
            [
                [*side_features(side.words, set(side.missing), self.weight), *rest, *self._names(side)]
                for side, rest in zip((one, two), soft, strict=True)
            ]
        )
        least_most = np.stack([sides.min(axis=0), sides.max(axis=0)], axis=1).ravel()
        both = both_features(one.words, two.words, partner, self.weight)
        pair = self._pair(first, second, one, two)
        return np.array([*least_most, *both, *self._conflicts(one, two), *pair, *instead_features(found, self._scale)])

    def _pair(self, first: Claim, second: Claim, one: Side, two: Side) -> list[float]:
        cosine = self._cosine(first.title or first.claim, second.title or second.claim)
        rests = [" ".join(word.stem for word in side.rest) for side in (one, two)]
        rest = self._cosine(*rests) if all(rests) else float(not any(rests))
        return [
            self._gram_likeness(one.words, two.words),
            self._jaccard(one.words, two.words),
            cosine,
            rest,
            max(cosine - 0.8, 0.0) * 5,
            self._crossed(first, second),
        ]

    def _names(self, side: Side) -> list[float]:
        """Return what the names without partner say, all and the rarest."""
        weights = [self.weight(word.stem, word.kind) for word in self._names_of(side)]
        return [sum(weights) / 30, max(weights, default=0.0) / 10]

    def _names_of(self, side: Side) -> list[Word]:
        return [word for word in side.rest if word.kind == Kind.PLAIN and word.stem in self._known.names]

    def _conflicts(self, one: Side, two: Side) -> list[float]:
        """Return of which things each side has one that the other does not have."""
        names = [bool(self._names_of(side)) for side in (one, two)]
        of_kind = [
            [any(word.kind == kind for word in side.rest) for side in (one, two)] for kind in (Kind.PLACE, Kind.NUMBER)
        ]
        stems = [{word.stem for word in side.words} for side in (one, two)]
        platforms = [side & _PLATFORMS for side in stems]
        other = bool(all(platforms) and not platforms[0] & platforms[1])
        negation = bool(stems[0] & _NEGATIONS) != bool(stems[1] & _NEGATIONS)
        return [*(float(all(pair)) for pair in (names, *of_kind)), float(other), float(negation)]

    def _soft(self, one: Side, two: Side) -> tuple[list[float], list[float]]:
        """Return for each side what its words without partner say that no word of the other is near in meaning."""
        own = [side.rest for side in (one, two)]
        if not any(own):
            return [0.0, 0.0], [0.0, 0.0]
        content = [[word for word in side.words if word.kind < Kind.CHECKER] for side in (one, two)]
        results = []
        for rest, others in zip(own, content[::-1], strict=True):
            near = self._nearest(rest, others)
            alone = [self.weight(word.stem, word.kind) * (1 - like) for word, like in zip(rest, near, strict=True)]
            results.append([sum(alone) / 30, max(alone, default=0.0) / 10])
        return results[0], results[1]

    def _nearest(self, words: Sequence[Word], others: Sequence[Word]) -> list[float]:
        """Return for each word how near the nearest of the others is in meaning; numbers and places are near none."""
        candidates = [word.stem for word in others if word.kind == Kind.PLAIN]
        if not candidates or not words:
            return [0.0] * len(words)
        vectors = self._encoder.encode([*(word.stem for word in words), *candidates])
        likeness = (vectors[: len(words)] @ vectors[len(words) :].T).max(axis=1)
        return [
            float(max(like, 0.0)) if word.kind == Kind.PLAIN else 0.0
            for word, like in zip(words, likeness.tolist(), strict=True)
        ]

    def _cosine(self, one: str, two: str) -> float:
        vectors = self._encoder.encode([normalise(text, MESSAGE_LIMIT).text for text in (one, two)])
        return float(vectors[0] @ vectors[1])

    def _gram_likeness(self, one: Sequence[Word], two: Sequence[Word]) -> float:
        first, second = (grams_of([word.stem for word in side if word.kind < Kind.CHECKER]) for side in (one, two))
        rare = np.log(1 + (self._known.texts + 1) / (self._known.grams + 0.5))
        shared = rare[np.intersect1d(first, second)].sum()
        return float(2 * shared / max(rare[first].sum() + rare[second].sum(), 1e-9))

    def _jaccard(self, one: Sequence[Word], two: Sequence[Word]) -> float:
        first, second = ({(word.stem, word.kind) for word in side if word.kind < Kind.CHECKER} for side in (one, two))
        all_of = sum(self.weight(*word) for word in first | second)
        return sum(self.weight(*word) for word in first & second) / max(all_of, 1e-9)

    def _crossed(self, first: Claim, second: Claim) -> float:
        """Return how much of one's title stands in the other's claim, the better of both ways; 0 without claims."""
        shares = [0.0]
        for claim, other in ((first, second), (second, first)):
            if not claim.claim or not other.title:
                continue
            held = {word.stem for word in words_of(claim.claim, 1200)}
            wanted = {(word.stem, word.kind) for word in words_of(other.title, TITLE_LIMIT) if word.kind < Kind.CHECKER}
            total = sum(self.weight(*word) for word in wanted)
            shares.append(sum(self.weight(*word) for word in wanted if word[0] in held) / max(total, 1e-9))
        return max(shares)
