"""By which words a message says something else than a fact-check that it is nearly the words of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from nlp.claims.align import Partner
from nlp.claims.opposed import opposed
from nlp.claims.sides import Beside, Side
from nlp.claims.words import Word

#: Words between two that the title has too, and the passage goes on behind them.
_GAP = 6
#: Words beside the passage that still speak of it: `tidak jadi` before the first, `dibatalkan` behind the last.
_BEFORE, _BEHIND = 3, 1


def said_otherwise(own: Sequence[Word], message: Sequence[Word], partner: Partner, texts: tuple[str, str]) -> list[str]:
    """Return the words, as written, of a title or claim and of the message by which the two say different things.

    Of the message only the passage is read in which most of the other's words stand: a long one denies something
    somewhere. `partner` are the places of the other's words in the message. Raises: nothing.
    """
    start, end = _passage(partner)
    passage = message[start:end]
    first = {word.stem: at for at, word in reversed(list(enumerate(passage)))}
    within = [
        place - start if place is not None and start <= place < end else first.get(word.stem)
        for word, place in zip(own, partner, strict=True)
    ]
    shared = {passage[at].stem for at in within if at is not None}
    alone = [at for at, word in enumerate(passage) if word.stem not in shared]
    gone = [at for at, place in enumerate(partner) if place is None]
    return opposed(Beside(Side(own, gone), Side(passage, alone), within), texts, digits=False)


def _passage(partner: Partner) -> tuple[int, int]:
    """Return where the passage begins and ends."""
    places = sorted({place for place in partner if place is not None})
    runs = [places[:1]]
    for before, place in pairwise(places):
        if place - before > _GAP:
            runs.append([])
        runs[-1].append(place)
    longest = max(runs, key=len)
    return (max(0, longest[0] - _BEFORE), longest[-1] + 1 + _BEHIND) if longest else (0, 0)
