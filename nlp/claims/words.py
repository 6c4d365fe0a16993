"""The words of a claim as matching reads them: stems with their place in the original, and what kind of word it is."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from core.lexicon import listed_words
from core.regions.tree import load_tree
from core.search.analyser import stem_of
from nlp.claims.amounts import AMOUNT, amount_of
from nlp.text.normalise import Normalised, normalise

#: Characters read of a message: the claim stands at its beginning, and a flood of text must not cost seconds.
MESSAGE_LIMIT = 4_000
#: Characters read of a title.
TITLE_LIMIT = 400

#: An amount, else the letters before a number of several digits (`covid19` is `covid 19`), else any word.
_WORD = re.compile(rf"{AMOUNT}|[a-z]+(?=[0-9]{{2,}}(?![^\W_]))|[^\W_]+")
_SINGLE = re.compile(r"[^\W_]+")
_STRETCH = re.compile(r"([a-z])\1{2,}")
#: Digits read as letters inside a word (`purb4ya`), as nlp.text.tokens does it, also where they end it (`purbay4`);
#: two of them at an end are a number (`1000km`).
_LEET = str.maketrans("4130597", "aieosgt")
_LEET_WORD = re.compile(
    r"(?=.{5})(?![0-9]{2}|.*[0-9]{2}$)(?=(?:[a-z]*[0134579]){1,4}[a-z]*$)[a-z0134579]*[a-z]{2}[a-z0134579]*"
)

_MONTHS = frozenset(
    (
        *("januari", "februari", "maret", "april", "mei", "juni"),
        *("juli", "agustus", "september", "oktober", "november", "desember"),
    )
)
#: `Sulawesi Selatan` is another place than `Sulawesi Barat`.
COMPASS = ("barat", "timur", "utara", "selatan", "tengah", "tenggara", "daya")
_ISLANDS = ("jawa", "sumatera", "sumatra", "kalimantan", "sulawesi", "papua", "maluku", "lombok", "flores", "madura")


class Kind(IntEnum):
    """What a word is; numbers, dates and places tell instances of one template apart."""

    PLAIN = 0
    NUMBER = 1
    PLACE = 2
    MONTH = 3
    CHECKER = 4
    FUNCTION = 5


class Word(NamedTuple):
    """A word: its stem, kind, whether it is written like a name, and its span in code points of the original."""

    stem: str
    kind: Kind
    name: bool
    start: int
    end: int


def words_of(text: str, limit: int) -> list[Word]:
    """Return the words of the first `limit` characters in order. Raises: nothing."""
    return words_in(normalise(text, limit), text)


def words_in(folded: Normalised, text: str) -> list[Word]:
    """Return the words of a folded text in order; `text` is its original. Raises: nothing."""
    found = list[Word]()
    for match in _WORD.finditer(folded.text):
        stem, kind = word_form(match.group())
        if stem:
            start, end = folded.span(match.start(), match.end())
            found.append(Word(stem, kind, text[start : start + 1].isupper(), start, end))
    return found


def stems_of(text: str, limit: int) -> list[tuple[str, Kind]]:
    """Return stems and kinds alone, in order: the same words as `words_of`, quicker. Raises: nothing."""
    return [form for raw in _WORD.findall(normalise(text, limit).text) if (form := word_form(raw))[0]]


@lru_cache(maxsize=131_072)
def word_form(raw: str) -> tuple[str, Kind]:
    """Return the stem and kind of one folded word; an empty stem says nothing."""
    number = amount_of(raw) if "0" <= raw[-1] <= "9" or raw[0] == "r" or "0" <= raw[0] <= "9" else None
    if number is not None:
        return (number, Kind.NUMBER)
    if raw.isdigit():
        return (raw.lstrip("0")[:15] or "0", Kind.NUMBER)
    word = _STRETCH.sub(r"\1", raw[:60])
    if not word.isalpha() and _LEET_WORD.fullmatch(word):
        word = word.translate(_LEET)
    stem = stem_of(word)
    return (stem, _kind(word, stem))


def _kind(word: str, stem: str) -> Kind:
    if word in _MONTHS:
        return Kind.MONTH
    if stem in _checkers():
        return Kind.CHECKER
    if word in _function_words():
        return Kind.FUNCTION
    if word in _places():
        return Kind.PLACE
    return Kind.NUMBER if word[:1].isdigit() and (len(word) < 6 or word[:2].isdigit()) else Kind.PLAIN


@cache
def _function_words() -> frozenset[str]:
    return frozenset(listed_words("function_words.txt"))


@cache
def _checkers() -> frozenset[str]:
    """Return the stems of what fact-checkers write around a claim."""
    return frozenset(map(stem_of, listed_words("checkers_words.txt")))


@cache
def _places() -> frozenset[str]:
    """Return the regions whose name is one word, the islands that provinces are parts of, and their parts.

    As they are written, not stems: `menyerang` and `serangan` are of no place, though the stem of both is `serang`.
    """
    tree = load_tree()
    shorts = (region.short for region in (*tree.provinces(), *tree.regencies()))
    names = [*(short for short in shorts if _SINGLE.fullmatch(short)), *_ISLANDS, *COMPASS]
    return frozenset(name.lower() for name in names)
