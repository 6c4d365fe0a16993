"""The words of a document that tell stories apart, as numbers: hashed stems, so that no vocabulary grows."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.search.analyser import stems
from nlp.categories.evidence import function_words

Ids = npt.NDArray[np.uint32]

#: Stems fall into so many buckets; two of the some 200,000 different ones of a busy week share one in 5 % of cases.
BUCKETS = 1 << 22
#: What is read: a title, and of the text the lead, which says what happened (characters).
TITLE_LIMIT, LEAD_LIMIT = 300, 600
#: A post has no title; its beginning stands for one (characters).
_POST_TITLE = 140
#: Most different words kept of a document.
MOST = 96
#: Letters in a piece of a word.
_PIECE = 4
#: What outlets append to a title: their own name after a dash, or dots where an aggregator cut it.
_OUTLET = re.compile(r"\s[-–|]\s[^-–|]{2,30}$|(?:\.\.\.|…)$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOTHING = np.zeros(0, np.uint32)


class Words(NamedTuple):
    """Buckets of a document's words, each once."""

    title: Ids
    #: Of title and lead together.
    whole: Ids
    #: Pieces of the title's words.
    pieces: Ids
    #: Numbers of the title: days of a campaign, percentages, victims; no years.
    numbers: frozenset[str]

    @property
    def has_lead(self) -> bool:
        """Tell whether more than a title is known."""
        return len(self.whole) > len(self.title)


def read_words(title: str, text: str) -> Words:
    """Return the words of a document. Raises: nothing; one without words gives empty arrays."""
    heading, lead = heading_and_lead(title, text)
    own = list(dict.fromkeys(telling_stems(heading)))[:MOST]
    more = dict.fromkeys(telling_stems(lead))
    whole = list(dict.fromkeys([*own, *more]))[:MOST]
    pieces = list(dict.fromkeys(piece for word in own for piece in _pieces(word)))
    numbers = frozenset(word for word in own if word.isdigit() and len(word) > 1 and not _YEAR.fullmatch(word))
    return Words(_buckets(own), _buckets(whole), _buckets(pieces), numbers)


def heading_and_lead(title: str, text: str) -> tuple[str, str]:
    """Return the title as its outlet wrote it and the beginning of the text; a post's first words are its title."""
    if not title.strip():
        return text[:_POST_TITLE], text[_POST_TITLE : _POST_TITLE + LEAD_LIMIT]
    return _OUTLET.sub("", title[:TITLE_LIMIT]).rstrip(), text[:LEAD_LIMIT]


def telling_stems(text: str) -> list[str]:
    """Return the stems that are no function words, in order."""
    small = function_words()
    return [stem for stem in stems(text) if stem and stem not in small and (len(stem) > 1 or stem.isdigit())]


@lru_cache(maxsize=200_000)
def bucket(word: str) -> int:
    """Return the number that stands for a word."""
    return zlib.crc32(word.encode("utf-8", "replace")) % BUCKETS


def _pieces(word: str) -> list[str]:
    framed = f"^{word}$"
    return [framed[at : at + _PIECE] for at in range(max(1, len(framed) - _PIECE + 1))]


def _buckets(words: list[str]) -> Ids:
    return np.unique(np.array([bucket(word) for word in words], np.uint32)) if words else _NOTHING
