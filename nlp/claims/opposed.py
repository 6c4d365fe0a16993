"""By which words two texts that are much alike say different things, whatever else they share.

Labelled pairs hold too few to learn it from, so these are rules. Of 3,097 labelled pairs they hold 357 apart, four of
them labelled as one claim, mostly because a checker put what is true in its title. F1 out of fold is .935 with them and
was .934 with denials and exchanged roles alone (2026-11-30).
"""

from __future__ import annotations

from nlp.claims.counted import counted_otherwise
from nlp.claims.denied import denied, is_denied
from nlp.claims.located import elsewhere, regions_in
from nlp.claims.opposites import opposite
from nlp.claims.sides import Beside, Side, written
from nlp.claims.turned import exchanged
from nlp.claims.words import Word


def opposed(found: Beside, texts: tuple[str, str], digits: bool = True) -> list[str]:
    """Return the words, as written, by which one text says something else than the other; none where neither does.

    `texts` are both originals; without `digits` numbers count where one of the two is in words. Raises: nothing.
    """
    told = [*denied(found, texts), *exchanged(found, texts), *_numbers(found, texts, digits)]
    return list(dict.fromkeys([*told, *_regions(found, texts), *_opposites(found, texts)]))


def _numbers(found: Beside, texts: tuple[str, str], digits: bool) -> list[str]:
    one, two = found.one.words, found.two.words
    pairs = [(a, b) for a, b in counted_otherwise(one, two, texts) if digits or a.spelt or b.spelt]
    return [
        *(written(one, a.start, a.end, texts[0]) for a, _ in pairs),
        *(written(two, b.start, b.end, texts[1]) for _, b in pairs),
    ]


def _regions(found: Beside, texts: tuple[str, str]) -> list[str]:
    """Return the regions of both that cannot be one; where one names a region and the other none, nothing is said."""
    one, two = found.one.words, found.two.words
    named = regions_in(one, texts[0])
    own, others = elsewhere(named, regions_in(two, texts[1]) if named else [])
    if not own or not others:
        return []
    return [
        *(written(one, a.start, a.end, texts[0]) for a in own),
        *(written(two, b.start, b.end, texts[1]) for b in others),
    ]


def _opposites(found: Beside, texts: tuple[str, str]) -> list[str]:
    own, others = opposite(_alone(found.one, texts[0]), _alone(found.two, texts[1]))
    return [
        *(texts[0][word.start : word.end] for word in own),
        *(texts[1][word.start : word.end] for word in others),
    ]


def _alone(side: Side, text: str) -> list[Word]:
    """Return the words without partner; `tidak boleh` is not the opposite of `dilarang`."""
    return [side.words[at] for at in side.missing if not is_denied(side.words, at, text)]
