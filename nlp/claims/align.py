"""Which words of two texts answer each other, phrase by phrase, and which stand alone."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from core.schemas.claim import Phrase
from nlp.claims.misspelt import can_be_misspelt, misspelt_as
from nlp.claims.words import Kind, Word

#: Words between two aligned ones that still make one phrase.
_GAP = 2
#: A phrase says at least this much (weights: nlp.claims.frequencies), so that single common words are no evidence.
_LEAST = 4.0

Weight = Callable[[str, Kind], float]


#: For each word of a text the place of its partner in another, or None.
Partner = Sequence[int | None]


class Alignment(NamedTuple):
    """The partners of the first text's words, and what of the second is left."""

    partner: Partner
    alone: list[int]  #: words of the second text without partner


class Partners:
    """The words of one text (a message), looked up once for all the titles that are laid beside it."""

    def __init__(self, words: Sequence[Word], known: Collection[str]) -> None:
        """Keep the words by stem; `known` are the stems of ordinary words, which are no misspelling of another."""
        self.words, self._known = words, known
        self._places: dict[str, list[int]] = {}
        for at, word in enumerate(words):
            self._places.setdefault(word.stem, []).append(at)
        self._spelt = [stem for stem, (at, *_) in self._places.items() if can_be_misspelt(words[at])]

    def of(self, first: Sequence[Word]) -> list[int | None]:
        """Return for each word of another text the place of its partner here, or None."""
        places = self._places
        partner: list[int | None] = []
        before = -1
        for at, word in enumerate(first):
            found = places.get(word.stem) or _joined(first, at, places) or self._misspelt(word)
            chosen = min(found, key=lambda place: abs(place - before - 1)) if found else None
            before = before + 1 if chosen is None else chosen
            partner.append(chosen)
        return partner

    def _misspelt(self, word: Word) -> list[int] | None:
        if not self._spelt or not can_be_misspelt(word):
            return None
        found = misspelt_as(word.stem, self._spelt, self._known)
        return None if found is None else self._places[found]


def align(first: Sequence[Word], second: Sequence[Word], known: Collection[str]) -> Alignment:
    """Pair the words of `first` (a title) with words of `second` (another title), both ways."""
    partner = Partners(second, known).of(first)
    stems = {second[place].stem for place in partner if place is not None}
    joined = {a.stem + b.stem for a, b in itertools.pairwise(second)} & {word.stem for word in first}
    alone = [
        at for at, word in enumerate(second) if word.stem not in stems and not any(word.stem in pair for pair in joined)
    ]
    return Alignment(partner, alone)


def phrases(
    first: Sequence[Word], second: Sequence[Word], partner: Partner, texts: tuple[str, str], weight: Weight
) -> list[Phrase]:
    """Return the aligned runs that say something, in the order of `first`; `texts` are both originals."""
    runs = list[list[tuple[int, int]]]()
    for at, place in enumerate(partner):
        if place is None:
            continue
        last = runs[-1][-1] if runs else None
        if last and at - last[0] <= 1 + _GAP and 0 <= place - last[1] <= 1 + _GAP:
            runs[-1].append((at, place))
        else:
            runs.append([(at, place)])
    told = [run for run in runs if sum(weight(first[at].stem, first[at].kind) for at, _ in run) >= _LEAST]
    return [_phrase(run, first, second, texts) for run in told]


def _phrase(
    run: list[tuple[int, int]], first: Sequence[Word], second: Sequence[Word], texts: tuple[str, str]
) -> Phrase:
    own, other = first[run[0][0]].start, second[run[0][1]].start
    own_end, other_end = first[run[-1][0]].end, second[run[-1][1]].end
    return Phrase(
        text=texts[0][own:own_end], start=own, end=own_end,
        other=texts[1][other:other_end], other_start=other, other_end=other_end,
    )  # fmt: skip


def _joined(first: Sequence[Word], at: int, places: dict[str, list[int]]) -> list[int] | None:
    """Find `bank mandiri` in `bankmandiri`, from either of the two words; 2 and 7 are not 27."""
    for pair in ((at - 1, at), (at, at + 1)):
        if pair[0] >= 0 and pair[1] < len(first) and Kind.NUMBER not in (first[pair[0]].kind, first[pair[1]].kind):
            found = places.get(first[pair[0]].stem + first[pair[1]].stem)
            if found:
                return found
    return None
