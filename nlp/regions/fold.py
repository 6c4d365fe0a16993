"""A field of the document in the form in which names are matched, and the way back to its own offsets.

Folding lowers the case, applies NFKC, turns every separator into one blank and drops what is invisible. Ordinary text
keeps its length, so offsets need no table; only text with ligatures or invisible characters pays for one.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import lru_cache
from typing import Literal

_SEPARATOR = re.compile(r"[\W_]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,2000}")
#: Handles, mail addresses and host names: what stands in them names no place.
_HANDLE = re.compile(r"@[\w.]{1,64}")
_HOST_END = re.compile(r"\.(?:com|co|id|org|net|go|ac|tv|my)\b(?:\.id\b)?", re.IGNORECASE)
_LONGEST_HOST = 64
#: Two to four words behind the last dash.
_OUTLET = re.compile(r"\s[-–—|]\s+[^\W\d_][\w.]*(?: [\w.]+){1,3}\s*$")
_SHORTEST_HEADLINE = 20
_ENOUGH = 400
_HASHTAG = re.compile(r"#\w{2,80}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Za-z])")


class Field:
    """One field, folded. `folded` is padded with a blank on both sides, so that names can be matched with theirs.

    `cased` tells that names are written with capitals here, so that a lower-case one is an ordinary word.
    """

    __slots__ = ("_origin", "cased", "folded", "name", "original")

    def __init__(self, name: Literal["title", "text"], original: str, *, news: bool = True) -> None:
        """Fold the text. Raises: nothing, whatever the text."""
        self.name: Literal["title", "text"] = name
        self.original = original
        self.cased = news and any(char.isupper() for char in original[:_ENOUGH])
        self._origin: array[int] | None = None
        masked = mask_foreign(original, slug=name == "title")
        if name == "title":
            masked = mask_outlet(masked)
        if "#" in masked and _HASHTAG.search(masked):
            body = self._fold_slowly(masked, split=camel_breaks(masked))
        else:
            body = self._fold_fast(masked)
        self.folded = f" {body} "

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original offsets of folded[start:end], which must not begin or end with a blank."""
        if self._origin is None:
            return start - 1, end - 1
        return self._origin[start - 1], self._origin[end - 2] + 1

    def _fold_fast(self, text: str) -> str:
        if not text.isascii() and not _is_plain(text):
            return self._fold_slowly(text, split=frozenset())
        low = text.lower()
        if len(low) != len(text):
            return self._fold_slowly(text, split=frozenset())
        return _SEPARATOR.sub(" ", low)

    def _fold_slowly(self, text: str, split: frozenset[int]) -> str:
        """Fold run by run, noting for each letter where it came from."""
        pieces: list[str] = []
        origin: array[int] = array("l")
        done = 0
        for index in sorted({*split, *(found.start() for found in _NOT_ASCII.finditer(text))}):
            pieces.append(text[done:index].lower())
            origin.extend(range(done, index))
            if index in split:
                pieces.append(" ")
                origin.append(index)
            folded = _fold_char(text[index])
            pieces.append(folded)
            origin.extend([index] * len(folded))
            done = index + 1
        pieces.append(text[done:].lower())
        origin.extend(range(done, len(text)))
        self._origin = origin
        return _SEPARATOR.sub(" ", "".join(pieces))


def mask_foreign(text: str, *, slug: bool) -> str:
    """Blank out addresses, handles and host names, length kept; with `slug` the last part of a link stays."""
    if "://" in text or "www." in text:
        text = _URL.sub(lambda m: _last_part(m.group()) if slug else " " * len(m.group()), text)
    if "@" in text:
        text = _HANDLE.sub(lambda m: " " * len(m.group()), text)
    return _mask_hosts(text)


def mask_outlet(title: str) -> str:
    """Blank out the outlet that feeds hang on a headline (`... - Ayo Bandung`)."""
    found = _OUTLET.search(title, pos=min(_SHORTEST_HEADLINE, len(title)))
    return title[: found.start()] + " " * (len(title) - found.start()) if found else title


def camel_breaks(text: str) -> frozenset[int]:
    """Return the offsets inside hashtags where a new word begins (`#PilgubJatim2024`)."""
    return frozenset(
        tag.start() + found.start() for tag in _HASHTAG.finditer(text) for found in _CAMEL.finditer(tag.group())
    )


def _mask_hosts(text: str) -> str:
    """Blank out `Beritasulsel.com`: found from the end of the name, so that ordinary words cost nothing."""
    done, pieces = 0, []
    for found in _HOST_END.finditer(text):
        start = found.start()
        floor = max(done, start - _LONGEST_HOST)
        while start > floor and (text[start - 1].isalnum() or text[start - 1] in "-."):
            start -= 1
        pieces += [text[done:start], " " * (found.end() - start)]
        done = found.end()
    return "".join([*pieces, text[done:]]) if pieces else text


def _last_part(link: str) -> str:
    head, slash, tail = link.rstrip("/").rpartition("/")
    return (" " * (len(head) + len(slash)) + tail).ljust(len(link))


def _is_plain(text: str) -> bool:
    """Tell whether lowering and blanking is all that folding would do: then offsets stay as they are."""
    for char in set(text):
        if not char.isascii():
            folded = _fold_char(char)
            if folded != char.lower() and not (folded == " " and not char.isalnum()):
                return False
    return True


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    """Fold one character; invisible ones and combining marks vanish, symbols become a blank."""
    if char.isascii():
        return char.lower()
    if unicodedata.category(char) in ("Cf", "Mn", "Me"):
        return ""
    folded = unicodedata.normalize("NFKC", char).lower()
    return folded if folded.isalnum() else " "
