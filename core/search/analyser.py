"""The one Indonesian analyser: documents and queries pass through it, so both find the same stems.

Tokens keep their offsets in the original text, so that highlighting can mark words by stem.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from core.lexicon import full_spelling, protected, slang

#: Counted up by hand when the rules of this file change.
_RULES = "2"

#: A word: letters and digits with the marks and invisible characters that hostile text hides inside words.
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff])+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")


class Token(NamedTuple):
    """One word: its stem and where it stands in the original text."""

    stem: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """Return the tokens of the text in order. Raises: nothing; a text without words gives an empty list."""
    found = ((match.group(), match.start(), match.end()) for match in _WORD.finditer(text))
    return [Token(stem, start, end) for word, start, end in found if (stem := stem_of(word))]


def stems(text: str) -> list[str]:
    """Return the stems of the text in order, without offsets: the same as `tokenise`, quicker."""
    if text.isascii():
        return [stem_of(word) for word in _ASCII_WORD.findall(text.lower())]
    return [token.stem for token in tokenise(text)]


def index_text(text: str) -> str:
    """Return what the full-text index stores: the stems, separated by blanks."""
    return " ".join(stems(text))


@lru_cache(maxsize=65_536)
def stem_of(word: str) -> str:
    """Return the stem of one word: NFKC, lower case, marks dropped, spellings of posts in full, protected words kept.

    Raises: ConfigError when a word list of configs/lexicon is missing.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).lower())
    plain = full_spelling("".join(char for char in folded if char.isalnum())[:100])
    if plain in protected() or not plain.isascii():
        return plain
    if plain.removesuffix("nya") in protected():
        return plain.removesuffix("nya")
    return str(_stemmer().stemWord(plain))


@lru_cache(maxsize=1)
def version() -> int:
    """Return a number that changes with the rules and word lists above: an index of another one has other stems."""
    lists = [*sorted(protected()), *(f"{spelling}={word}" for spelling, word in sorted(slang().items()))]
    return zlib.crc32("\n".join([_RULES, *lists]).encode()) & 0x7FFFFFFF


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("indonesian")
