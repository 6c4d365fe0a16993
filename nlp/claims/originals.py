"""Where phrases of a fact-check stand in its file: matching reads titles without labels and claims without frames."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from core.schemas.claim import Phrase
from core.schemas.incoming import clean

#: Fields kept as they are read: those of the last answers.
_KEPT = 256


def in_original(phrases: Iterable[Phrase], read: str, given: str) -> list[Phrase]:
    """Return the phrases of `read` with their places in `given`, the field as the file has it.

    One that cannot be found there, as an account's name was cut out of its middle, is left out. Raises: nothing.
    """
    found = (_placed(phrase, read, given) for phrase in phrases)
    return [phrase for phrase in found if phrase is not None]


def _placed(phrase: Phrase, read: str, given: str) -> Phrase | None:
    wanted, behind = (" ".join(text.split()) for text in (phrase.text, read[phrase.start :]))
    text, spans = _folded(given)
    at = len(text) + 1
    for _ in range(behind.count(wanted)):  # what is cut off stands in front, so places are told from the end
        at = text.rfind(wanted, 0, max(at - 1 + len(wanted), 0))
        if at < 0:
            return None
    start, end = spans[at][0], spans[at + len(wanted) - 1][1]
    return phrase.model_copy(update={"text": given[start:end], "start": start, "end": end})


@lru_cache(maxsize=_KEPT)
def _folded(given: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text as fields of a fact-check are cleaned, in one line, and the span of each character in it."""
    text, spans = list[str](), list[tuple[int, int]]()
    start = 0
    while start < len(given):
        end = start + 1
        while end < len(given) and unicodedata.combining(given[end]):
            end += 1
        for char in clean(given[start:end]):
            if not char.isspace():
                text.append(char)
            elif text and text[-1] == " ":
                continue
            else:
                text.append(" ")
            spans.append((start, end))
        start = end
    return "".join(text), spans
