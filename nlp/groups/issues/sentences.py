"""The sentences of a text, as they stand in it, without what belongs to the page around them.

In the beginnings of 598 articles of one outlet 286 of 20,839 pieces were no sentence: cut behind an initial or a title
(`Dr.`, `M.`), or of the page (2026-11-30).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from core.lexicon import listed_lines, listed_words

_END = re.compile(r"(?<=[.!?…])([\"”’)]?)\s+|\n+")
#: Letters between the stops of an abbreviation (`S.Pd.`), at most.
_PIECE = 4
#: Characters before a full stop in which its word stands, what may stand before a phrase of the page, and what
#: marks one in the list that may stand anywhere.
_BEFORE, _BULLETS, _ANYWHERE = 24, "([{*-–—•>|# \t", "* "
_OPENING = "([{*\"'“‘/-–"


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield begin and end of each sentence; white space around it is outside. Raises: ConfigError without the lists."""
    begin = 0
    for match in [*_END.finditer(text), None]:
        stop, after = match.span() if match is not None else (len(text), len(text))
        if match is not None and "\n" not in match[0] and _is_abbreviation(text[max(begin, stop - _BEFORE) : stop]):
            continue
        end = stop + len(match[1] or "") if match is not None else stop
        told = text[begin:end]
        if told.strip() and not of_the_page(told):
            begin += len(told) - len(told.lstrip())
            yield begin, begin + len(told.strip())
        begin = after


def of_the_page(sentence: str) -> bool:
    """Tell whether a sentence is none of the text's: `Baca juga: …`, `Editor: …`."""
    beginning, anywhere = _phrases()
    plain = " ".join(sentence.lower().replace(" :", ":").split())
    return plain.lstrip(_BULLETS).startswith(beginning) or any(phrase in plain for phrase in anywhere)


def _is_abbreviation(before: str) -> bool:
    """Tell whether the full stop at the end belongs to the word before it."""
    last = before.split()[-1:]
    if not last or not last[0].endswith("."):
        return False
    word = last[0][:-1].lstrip(_OPENING)
    pieces = word.split(".")
    short = all(piece.isalpha() and len(piece) <= _PIECE for piece in pieces)
    return (short and (len(word) == 1 or len(pieces) > 1)) or word.lower() in _abbreviations()


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(listed_words("abbreviations.txt"))


@cache
def _phrases() -> tuple[tuple[str, ...], tuple[str, ...]]:
    listed = list(listed_lines("page_phrases.txt"))
    beginning = tuple(phrase for phrase in listed if not phrase.startswith(_ANYWHERE))
    return beginning, tuple(phrase.removeprefix(_ANYWHERE) for phrase in listed if phrase.startswith(_ANYWHERE))
