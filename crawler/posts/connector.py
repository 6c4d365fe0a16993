"""What a connector is: from a channel to its address, and from the answer there to posts. Fetches nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit

from core.schemas.document import Frozen
from core.schemas.source import Channel
from crawler.discover.found import Found, Post
from crawler.extract.dates import parse_date

#: Parameters that say which page of a channel is meant, and not which channel.
PAGING = frozenset({"max_id", "min_id", "since_id", "cursor", "before", "after", "page", "limit", "count"})
_LANGUAGE = re.compile(r"[a-z]{2,3}(?![a-z])")


class Asked(Frozen):
    """What was asked for, as the child that reads the answer needs it."""

    channel: Channel
    url: str
    #: Where the server says the next page is (`Link: …; rel="next"`).
    next_link: str = ""
    #: Key of the marks that stand for persons in addresses.
    key: str = ""
    now: datetime
    max_entries: int = 2000

    @property
    def site(self) -> str:
        """Scheme and host that answered. Addresses of posts are made with it and never with what the body claims, so
        that no server can pass a post off as one of another."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


class Connector(Protocol):
    """One platform."""

    #: What the request accepts.
    accept: str

    def address(self, channel: Channel) -> str:
        """Return the address of the newest posts.

        Raises: BadChannel saying what a name looks like here.
        """

    def read(self, body: bytes, asked: Asked) -> Found:
        """Return the posts of one page. Raises: nothing that a body can provoke, but may hang."""


class BadChannel(ValueError):
    """The channel's name or server cannot be used; the text says what would be right."""


class LeftOut(Exception):
    """The entry is read and not taken; the text is the reason: `repost`, `not_public`, `opted_out`, `no_text` …"""


class Dated(NamedTuple):
    """When a post was published, and how the platform wrote it."""

    at: datetime | None
    raw: str


def gather(
    entries: Iterable[Any], read_one: Callable[[Any], Post], asked: Asked, *, total: int, older: str = ""
) -> Found:
    """Return the posts of the entries, newest first as they come, with the number of those left out for each reason."""
    posts: list[Post] = []
    left: Counter[str] = Counter()
    for number, entry in enumerate(entries):
        if number >= asked.max_entries:
            left["over_limit"] = total - number
            break
        try:
            posts.append(read_one(entry))
        except LeftOut as why:
            left[str(why)] += 1
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            left["unreadable"] += 1
    return Found(posts=tuple(posts), total=total, left_out=dict(left), older=older)


def dated(raw: str, now: datetime) -> Dated:
    """Return the instant that a platform's date names; None for one in the future or before 2000."""
    return Dated(parse_date(raw, now, "UTC").instant if raw else None, raw[:60])


def language_of(value: object) -> str:
    """Return the language code that a platform gives, e.g. `id` of `id-ID`, or nothing."""
    found = _LANGUAGE.match(value.lower()) if isinstance(value, str) else None
    return found.group() if found else ""


def with_parameters(url: str, **changes: str) -> str:
    """Return the address with these query parameters in place of those of the same name."""
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in changes]
    return parts._replace(query=urlencode([*kept, *changes.items()])).geturl()


def without_paging(url: str) -> str:
    """Return the address of the channel itself, whichever of its pages is given."""
    parts = urlsplit(url)
    kept = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in PAGING)
    return parts._replace(query=urlencode(kept), fragment="").geturl()
