"""What two titles say instead of each other, as numbers: another bank in the same place is another claim."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from nlp.claims.align import Weight
from nlp.claims.frequencies import Frequencies
from nlp.claims.sides import Beside, Side
from nlp.claims.slots import slots
from nlp.claims.words import COMPASS, Kind, Word, word_form

#: One column each; the order is part of the trained weights.
INSTEAD_COLUMNS = (
    "slot", "slot_name", "slots", "compass", "both_names", "rarest_shared", "least_rest",
    "least_says", "most_says", "least_against", "most_against",
)  # fmt: skip
_TOLD_BY_NAME = (Kind.PLACE, Kind.NUMBER, Kind.MONTH)
_COMPASS = frozenset(word_form(word)[0] for word in COMPASS)

Nearest = Callable[[Sequence[Word], Sequence[Word]], list[float]]


class Scale(NamedTuple):
    """What weighs words: `nearest` says for each word how near the nearest of others is in meaning."""

    known: Frequencies
    weight: Weight
    nearest: Nearest

    def of(self, words: Sequence[Word]) -> float:
        """Return what the rarest of the words says."""
        return max((self.weight(word.stem, word.kind) for word in words), default=0.0)

    def names(self, words: Sequence[Word]) -> list[Word]:
        """Return the words that tell one thing from another of its kind."""
        return [word for word in words if word.kind in _TOLD_BY_NAME or word.stem in self.known.names]

    def unlike(self, words: Sequence[Word], others: Sequence[Word]) -> float:
        """Return what the words say that none of the others is near to, at most."""
        near = self.nearest(words, others)
        return max(
            (self.weight(word.stem, word.kind) * (1 - like) for word, like in zip(words, near, strict=True)),
            default=0.0,
        )


def instead_features(found: Beside, scale: Scale) -> list[float]:
    """Return one number a name of INSTEAD_COLUMNS."""
    one, two = found.one, found.two
    places = slots(one.words, two.words, found.partner, (set(one.missing), set(two.missing)))
    unlike = [min(scale.unlike(a, b), scale.unlike(b, a)) for a, b in places]
    named = [min(scale.of(scale.names(a)), scale.of(scale.names(b))) for a, b in places]
    compass = [{word.stem for word in side.rest} & _COMPASS for side in (one, two)]
    names = [[word for word in scale.names(side.rest) if word.kind != Kind.NUMBER] for side in (one, two)]
    shared = [word for word, place in zip(one.words, found.partner, strict=True) if place is not None]
    rests = [sum(scale.weight(word.stem, word.kind) for word in side.rest) for side in (one, two)]
    return [
        max(unlike, default=0.0) / 10,
        max(named, default=0.0) / 10,
        min(len(places), 3) / 3,
        float(all(compass)),
        min(scale.of(side) for side in names) / 10,
        scale.of([word for word in shared if word.kind < Kind.CHECKER]) / 10,
        min(rests) / 30,
        *_alone(one, two, scale.known),
    ]


def _alone(one: Side, two: Side, known: Frequencies) -> list[float]:
    """Return what the words without partner say for being the same claim (nlp.training.claims.alone), each side's."""
    said = [[known.alone.get(word.stem, known.usual_alone) for word in side.rest] for side in (one, two)]
    sums, worst = [sum(side) for side in said], [-min(side, default=0.0) for side in said]
    return [min(sums), max(sums), min(worst), max(worst)]
