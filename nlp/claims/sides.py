"""Two titles laid beside each other, both ways: which words of each have no partner in the other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from nlp.claims.align import Partner, align
from nlp.claims.shortened import Text, without_initials, written_out
from nlp.claims.words import TITLE_LIMIT, Kind, Word, words_of


class Side(NamedTuple):
    """The words of one title, and which of them have no partner in the other."""

    words: Sequence[Word]
    missing: list[int]

    @property
    def rest(self) -> list[Word]:
        """Return the words without partner that say something of the claim."""
        return [self.words[at] for at in self.missing if self.words[at].kind < Kind.CHECKER]


class Beside(NamedTuple):
    """Both sides, and for each word of the first the place of its partner in the second."""

    one: Side
    two: Side
    partner: Partner

    @property
    def apart(self) -> set[str]:
        """Return the stems that one title alone has and that say something of the claim."""
        return {word.stem for side in (self.one, self.two) for word in side.rest}


def beside(first: str, second: str, known: Collection[str]) -> Beside:
    """Pair the words of two titles; an abbreviation is the same as what it stands for. Raises: nothing.

    `known` are the stems of ordinary words, which are no misspelling of each other.
    """
    one, two = (written_out(words_of(text, TITLE_LIMIT)) for text in (first, second))
    found = align(one, two, known)
    gone = [at for at, place in enumerate(found.partner) if place is None]
    own, other = without_initials(Text(first, one, gone), Text(second, two, found.alone))
    other, own = without_initials(Text(second, two, other), Text(first, one, own))
    return Beside(Side(one, own), Side(two, other), found.partner)


def written(words: Sequence[Word], start: int, end: int, text: str) -> str:
    """Return the words from one place to another, both included, as the original has them. Raises: nothing."""
    return text[words[start].start : words[end].end]
