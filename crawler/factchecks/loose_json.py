"""JSON as pages and feeds really have it: wrapped, escaped, with trailing commas; and feeds element by element.

Nothing here evaluates anything: what the standard parser refuses after mending is left out.
"""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

#: A block of a page longer than this is not read (a page's own is 1 to 20 kB).
MAX_BLOCK = 1_000_000
#: Places of a text that may be nested too deeply; reading ends there. Each of them costs a thousand steps.
MOST_TOO_DEEP = 1_000
#: The keys that hold the records of a feed: schema.org's, which mean nothing else, and those of Google and others.
_SURE_LISTS = ("dataFeedElement", "itemListElement", "@graph")
_LISTS = (*_SURE_LISTS, "claims", "items", "results", "data")
#: An object with one of these is a record, and what it lists belongs to it; unless that is a list of records itself.
_OF_A_RECORD = frozenset({"title", "claim", "claimReviewed", "claimReview"})
_OF_AN_ELEMENT = _OF_A_RECORD | {"@type", "item"}
#: Scalars of a feed's own object that are kept, for its next page.
_MAX_REST = 200
#: Digits of a whole number that is read as one; Python refuses those of more than 4,300, and the text with them.
_MOST_DIGITS = 400

#: What hides a block from old browsers; looked for at both ends only: on blanks in the middle it would be quadratic.
_OPENS = re.compile(r"(?://\s{0,20})?(?:<!\[CDATA\[|<!--)")
_CLOSES = re.compile(r"(?://\s{0,20})?(?:\]\]>|-->)\s{0,20};?$")
_END = 60
_TRAILING_COMMA = re.compile(r",(?=\s{0,2000}[}\]])")
_SPACE = re.compile(r"[\s\ufeff\x1e]*")
#: Between the records of a list without its brackets, and behind a list that broke off.
_BETWEEN, _LEFT_OVER = re.compile(r"[\s\ufeff\x1e]*(?:,[\s\ufeff\x1e]*)?"), re.compile(r"[\s\ufeff\x1e,\]}]*")
_NEXT_RECORD = re.compile(r"^[ \t]*+(?=[\[{])", re.MULTILINE)
_PREFIX = ")]}'"


def _whole(digits: str) -> float:
    return int(digits) if len(digits) <= _MOST_DIGITS else math.inf


#: NaN and Infinity are nothing, and line ends may stand in strings.
DECODER = json.JSONDecoder(strict=False, parse_int=_whole, parse_constant=dict[str, Any]().get)


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
            return DECODER.decode(one.lstrip("\ufeff"))
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
    broken line is passed over; behind a broken record of a list reading goes on at the next line that opens one.
    """

    def __init__(self, text: str) -> None:
        self.text = text.removeprefix("\ufeff").removeprefix(_PREFIX)
        self.rest: dict[str, Any] = {}
        self.broken = 0
        #: Where the record that was given last begins; it ends at or before `at`, which is how far the text was read.
        self.begin = self.at = 0
        #: Where the last value ends; how far nothing has to be read again after something that is no JSON.
        self._end = self._done = 0
        self._in_list = False
        self._too_deep = 0

    def __iter__(self) -> Iterator[Any]:
        """Give the records. Raises: nothing."""
        self._skip()
        while self.at < len(self.text) and self._too_deep < MOST_TOO_DEEP:
            self._done = self.at
            try:
                if self._is("["):
                    yield from self._list()
                elif self._is("{"):
                    yield from self._object()
                else:
                    raise ValueError("a record is an object")
            except (ValueError, RecursionError) as error:
                self.broken += 1
                self._too_deep += isinstance(error, RecursionError)
                self._pass_over()
            self._skip(_LEFT_OVER if self.broken else _BETWEEN)

    def _pass_over(self) -> None:
        """Go on at the next line. In a list that may be the middle of the broken record: at the next that opens one."""
        end = self.text.find("\n", self._done)
        self.at = len(self.text) if end < 0 else end + 1
        if self._in_list:
            following = _NEXT_RECORD.search(self.text, self.at)
            self.at = following.end() if following else len(self.text)
        self._in_list = False

    def _list(self) -> Iterator[Any]:
        """Give the elements of the list that begins here."""
        self._in_list = True
        self._step()
        while not self._is("]"):
            self.begin = self._done = self.at
            value = self._value()
            self._done = self._end
            yield value
            self._comma("]")
        self._done = self.at
        self._step()
        self._in_list = False

    def _object(self) -> Iterator[Any]:
        """Give the elements of a feed's list, or the object itself where it is a record."""
        begin, own, listed = self.at, dict[str, Any](), False
        self._step()
        while not self._is("}"):
            key = self._value()
            if not isinstance(key, str) or not self._is(":"):
                raise ValueError("no key")
            self._step()
            if key in _LISTS and self._is("[") and self._lists_records(key):
                listed = True
                yield from self._list()
            else:
                own[key] = self._value()
            self._comma("}")
        self._step()
        self.begin = begin
        unlisted = [own[key] for key in _LISTS if isinstance(own.get(key), list)]
        if not listed and (_OF_A_RECORD & own.keys() or not unlisted):
            yield own
            return
        yield from () if listed else chain.from_iterable(unlisted)
        kept = [(key, one) for key, one in own.items() if isinstance(one, str | dict)]
        self.rest |= dict(kept[:_MAX_REST])

    def _lists_records(self, key: str) -> bool:
        """Tell by its first element whether the list that begins here holds a feed's records."""
        if key in _SURE_LISTS:
            return True
        begin = self._behind(self.at + 1)
        if self.text[begin : begin + 1] != "{":
            return False
        try:
            first, _ = DECODER.raw_decode(self.text, begin)
        except ValueError:  # a broken record among others
            return True
        return bool(_OF_AN_ELEMENT & first.keys())

    def _value(self) -> Any:
        value, self._end = DECODER.raw_decode(self.text, self.at)
        self.at = self._behind(self._end)
        return value

    def _comma(self, end: str) -> None:
        if self._is(","):
            self._step()
        elif not self._is(end):
            raise ValueError("no comma")

    def _is(self, sign: str) -> bool:
        return self.text[self.at : self.at + 1] == sign

    def _step(self) -> None:
        self.at = self._behind(self.at + 1)

    def _skip(self, what: re.Pattern[str] = _SPACE) -> None:
        self.at = self._behind(self.at, what)

    def _behind(self, at: int, what: re.Pattern[str] = _SPACE) -> int:
        match = what.match(self.text, at)
        return match.end() if match else at
