"""Whether two words are spellings of one (`smua`, `semua`; `tiga`, `3`), or two that look alike (`haram`, `halal`)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz import fuzz

from core.lexicon import full_spelling, known_words
from core.search.analyser import stem_of
from nlp.claims.misspelt import is_one_word
from nlp.claims.numerals import ONES
from nlp.claims.words import Kind, word_form

#: Two words this alike (0 to 100) may be spellings of one.
SAME_WORD = 70
#: Shorter words are not written `w2` for `w w`, they are names (`g20`, `b2`).
_SHORT = 3
#: An ordinary word and one that is none are one with two slips, too, if they are this alike.
_MISSPELT = 85
_NO_VOWELS = str.maketrans("", "", "aeiou")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
#: Prefixes that take the first letter of a word: the stem of `menembak` lacks its `t`.
_TAKING, _TAKEN = ("me", "pe"), "tkps"
#: By these a verb says whether who is named before it does it or has it done: `menembak`, `ditembak`.
_VOICES = {"me", "di"}
_NUMBERS = {word: str(number) for word, number in (ONES | {"sepuluh": 10, "sebelas": 11}).items()}
#: A number, a name with one (`covid19`); other words of letters and digits are codes of addresses.
_NUMBER = re.compile(r"[a-z]{0,5}[0-9]+[a-z]{0,6}")
_SCALES = {word: word for word in ("belas", "puluh", "ratus", "seratus", "ribu", "seribu", "juta", "miliar", "triliun")}


def number_of(word: str) -> str | None:
    """Return the number that a folded word is, alike for `tiga` and `3`; None for other words."""
    spelt = _NUMBERS.get(word) or _SCALES.get(word)
    return spelt or (word.lstrip("0") or "0" if _NUMBER.fullmatch(word) else None)


def alike(gone: list[str], come: list[str]) -> bool:
    """Tell whether two stretches of folded words are spellings of each other; numbers must be the same."""
    gone, come = _written_out(gone), _written_out(come)
    numbers = [[found for word in side if (found := number_of(word))] for side in (gone, come)]
    if numbers[0] != numbers[1]:
        return False
    gone, come = ([word for word in side if word.isalpha() and not number_of(word)] for side in (gone, come))
    if len(gone) == len(come):
        return all(map(_is_one, gone, come))
    return fuzz.ratio("".join(gone), "".join(come)) >= SAME_WORD


def is_ordinary(word: str) -> bool:
    """Tell whether a word is of those that everybody uses, in any of its forms, and no name."""
    return not _stems(word).isdisjoint(_ordinary())


def _written_out(words: list[str]) -> list[str]:
    """Return the words in their full spelling, `anak2` as two."""
    return [full_spelling(word) for said in words for word in ([said[:-1]] * 2 if _is_twice(said) else [said])]


def _is_twice(word: str) -> bool:
    return len(word) > _SHORT and word[-1] == "2" and word[:-1].isalpha()


@lru_cache(maxsize=16_384)
def _is_one(one: str, other: str) -> bool:
    one, other = (_STRETCHED.sub(r"\1", word) for word in (one, other))
    if one == other:
        return True
    if _stems(one) & _stems(other):
        return {next((voice for voice in _VOICES if word.startswith(voice)), "") for word in (one, other)} != _VOICES
    ordinary = is_ordinary(one) + is_ordinary(other)
    places = word_form(one)[1] == word_form(other)[1] == Kind.PLACE
    if (ordinary < 2 or places) and _is_shortened(*sorted((one, other), key=len)):
        return True
    if ordinary == 2 or places or (like := fuzz.ratio(one, other)) < SAME_WORD:
        return False
    if ordinary and like >= _MISSPELT and (one[0], one[-1]) == (other[0], other[-1]):
        return True
    return is_one_word(one, other, _ordinary()) or is_one_word(stem_of(one), stem_of(other), _ordinary())


def _is_shortened(short: str, long: str) -> bool:
    """Tell whether vowels were left out, as posts do."""
    letters = iter(long)
    consonants = short.translate(_NO_VOWELS) == long.translate(_NO_VOWELS)
    return consonants and short[0] == long[0] and all(letter in letters for letter in short)


@lru_cache(maxsize=16_384)
def _stems(word: str) -> frozenset[str]:
    stem = stem_of(word)
    taken = _TAKEN if word.startswith(_TAKING) and stem[:1] in "aeiou" else ""
    return frozenset((stem, *(letter + stem for letter in taken)))


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(map(stem_of, known_words()))
