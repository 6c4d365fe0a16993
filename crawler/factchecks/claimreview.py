"""schema.org/ClaimReview as a record: from JSON-LD, microdata or a feed, and the answers of Google's claims:search.

Of authors only organisations are read; who made a claim, and at which address, is not.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import ValidationError

from core.factchecks.dates import UNDATED, Dated, read_date
from core.factchecks.frames import message_of
from core.factchecks.lines import LARGEST_NUMBER
from core.factchecks.verdicts import decisive, rating_verdict, split_headline, verdict_of
from core.schemas.factcheck import MAX_FIELD, FactCheck, Verdict
from crawler.discover.urls import canonical
from crawler.extract.dates import parse_date
from crawler.extract.dates_clock import zone_of

#: Where a review may lie within another object.
_WITHIN = ("@graph", "dataFeedElement", "itemListElement", "item", "mainEntity", "review", "subjectOf", "hasPart")
#: Objects looked at for one page: a page has below 50.
_MOST_NODES = 5_000
_TAG = re.compile(r"<[^<>]{1,500}>")
_PERSON = "person"
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9-]{1,7})?")


class Setting(NamedTuple):
    """Where and when a review is read: its dates are relative to that."""

    url: str
    now: datetime
    zone: str = "WIB"


def reviews_in(value: Any, most: int = _MOST_NODES) -> Iterator[dict[str, Any]]:
    """Give the ClaimReview objects within a value, in their order; `most` objects are looked at. Raises: nothing."""
    waiting, seen = [value], 0
    while waiting and seen < most:
        one, seen = waiting.pop(), seen + 1
        if isinstance(one, list):
            waiting += reversed(one[:most])
        elif isinstance(one, dict):
            if "claimreview" in _types(one):
                yield one
            else:
                waiting += reversed([one[key] for key in _WITHIN if key in one])


def read_review(node: dict[str, Any], setting: Setting) -> FactCheck | None:
    """Return the record of a ClaimReview, or None when it names neither claim nor title. Raises: nothing."""
    claim = _first(node, "claimReviewed") or _claim_of(node.get("itemReviewed"))
    title = split_headline(_first(node, "headline", "name", "alternativeHeadline"))
    if not claim and not title.rest:
        return None
    rating = _dict(node.get("reviewRating"))
    words = decisive(_first(rating, "alternateName", "name", "ratingName", "description"), title)
    raw = _first(node, "datePublished", "dateCreated", "dateModified")
    dated = date_of(raw, setting)
    try:
        return FactCheck(
            url=_address(node, setting.url),
            publisher=_organisation(node),
            title=title.rest,
            claim=message_of(claim),
            explanation=_first(node, "reviewBody", "articleBody", "description", "abstract"),
            conclusion=_first(rating, "ratingExplanation"),
            verdict=_verdict(words, rating),
            verdict_raw=words or _scale(rating),
            published_on=dated.on,
            published_at=dated.at,
            published_raw=raw,
            language=_language(node),
        )
    except ValidationError:
        return None


def read_search_answer(claim: dict[str, Any], setting: Setting) -> Iterator[FactCheck | None]:
    """Give the records of one claim in Google's answer: `text`, and a `claimReview` for each publisher.

    None stands for a review without claim and title. Raises: nothing.
    """
    for review in _list(claim.get("claimReview")):
        site = _dict(_dict(review).get("publisher"))
        node = {
            "claimReviewed": claim.get("text"),
            "headline": _dict(review).get("title"),
            "url": _dict(review).get("url"),
            "datePublished": _dict(review).get("reviewDate"),
            "inLanguage": _dict(review).get("languageCode"),
            "publisher": {"@type": "Organization", "name": site.get("name") or site.get("site")},
            "reviewRating": {"alternateName": _dict(review).get("textualRating")},
        }
        yield read_review(node, setting)


def date_of(raw: str, setting: Setting) -> Dated:
    """Return what a date string says: ISO as it stands, else as pages write dates. Raises: nothing."""
    dated = read_date(raw)
    if dated.on or not raw:
        return dated
    parsed = parse_date(raw, setting.now, setting.zone)
    if parsed.instant is None:
        return UNDATED
    day = parsed.instant.astimezone(zone_of(parsed.zone or setting.zone).place).date().isoformat()
    # The reader of dates is at most half sure of one without a clock, and takes midnight then.
    return Dated(day, parsed.instant if parsed.confidence > 0.5 else None)


def _verdict(words: str, rating: dict[str, Any]) -> Verdict:
    said = verdict_of(words)
    if said != "other" or words:
        return said
    value, worst, best = (_number(rating.get(key)) for key in ("ratingValue", "worstRating", "bestRating"))
    # schema.org: 1 to 5 where the scale is not named.
    return rating_verdict(value, 1.0 if math.isnan(worst) else worst, 5.0 if math.isnan(best) else best)


def _scale(rating: dict[str, Any]) -> str:
    value, best = (_first(rating, key) for key in ("ratingValue", "bestRating"))
    return f"{value}/{best}" if value and best else value


def _claim_of(item: Any) -> str:
    """Return the claim of `itemReviewed`, else the words of the work that it appeared in."""
    for one in _list(item)[:5]:
        found = _first(_dict(one), "text", "name", "headline", "description")
        appearances = [*_list(_dict(one).get("appearance")), *_list(_dict(one).get("firstAppearance"))]
        found = found or next(
            (words for work in appearances[:5] if (words := _first(_dict(work), "text", "headline"))), ""
        )
        if found:
            return found
    return ""


def _organisation(node: dict[str, Any]) -> str:
    for key in ("publisher", "author", "creator", "sourceOrganization"):
        for one in _list(node.get(key))[:10]:
            kinds = _types(_dict(one))
            if any("organi" in kind or "corporation" in kind for kind in kinds) and _PERSON not in kinds:
                name = _first(_dict(one), "name", "legalName")
                if name:
                    return name
    return ""


def _address(node: dict[str, Any], base: str) -> str | None:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        value = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        for one in _list(value)[:3]:
            if isinstance(one, str) and (found := canonical(one[:4_000], base)):
                return found
    return None


def _types(node: dict[str, Any]) -> set[str]:
    named = [one for one in _list(node.get("@type"))[:10] if isinstance(one, str)]
    return {one.rpartition("/")[2].rpartition(":")[2].lower() for one in named}


def _first(node: dict[str, Any], *keys: str) -> str:
    """Return the first of the fields that holds words, as plain text."""
    for key in keys:
        for one in _list(node.get(key))[:5]:
            value = one.get("@value") if isinstance(one, dict) else one
            if text := _plain(value) if isinstance(value, str) else _digits(value):
                return text
    return ""


def _digits(value: Any) -> str:
    """Return a number as text; nothing for what is none, and for one that nobody means and no float may hold."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < LARGEST_NUMBER:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.15g}"


def _language(node: dict[str, Any]) -> str:
    """Return the code of the language; words for it are left out and do not cost the record."""
    code = _first(node, "inLanguage")[:10].lower().replace("_", "-")
    return code if _LANGUAGE.fullmatch(code) else ""


def _plain(value: str) -> str:
    text = value[: 2 * MAX_FIELD]
    text = html.unescape(text) if "&" in text else text
    return _TAG.sub(" ", text).strip() if "<" in text else text.strip()


def _number(value: Any) -> float:
    try:
        return float((value if isinstance(value, str) else _digits(value))[:40].replace(",", "."))
    except ValueError:
        return math.nan


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _dict(value: Any) -> dict[str, Any]:
    value = value[0] if isinstance(value, list) and value else value
    return value if isinstance(value, dict) else {}
