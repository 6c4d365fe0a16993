"""How much a word or a run of characters says: the rarer in fact-checks, the more."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nlp.claims.grams import BUCKETS
from nlp.claims.words import Kind

#: What a word of a kind weighs beside others as rare; checkers' own words say how a claim came, not what it says.
#: Tried .1 to 1 on messages of 2025 (2026-11-28).
SHARE = {Kind.CHECKER: 0.25, Kind.FUNCTION: 0.1}


@dataclass(frozen=True)
class Frequencies:
    """In how many of `texts` known titles a stem or a run of characters stands."""

    texts: int
    stems: Mapping[str, int]
    grams: NDArray[np.float32]
    names: Set[str] = frozenset()  #: stems that are written with a capital letter within sentences
    #: What it says for two titles being of the same claim that one alone has the stem (log of the odds), and what it
    #: does for other stems.
    alone: Mapping[str, float] = field(default_factory=dict)
    usual_alone: float = 0.0

    @classmethod
    def none(cls) -> Frequencies:
        """Return what is known without any text."""
        return cls(0, {}, np.zeros(BUCKETS, np.float32))

    def weight(self, stem: str, kind: Kind, more: int = 0, texts: int = 0) -> float:
        """Return what the stem says, given `more` occurrences in so many further `texts`."""
        rare = np.log(1 + (self.texts + texts + 1) / (self.stems.get(stem, 0) + more + 0.5))
        return float(rare) * SHARE.get(kind, 1.0)
