"""What a discovery page gave: the answer of the feed, sitemap and section readers."""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from core.schemas.document import Frozen
from core.schemas.factcheck import FactCheck
from core.schemas.source import Way


class Link(Frozen):
    """One article as the discovery page announces it; the fields are hostile text."""

    url: str
    title: str = ""
    published_raw: str = ""
    #: The feed's own id of the entry; it may be reused for another story.
    guid: str = ""
    #: The dates of its feed cannot be believed: `published_raw` is kept and read as no time.
    date_doubted: bool = False


class Post(Frozen):
    """One public post as a channel gives it: what was said and where, not by whom."""

    url: str
    text: str
    title: str = ""
    published_at: AwareDatetime | None = None
    published_raw: str = ""
    language: str = ""


class Found(Frozen):
    """The links of one discovery page, or why there are none."""

    #: Empty when the page was read; else `not_a_feed`, `empty_feed`, `xml_dtd` …
    problem: str = ""
    links: tuple[Link, ...] = ()
    #: Further sitemaps that a sitemap index names.
    sitemaps: tuple[str, ...] = ()
    #: How many entries the page held before the cap.
    total: int = 0
    #: How many of them were read and not taken, by reason: `repost`, `not_public` …; and how many fields of
    #: fact-checks, which are taken without them: `field url` …
    left_out: dict[str, int] = Field(default_factory=dict)
    #: Where the articles of a site may be listed, best first.
    ways: tuple[Way, ...] = ()
    #: Whole texts that the page carries itself, newest first.
    posts: tuple[Post, ...] = ()
    fact_checks: tuple[FactCheck, ...] = ()
    #: Where older posts stand; followed only while everything on a page is new.
    older: str = ""
