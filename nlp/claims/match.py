"""Orders the fact-checks that may answer a message, and judges each: match, related or none, with evidence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.schemas.claim import Phrase, Relation
from core.schemas.document import Frozen
from core.schemas.factcheck import FactCheck
from nlp.claims.align import phrases
from nlp.claims.arrays import Ints
from nlp.claims.differ import differing
from nlp.claims.model import ClaimModel, Matrix
from nlp.claims.search import Encoded, Look, Searcher
from nlp.claims.words import MESSAGE_LIMIT
from nlp.text.normalise import RAW_PER_CHARACTER

#: Answers kept: the same message comes a thousand times in a minute, with others between. What is read of a text has
#: at most 80,000 characters, so a flood of long ones holds 20 MB at most.
_REMEMBERED = 64
#: Nothing behind it is read.
_READ = MESSAGE_LIMIT * RAW_PER_CHARACTER
#: How far below a match the probability of another instance of the template is at most.
_BELOW = 0.01


def held_below(likely: Matrix, other: NDArray[np.bool_], match_from: float) -> Matrix:
    """Return how likely each is a match; what says something else is related at most.

    That is with another number, place or month (nlp.claims.contradicted), and with words by which it says something
    else (nlp.claims.otherwise). Raises: nothing.
    """
    return np.where(other, np.minimum(likely, match_from - _BELOW), likely)


class Ranked(Frozen):
    """One fact-check for one message."""

    row: int  #: its place in the list of fact-checks
    score: float  #: for the order alone; larger is better
    relation: Relation
    probability: float  #: that it answers the message
    phrases: tuple[Phrase, ...] = ()  #: words of its title that stand in the message, with both places
    differs: tuple[str, ...] = ()  #: words of its title that do not, and those of both that say different things


class Matcher:
    """Answers messages from one set of fact-checks."""

    def __init__(self, checks: Sequence[FactCheck], model: ClaimModel, kind: str, encoded: Encoded) -> None:
        """Index the fact-checks; `kind` names the weights to use.

        Raises: ArtefactError when the model has none of this kind.
        """
        self._searcher = Searcher(checks, model.known, encoded)
        self._rank, self._match = model.function("rank", kind), model.function("match", kind)
        self._related = model.function("related", kind)
        self._thresholds = model.thresholds
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._ranked)
        self.version = f"claims-{model.version} {encoded.encoder.name}"

    def rank(self, text: str, top: int) -> list[Ranked]:
        """Return the `top` fact-checks, best first, those that have nothing to do with the text too.

        Fewer only where there are fewer fact-checks. Raises: nothing.
        """
        return list(self._remembered(text[:_READ], top))

    def _ranked(self, text: str, top: int) -> tuple[Ranked, ...]:
        look = self._searcher.look(text)
        rows = self._searcher.find(look)
        features = self._searcher.features(look, rows)
        margins = self._rank.margins(features)
        order = np.argsort(-margins, kind="stable")[:top]
        judged = self._judge(text, look, rows[order], features[order], margins[order])
        return (*judged, *self._others(rows, top - len(judged), judged))

    def _judge(self, text: str, look: Look, rows: Ints, features: Matrix, margins: Matrix) -> list[Ranked]:
        if not len(rows):
            return []
        laid = self._searcher.lay(look, rows.tolist())
        apart = np.stack([self._searcher.apart(look, one) for one in laid])
        together = np.concatenate([features, apart], axis=1)
        matched, related = self._match.probabilities(together), self._related.probabilities(together)
        least = self._thresholds["match"]
        otherwise = [
            self._searcher.otherwise(look, text, row, one) if match >= least and not one.other else []
            for row, match, one in zip(rows.tolist(), matched.tolist(), laid, strict=True)
        ]
        other = [one.other or bool(said) for one, said in zip(laid, otherwise, strict=True)]
        matched = held_below(matched, np.array(other), least)
        weight = self._searcher.shelf.weight
        return [
            Ranked(
                row=row,
                score=round(float(margin), 4),
                relation=self._relation(match, relate),
                probability=round(float(match), 4),
                phrases=tuple(phrases(one.words, look.words, one.partner, (one.title, text), weight)),
                differs=tuple(dict.fromkeys([*differing(one.words, one.missing, one.title, weight), *said])),
            )
            for row, margin, match, relate, one, said in zip(
                rows.tolist(), margins.tolist(), matched.tolist(), related.tolist(), laid, otherwise, strict=True
            )
        ]

    def _relation(self, match: float, related: float) -> Relation:
        if match >= self._thresholds["match"]:
            return "match"
        return (
            "related" if related >= self._thresholds["related"] or match >= 0.5 * self._thresholds["match"] else "none"
        )

    def _others(self, rows: Ints, count: int, judged: Sequence[Ranked]) -> list[Ranked]:
        """Fill up with records that share nothing with the message."""
        if count <= 0:
            return []
        taken = {one.row for one in judged}
        last = min((one.score for one in judged), default=0.0)
        free = (row for row in range(len(self._searcher.checks)) if row not in taken)
        return [
            Ranked(row=row, score=round(last - 1.0 - place, 4), relation="none", probability=0.0)
            for place, row in zip(range(count), free, strict=False)
        ]
