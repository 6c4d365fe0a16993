"""The fact-checks of one page: its ClaimReview objects, completed from the outlet's layout, or the layout alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from core.factchecks.frames import message_of
from core.factchecks.verdicts import verdict_of
from core.schemas.factcheck import FactCheck
from crawler.discover.urls import accept_declared
from crawler.extract.document import Page
from crawler.extract.tree import parse_html
from crawler.factchecks import layouts
from crawler.factchecks.claimreview import Setting, date_of, read_review, reviews_in
from crawler.factchecks.layouts.article import Article, Told
from crawler.factchecks.loose_json import read_block
from crawler.factchecks.microdata import claim_reviews

#: Reviews read of one page; pages that list the claims of a debate have up to about 40.
MOST_REVIEWS = 60
#: Characters of all its JSON-LD blocks.
_MOST_TEXT = 2_000_000
_MARK = "ClaimReview"


def with_fact_checks(page: Page, body: bytes, setting: Setting, charset: str, *, outlet: bool) -> Page:
    """Return the page with the fact-checks that it publishes. Raises: nothing that a page can provoke.

    Only a page that may hold one is parsed a second time: of a source of fact-checks, of a host whose layout is known,
    or with the word in it. A page that was too much for the parser once is not given to it again.
    """
    if page.partial or not (outlet or _MARK.encode() in body or layouts.choose(setting.url) is not None):
        return page
    tree = parse_html(body, charset)
    if tree is None:
        return page
    # Served pages call themselves by another address sometimes; what the extraction accepted is the page's own.
    article = Article(page.canonical_url or setting.url, page.title, tuple(page.text.split("\n")))
    found = read_fact_checks(tree, setting, article, page.published_raw, outlet=outlet)
    return page.model_copy(update={"fact_checks": found})


def read_fact_checks(
    tree: Any, setting: Setting, article: Article, date_raw: str, *, outlet: bool
) -> tuple[FactCheck, ...]:
    """Return the fact-checks that the page publishes; `outlet`: it is of a source of fact-checks. Raises: nothing.

    `date_raw` is what the page says about its date; it stands for reviews that name none.
    """
    reviews: list[FactCheck] = []
    for node in _nodes(tree):
        check = read_review(node, setting)
        if check is not None and not any(_same(check, known) for known in reviews):
            reviews.append(check)
        if len(reviews) >= MOST_REVIEWS:
            break
    told = layouts.read(article, outlet) if len(reviews) < 2 else None
    if told is not None:
        own = _from_layout(told, setting, date_raw)
        reviews = [_completed(reviews[0], own)] if reviews else [own] if own is not None else []
    return tuple(_addressed(reviews, article.url, setting, date_raw))


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    length = 0
    for script in tree.iter("script"):
        text = script.text or ""
        length += len(text)
        if "ld+json" in (script.get("type") or "").lower() and _MARK in text and length <= _MOST_TEXT:
            yield from reviews_in(read_block(text))
    yield from claim_reviews(tree)


def _same(one: FactCheck, other: FactCheck) -> bool:
    return (one.claim or one.title).casefold() == (other.claim or other.title).casefold()


def _from_layout(told: Told, setting: Setting, date_raw: str) -> FactCheck | None:
    dated = date_of(date_raw, setting)
    try:
        return FactCheck(
            title=told.title,
            claim=message_of(told.claim),
            explanation=told.explanation,
            conclusion=told.conclusion,
            verdict=verdict_of(told.verdict),
            verdict_raw=told.verdict,
            published_on=dated.on,
            published_at=dated.at,
            published_raw=date_raw,
        )
    except ValidationError:
        return None


def _completed(review: FactCheck, own: FactCheck | None) -> FactCheck:
    """Return the review with what only the article says."""
    if own is None:
        return review
    fields = ("title", "claim", "explanation", "conclusion")
    missing: dict[str, object] = {name: getattr(own, name) for name in fields if not getattr(review, name)}
    # The heading may say that it was taken back where the data of the page was left as it was.
    if own.verdict == "retracted" or (review.verdict == "other" and own.verdict != "other"):
        missing |= {"verdict": own.verdict, "verdict_raw": own.verdict_raw}
    return review.model_copy(update=missing)


def _addressed(reviews: list[FactCheck], url: str, setting: Setting, date_raw: str) -> Iterator[FactCheck]:
    """Give the reviews with the page's address: a page speaks for its own host only.

    Several on one page are told apart by their place on it, as a fragment that leads to the same page.
    """
    taken: set[str] = set()
    for number, check in enumerate(reviews, 1):
        declared = check.url if len(reviews) == 1 or _host(check.url) == _host(url) else None
        own = accept_declared(url, declared) if len(reviews) == 1 else declared or url
        if own in taken:
            own = f"{own.partition('#')[0]}#{number}"
        taken.add(own)
        values: dict[str, object] = {"url": own or None}
        if not check.published_on and not check.published_raw:
            dated = date_of(date_raw, setting)
            values |= {"published_on": dated.on, "published_at": dated.at, "published_raw": date_raw[:500]}
        yield check.model_copy(update=values)


def _host(url: str | None) -> str:
    return (urlsplit(url or "").hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
