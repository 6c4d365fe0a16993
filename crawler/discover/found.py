"""What a discovery page gave: the answer of the feed, sitemap and section readers."""

from __future__ import annotations

from core.schemas.document import Frozen


class Link(Frozen):
    """One article as the discovery page announces it; the fields are hostile text."""

    url: str
    title: str = ""
    published_raw: str = ""


class Found(Frozen):
    """The links of one discovery page, or why there are none."""

    #: Empty when the page was read; else `not_a_feed`, `empty_feed`, `xml_dtd` …
    problem: str = ""
    links: tuple[Link, ...] = ()
    #: Further sitemaps that a sitemap index names.
    sitemaps: tuple[str, ...] = ()
    #: How many entries the page held before the cap.
    total: int = 0
