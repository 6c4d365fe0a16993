"""Feeds of fact-checks: schema.org DataFeed (Data Commons), lists and lines of ClaimReview, Google's claims:search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from core.factchecks.lines import BadLine, read_line
from core.schemas.factcheck import FactCheck
from crawler.discover.found import Found
from crawler.discover.urls import canonical
from crawler.discover.xml_guard import looks_like_html
from crawler.extract.tree import decode
from crawler.factchecks.claimreview import Setting, read_review, read_search_answer, reviews_in
from crawler.factchecks.loose_json import Elements

#: Where a feed names its next page, as Hydra and JSON:API do.
_NEXT = ("next", "hydra:next", "nextPage")


def read_claims(body: bytes, setting: Setting, max_entries: int) -> Found:
    """Return the fact-checks of a feed, the `max_entries` most lately published of them. Raises: nothing."""
    if not body.strip():
        return Found(problem="empty_feed")
    if looks_like_html(body):
        return Found(problem="not_a_feed")
    elements = Elements(decode(body, ""))
    found: dict[tuple[str, str], FactCheck] = {}
    total = 0
    for element in elements:
        for check in checks_of(element, setting):
            total += 1
            found.setdefault((check.url or "", check.claim or check.title), check)
    if not found:
        return Found(problem="empty_feed" if elements.rest or not elements.broken else "not_a_feed")
    newest = sorted(found.values(), key=lambda one: one.published_on, reverse=True)[:max_entries]
    return Found(fact_checks=tuple(newest), total=total, older=_older(elements.rest, setting.url))


def checks_of(element: Any, setting: Setting) -> Iterator[FactCheck]:
    """Give the fact-checks of one element, whatever form it has. Raises: nothing."""
    if not isinstance(element, dict):
        return
    if "claimReview" in element:
        yield from read_search_answer(element, setting)
        return
    reviews = list(reviews_in(element))
    for node in reviews:
        check = read_review(node, setting)
        # Without an address of its own a record would take that of the feed.
        if check is not None:
            yield check
    if not reviews and "@type" not in element:
        try:
            check = read_line(element)
        except BadLine:
            return
        yield check.model_copy(update={"url": canonical(check.url) if check.url else None})


def _older(rest: dict[str, Any], url: str) -> str:
    """Return the next page: Google's token in the same query, or an address on the same host."""
    token = rest.get("nextPageToken")
    parts = urlsplit(url)
    if isinstance(token, str) and 0 < len(token) <= 1_000:
        query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "pageToken"]
        return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode([*query, ("pageToken", token)]), ""))
    view = rest.get("hydra:view") or rest.get("links") or rest
    for name in _NEXT:
        there = view.get(name) if isinstance(view, dict) else None
        found = canonical(there, url) if isinstance(there, str) else None
        if found and found != url and urlsplit(found).netloc == parts.netloc:
            return found
    return ""
