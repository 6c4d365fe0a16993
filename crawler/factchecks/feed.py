"""Feeds of fact-checks: schema.org DataFeed (Data Commons), lists and lines of ClaimReview, Google's claims:search."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from core.factchecks.lines import BadLine, read_leaving_out
from core.schemas.factcheck import FactCheck
from crawler.discover.found import Found
from crawler.discover.urls import canonical
from crawler.discover.xml_guard import looks_like_html
from crawler.extract.tree import decode
from crawler.factchecks.claimreview import Setting, read_review, read_search_answer, reviews_in
from crawler.factchecks.loose_json import Elements

#: Where a feed names its next page, as Hydra and JSON:API do.
_NEXT = ("next", "hydra:next", "nextPage")
#: Before the name of a field that was left out of a record, among the reasons why whole records are.
_FIELD = "field "


def read_claims(body: bytes, setting: Setting, max_entries: int) -> Found:
    """Return the fact-checks of a feed, the `max_entries` most lately published of them. Raises: nothing.

    What its other records came to is counted in `left_out`, under the names that a file's import gives them, and a
    field that costs only itself as `field …`.
    """
    if not body.strip():
        return Found(problem="empty_feed")
    if looks_like_html(body):
        return Found(problem="not_a_feed")
    elements = Elements(decode(body, ""))
    read: list[FactCheck] = []
    left = Counter[str]()
    for element in elements:
        for one in _outcomes(element, setting, left):
            if isinstance(one, BadLine):
                left[one.reason] += 1
            else:
                read.append(one)
    left["not_json"] += elements.broken
    total = len(read) + sum(count for reason, count in left.items() if not reason.startswith(_FIELD))
    found = _once(sorted(read, key=lambda one: one.published_on, reverse=True))
    left["duplicate"] = len(read) - len(found)
    left["over_limit"] = max(0, len(found) - max_entries)
    counted = {"total": total, "left_out": {reason: count for reason, count in left.items() if count}}
    if not found:
        return Found(problem="empty_feed" if elements.rest or not elements.broken else "not_a_feed", **counted)
    return Found(fact_checks=tuple(found[:max_entries]), older=_older(elements.rest, setting.url), **counted)


def read_reviews(element: dict[str, Any], setting: Setting) -> list[FactCheck | BadLine]:
    """Return what became of each review that an element holds; nothing for one that names no type: it may be flat.

    Raises: nothing.
    """
    if "claimReview" in element:
        read = list(read_search_answer(element, setting))
    else:
        # Unlike a page an element is gone through whole: what is behind a bound would be lost without a word.
        read = [read_review(node, setting) for node in reviews_in(element, sys.maxsize)]
    if not read and ("claimReview" in element or "@type" in element):
        read = [None]
    return [one or BadLine("no_review", "no ClaimReview with a claim") for one in read]


def _outcomes(element: Any, setting: Setting, left: Counter[str]) -> Sequence[FactCheck | BadLine]:
    """Return what became of the fact-checks of one element, whatever form it has."""
    if not isinstance(element, dict):
        return [BadLine("not_an_object", "a record is a JSON object")]
    found = read_reviews(element, setting)
    if found:
        return found
    try:
        return [_line(element, left)]
    except BadLine as problem:
        return [problem]


def _line(values: dict[str, Any], left: Counter[str]) -> FactCheck:
    """Return the record of flat fields without those that cannot be read: nobody is there to mend a feed.

    Raises: BadLine.
    """
    left_out = dict[str, str]()
    try:
        check = read_leaving_out(values, left_out)
    finally:
        left.update(_FIELD + name for name in left_out)
    address = canonical(check.url) if check.url else None
    if check.url and address is None:
        left[_FIELD + "url"] += 1
    return check.model_copy(update={"url": address})


def _once(checks: list[FactCheck]) -> list[FactCheck]:
    """Return the first one of each address or id: a second would be a revision of it, at every reading of the feed."""
    found: dict[str, FactCheck] = {}
    for one in checks:
        own = f"id {one.publisher} {one.external_id}" if one.external_id else one.content_hash
        found.setdefault(one.url or own, one)
    return list(found.values())


def _older(rest: dict[str, Any], url: str) -> str:
    """Return the next page: Google's token in the same query, or an address on the same host."""
    token = rest.get("nextPageToken")
    parts = urlsplit(url)
    if isinstance(token, str) and 0 < len(token) <= 1_000 and token.isprintable():
        query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "pageToken"]
        return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode([*query, ("pageToken", token)]), ""))
    view = rest.get("hydra:view") or rest.get("links") or rest
    for name in _NEXT:
        there = view.get(name) if isinstance(view, dict) else None
        found = canonical(there, url) if isinstance(there, str) else None
        if found and found != url and urlsplit(found).netloc == parts.netloc:
            return found
    return ""
