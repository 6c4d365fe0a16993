"""JSON as pages and feeds really have it: wrapped, escaped, with trailing commas; and feeds element by element.

Nothing here evaluates anything: what the standard parser refuses after mending is left out.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Generator, Iterator
from typing import Any

#: A block of a page longer than this is not read (a page's own is 1 to 20 kB).
MAX_BLOCK = 1_000_000
#: The keys that hold the records of a feed: DataFeed, ItemList, Google's claims:search, JSON-LD graphs.
LISTS = ("dataFeedElement", "itemListElement", "claims", "@graph", "items", "results", "data")
#: Scalars of a feed's own object that are kept, for its next page.
_MAX_REST = 200

#: What hides a block from old browsers; looked for at both ends only: on blanks in the middle it would be quadratic.
_OPENS = re.compile(r"(?://\s{0,20})?(?:<!\[CDATA\[|<!--)")
_CLOSES = re.compile(r"(?://\s{0,20})?(?:\]\]>|-->)\s{0,20};?$")
_END = 60
_TRAILING_COMMA = re.compile(r",(?=\s{0,2000}[}\]])")
_SPACE = re.compile(r"[\s\ufeff\x1e]*")
_PREFIX = ")]}'"

_DECODER = json.JSONDecoder(strict=False, parse_constant=dict[str, Any]().get)  # NaN and Infinity are nothing


def read_block(text: str) -> Any:
    """Return the value of a JSON-LD block, or None where even a mended one is no JSON. Raises: nothing."""
    if len(text) > MAX_BLOCK:
        return None
    bare = _unwrapped(_unwrapped(text))
    tries = [bare, _TRAILING_COMMA.sub("", bare)]
    if "&quot;" in bare or "&#" in bare:
        tries.append(_TRAILING_COMMA.sub("", html.unescape(bare)))
    for one in tries:
        try:
            return _DECODER.decode(one.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            continue
    return None


def _unwrapped(text: str) -> str:
    bare = text.strip()
    opens = _OPENS.match(bare)
    bare = bare[opens.end() :].lstrip() if opens else bare
    closes = _CLOSES.search(bare, max(0, len(bare) - _END))
    bare = bare[: closes.start()].rstrip() if closes else bare
    return bare.removesuffix(";").rstrip()


class Elements:
    """The records of a feed or file, one in memory at a time: a list, a feed object, or one object a line.

    While it is gone through, `rest` takes the scalars beside a feed's list and `broken` counts what was no JSON: a
    broken line is passed over, a broken list ends.
    """

    def __init__(self, text: str) -> None:
        self._text = text.removeprefix("\ufeff").removeprefix(_PREFIX)
        self.rest: dict[str, Any] = {}
        self.broken = 0

    def __iter__(self) -> Iterator[Any]:
        """Give the records. Raises: nothing."""
        at, text = self._skip(0), self._text
        while at < len(text):
            try:
                if text[at] == "[":
                    at = yield from self._list(at + 1)
                elif text[at] == "{":
                    at = yield from self._object(at + 1)
                else:
                    raise ValueError("a record is an object")
            except (ValueError, RecursionError):
                self.broken += 1
                following = text.find("\n", at)
                at = len(text) if following < 0 else following + 1
            at = self._skip(at)
            if text[at : at + 1] == ",":  # a list without its brackets
                at = self._skip(at + 1)

    def _list(self, at: int) -> Generator[Any, None, int]:
        """Give the elements of the list that begins here; returns where it ends."""
        text, at = self._text, self._skip(at)
        while text[at : at + 1] != "]":
            value, at = _DECODER.raw_decode(text, at)
            yield value
            at = self._skip(at)
            if text[at : at + 1] == ",":
                at = self._skip(at + 1)
            elif text[at : at + 1] != "]":
                raise ValueError("no comma")
        return at + 1

    def _object(self, at: int) -> Generator[Any, None, int]:
        """Give the elements of a feed's list, or the object itself where it has none; returns where it ends."""
        text, at, own, listed = self._text, self._skip(at), dict[str, Any](), False
        while text[at : at + 1] != "}":
            key, at = _DECODER.raw_decode(text, at)
            at = self._skip(at)
            if not isinstance(key, str) or text[at : at + 1] != ":":
                raise ValueError("no key")
            at = self._skip(at + 1)
            if key in LISTS and text[at : at + 1] == "[":
                listed = True
                at = yield from self._list(at + 1)
            else:
                own[key], at = _DECODER.raw_decode(text, at)
            at = self._skip(at)
            if text[at : at + 1] == ",":
                at = self._skip(at + 1)
            elif text[at : at + 1] != "}":
                raise ValueError("no comma")
        if listed:
            scalars = {key: one for key, one in own.items() if isinstance(one, str | dict)}
            self.rest |= dict(list(scalars.items())[:_MAX_REST])
        else:
            yield own
        return at + 1

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self._text, at)
        return match.end() if match else at
