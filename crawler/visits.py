"""What the spider asks for and what it hands to the recorder: targets and visits."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from core.errors import SuarError
from core.schemas.event import Noticed
from core.schemas.factcheck import FactCheck
from core.schemas.incoming import Incoming
from core.schemas.source import Channel, Source, Way
from core.store.ledger import EntryKind, LedgerOutcome
from crawler.discover.found import Link

#: `any` is decided by what the page turns out to be.
TargetKind = Literal["article", "feed", "sitemap", "section", "channel", "claims", "home", "robots", "part", "any"]


@dataclass(frozen=True)
class Target:
    """One URL to fetch, why, and what the last visit left for a conditional request."""

    source: Source
    url: str
    kind: TargetKind = "article"
    pattern: str = ""
    etag: str = ""
    last_modified: str = ""
    #: What the discovery page said about the article.
    link: Link | None = None
    #: Redirects or sitemap indexes passed on the way.
    hops: int = 0
    #: The channel that it is a page of.
    channel: Channel | None = None
    #: It was read by an earlier run, so that what stands on it is news.
    known: bool = False
    #: Set while the crawl looks for where a source lists its articles: this try, and what is tried after it.
    way: Way | None = None
    other_ways: tuple[Way, ...] = ()
    #: The article that this is a further page of, as far as it was read.
    article: Visit | None = None
    #: The page shows the whole article, not its next part.
    whole: bool = False

    @property
    def entry_kind(self) -> EntryKind:
        """How the ledger calls it."""
        if self.kind == "part":
            return "part"
        return "article" if self.kind in ("article", "any") else "discovery"


@dataclass(frozen=True)
class Capture:
    """The answer of the server as it came, decoded from its transfer encodings: what the archive keeps."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime
    #: The address that was dialled.
    address: str = ""


@dataclass(frozen=True)
class More:
    """Where an article goes on, or is shown whole."""

    url: str
    whole: bool = False
    #: The site rule that makes this address, and where to read on when it does not show more.
    by_rule: str = ""
    instead: str = ""


@dataclass(frozen=True)
class Part:
    """A further page of an article and how its fetch ended."""

    url: str
    outcome: LedgerOutcome
    reason: str = ""
    capture: Capture | None = None


@dataclass(frozen=True)
class Visit:
    """How the fetch of one target ended. With `incoming` the store decides the outcome."""

    target: Target
    outcome: LedgerOutcome | None = None
    reason: str = ""
    detail: str = ""
    etag: str = ""
    last_modified: str = ""
    incoming: Incoming | None = None
    #: Whole texts and records that the page carried itself; each gets its own row in the ledger.
    posts: tuple[Incoming, ...] = ()
    fact_checks: tuple[FactCheck, ...] = ()
    #: What a person should look at.
    events: tuple[Noticed, ...] = ()
    #: Set where the page may become evidence.
    capture: Capture | None = None
    #: guid, address and title of a feed's entries.
    guids: tuple[tuple[str, str, str], ...] = ()
    #: Articles found on a discovery page, or where a redirect leads.
    links: tuple[str, ...] = field(default=())
    #: Where the article goes on, and the further pages of it that were read.
    more: More | None = None
    parts: tuple[Part, ...] = ()
    #: The site rule of the page, and what became of it.
    rule: str = ""
    #: Where older posts of a channel stand.
    older: str = ""


class Sink(Protocol):
    """Where visits go: into the store, or onto the screen of a person who tries a source."""

    #: Why nothing can be recorded any more.
    error: SuarError | None

    def add(self, visit: Visit) -> Future[list[str]]:
        """Take a visit; the answer is those of its links that are to be fetched."""
