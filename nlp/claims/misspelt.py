"""Whether two stems are one word misspelt, or two that look alike (`legal` and `ilegal`, `Persib` and `Persik`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from nlp.claims.words import Kind, Word

#: Two words this alike may be one; shorter than this they are others, and longer than that two letters may differ.
_LIKE, _SHORTEST, _LONG = 0.82, 5, 9
#: Of the words most like one, so many are looked at.
_LOOKED_AT = 3
#: What a prefix takes from the beginning of a word, so that stems lack it: `menangkap` gives `angkap`.
_TAKEN, _VOWELS = frozenset("tkps"), frozenset("aeiou")


def can_be_misspelt(word: Word) -> bool:
    """Numbers and places are never each other's misspelling."""
    return (
        len(word.stem) >= _SHORTEST
        and word.kind not in (Kind.NUMBER, Kind.PLACE, Kind.FUNCTION)
        and not word.stem[-2:].isdigit()
    )


def misspelt_as(stem: str, others: Sequence[str], known: Collection[str]) -> str | None:
    """Return which of the others the stem may be, one misspelt: the most alike. `known` are stems of ordinary words."""
    found = process.extract(stem, others, scorer=Indel.normalized_similarity, score_cutoff=_LIKE, limit=_LOOKED_AT)
    return next((other for other, *_ in found if is_one_word(stem, other, known)), None)


def is_one_word(one: str, other: str, known: Collection[str]) -> bool:
    """Tell whether two stems that are alike are one word.

    Of two ordinary words each is meant as it stands, a letter of the beginning that a prefix took aside. Else a slip
    leaves the ends and changes one letter within, two in a long word, or adds one behind that is no ending of names
    (`Susanto`, `Susanti`).
    """
    short, long = sorted((one, other), key=len)
    if long[1:] == short and long[0] in _TAKEN:
        return True
    if one in known and other in known:
        return False
    if long[:-1] == short and (long[-1] not in _VOWELS or long[-1] == short[-1]):
        return True
    slips = 2 if len(short) >= _LONG else 1
    return one[0] == other[0] and one[-1] == other[-1] and OSA.distance(one, other, score_cutoff=slips) <= slips
