"""The one Indonesian analyser: documents and queries pass through it, so both find the same stems.

Tokens keep their offsets in the original text, so that highlighting can mark words by stem.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import Stemmer

#: Words that Snowball turns into another word (pemilu → pilu "sad", menteri → teri "anchovy", ketua → tua "old",
#: kediri → diri "self"; tried with PyStemmer 3.1, November 2026). They are kept as they stand, also before -nya.
#: Words whose whole family meets in one odd stem (berita, memberitakan → ita) are not protected: they find each other.
PROTECTED = frozenset(
    [
        "pemilu",
        "pemilukada",
        "pilkada",
        "pilpres",
        "pileg",
        "pilgub",
        "pilbup",
        "pilwalkot",
        "pilkades",
        "bawaslu",
        "panwaslu",
        "kpu",
        "kpud",
        "kpps",
        "dkpp",
        "menteri",
        "ketua",
        "bupati",
        "kediri",
        "kendari",
        "pekalongan",
        "pekanbaru",
        "berau",
        "sekadau",
        "semarang",
        "bekasi",
        "belu",
        "pesisir",
    ]
)

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
    """Return the stem of one word: NFKC, lower case, marks dropped, protected words kept."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).lower())
    plain = "".join(char for char in folded if char.isalnum())[:100]
    if plain in PROTECTED or not plain.isascii():
        return plain
    if plain.removesuffix("nya") in PROTECTED:
        return plain.removesuffix("nya")
    return str(_stemmer().stemWord(plain))


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("indonesian")
