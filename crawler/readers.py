"""Asks the extraction children about a response and turns the answer into a visit. Knows no network."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from scrapy.http import Response

from core.clock import now
from core.schemas.event import EventKind, Noticed
from core.schemas.factcheck import FactCheck
from core.schemas.incoming import Incoming, Origin
from core.sites import NamedRule, SiteRules
from core.store.ledger import LedgerOutcome
from crawler.discover.feed_body import normal_form
from crawler.discover.feed_dates import doubt_about
from crawler.discover.found import Found, Post
from crawler.discover.json_feed import looks_like_json
from crawler.discover.xml_guard import looks_like_html
from crawler.extract import pages
from crawler.extract.box import DISCOVERY_SECONDS, BoxError, BoxPool
from crawler.extract.dates import ParsedDate, parse_date
from crawler.extract.document import Page
from crawler.extract.pages import Question
from crawler.posts.connector import Asked
from crawler.posts.marks import source_key
from crawler.posts.platforms import is_page_of
from crawler.provenance import extractor, importer
from crawler.rule_report import misfit, used
from crawler.visits import Capture, More, Target, TargetKind, Visit

_HTML_TYPES = ("text/html", "application/xhtml+xml")
#: Problems of a discovery page that are refusals by rule; the others are failures of the source.
_REJECTED = {"xml_dtd", "too_large", "too_many_attributes"}
_EVENTS: dict[str, EventKind] = {
    "not_a_feed": "not_a_feed",
    "too_many_attributes": "extraction_suspicious",
    "not_a_sitemap": "not_a_feed",
    "not_a_channel": "not_a_feed",
    "not_json": "not_a_feed",
}
#: `Link: <https://…>; rel="next"`, which may stand among others.
_NEXT = re.compile(r"<([^<>\s]{1,1500})>\s{0,3};\s{0,3}rel=\"?next\"?(?=\s{0,3}(?:[,;]|$))")
_PAGE_REASONS = {"no_text": "no_text", "suspicious": "extraction_suspicious", "not_article": "not_article"}


class Readers:
    """The extraction children as seen from the spider's event loop."""

    def __init__(
        self,
        size: int,
        max_entries: int,
        origin: Origin = "crawl",
        secret: bytes = b"",
        rules: SiteRules | None = None,
    ) -> None:
        self._boxes = BoxPool(size)
        self._boxes.warm()
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="extract")
        self._max_entries, self._origin, self._secret = max_entries, origin, secret
        self._rules = rules or SiteRules()

    async def read_article(self, target: Target, response: Response) -> Visit:
        """Return the visit of an article page: with the text to store, or with the reason why not."""
        etag, modified = validators(response)
        if not _is_html(response):
            detail = (response.headers.get(b"Content-Type") or b"").decode("latin-1")[:100]
            return Visit(target, "rejected", "not_html", detail, etag, modified)
        named, source = self._rules.of(target.url), target.source
        rule = named.rule if named is not None else None
        question = Question(target.url, _charset(response), source.zone, now(), source.kind == "factcheck", rule)
        loop = asyncio.get_running_loop()
        page = await loop.run_in_executor(self._threads, pages.read, self._boxes, question, response.body)
        return self._judged(target, page, response, named)

    def _judged(self, target: Target, page: Page, response: Response, named: NamedRule | None) -> Visit:
        etag, modified = validators(response)
        told, noticed = used(named, page), _suspicious(page, response) + misfit(named, page, target.url)
        if page.text or page.fact_checks:
            visit = self._visit(target, page, response)
            more = _more(target, page, named)
            return replace(visit, events=self._dated(target, page) + noticed, rule=told, more=more)
        if page.suspicion.startswith("extraction_"):  # the child was stopped, and nothing stands outside the tags
            reason, _, detail = page.suspicion.partition(" ")
            return Visit(target, "failed", reason, detail, events=noticed, rule=told)
        if page.outcome == "not_article" and not page.suspicion:  # a notice goes away again: the address is tried later
            return Visit(target, "failed", "not_article", page.title[:200])
        reason = _PAGE_REASONS.get(page.outcome, "no_text")
        return Visit(target, "rejected", reason, page.suspicion, etag, modified, events=noticed, rule=told)

    def _visit(self, target: Target, page: Page, response: Response) -> Visit:
        """Return the visit of a page that was read: an article, or from an outlet of fact-checks a fact-check alone."""
        etag, modified = validators(response)
        only_checks = bool(page.fact_checks) and (target.source.kind == "factcheck" or not page.text)
        return Visit(
            target,
            etag=etag,
            last_modified=modified,
            incoming=None if only_checks else self._incoming(target, page),
            fact_checks=tuple(_published_by(target, check) for check in page.fact_checks),
            capture=capture(response),
        )

    async def read_discovery(self, target: Target, response: Response) -> tuple[Visit, Found]:
        """Return the visit of a feed, sitemap or section page, and what it lists."""
        head = {
            "reader": target.kind,
            "url": target.url,
            "max_entries": self._max_entries,
            "pattern": target.pattern,
            "zone": target.source.zone,
            "now": now().isoformat(),
            "asked": self._asked(target, response),
        }
        try:
            found = Found.model_validate(await self._ask(head, response.body, DISCOVERY_SECONDS))
        except BoxError as error:
            lost = Noticed(kind="extraction_suspicious", detail=f"extraction_{error.reason} {error.detail}".strip())
            return Visit(target, "failed", f"extraction_{error.reason}", error.detail, events=(lost,)), Found()
        if found.problem:
            outcome: LedgerOutcome = "rejected" if found.problem in _REJECTED else "failed"
            kind = _EVENTS.get(found.problem) if target.way is None else None  # a guess that was none is no event
            events = (Noticed(kind=kind, detail=found.problem),) if kind else ()
            detail = _summary(found, 0) if found.left_out else ""
            return Visit(target, outcome, found.problem, detail, events=events), found
        own = [link for link in found.links if target.source.owns(link.url)]
        if target.kind == "sitemap" and target.pattern:
            own = [link for link in own if re.search(target.pattern, link.url)]
        doubt = doubt_about(own, now(), target.source.zone) if target.kind == "feed" else ""
        if doubt:
            own = [link.model_copy(update={"date_doubted": True}) for link in own]
        visit = Visit(
            target,
            "read",
            "",
            _told(target, found, len(own)),
            *validators(response),
            posts=tuple(self._post(target, post) for post in found.posts),
            fact_checks=found.fact_checks,
            capture=capture(response) if found.fact_checks else None,
            events=(*_truncated(found), *_undated(found), *_doubted(doubt)),
            older=_older(target, found),
            guids=tuple((link.guid, link.url, link.title) for link in own if link.guid),
        )
        return visit, found.model_copy(update={"links": tuple(own)})

    def close(self) -> None:
        """End the children and their threads."""
        self._boxes.close()
        self._threads.shutdown(wait=True, cancel_futures=True)

    async def _ask(self, head: dict[str, Any], body: bytes, seconds: float) -> dict[str, Any]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._boxes.ask, head, body, seconds)

    def _asked(self, target: Target, response: Response) -> dict[str, Any] | None:
        """Return what the reader of a channel's page needs to know."""
        if target.channel is None:
            return None
        following = next_page(response)
        return Asked(
            channel=target.channel,
            url=target.url,
            next_link=following if is_page_of(target.channel, following) else "",
            key=source_key(self._secret, target.source.id),
            now=now(),
            max_entries=self._max_entries,
        ).model_dump(mode="json")

    def _post(self, target: Target, post: Post) -> Incoming:
        return Incoming(
            kind="post",
            source_id=target.source.id,
            url=post.url,
            title=post.title,
            text=post.text,
            published_at=post.published_at,
            published_raw=post.published_raw,
            published_from="channel",
            extractor=importer(),
            source_region=target.source.home_region,
            language=post.language or target.source.language,
        )

    def _incoming(self, target: Target, page: Page) -> Incoming:
        published, raw, place = page.published_at, page.published_raw, page.date_source
        zone, sure, link = page.published_zone, page.published_confidence, target.link
        told = self._feed_date(target) if published is None else None
        if told is not None and link is not None and (told.instant is not None or not raw):
            published, raw, zone, sure, place = told.instant, link.published_raw, told.zone, told.confidence, "feed"
        return Incoming(
            source_id=target.source.id,
            origin=self._origin,
            url=page.canonical_url or target.url,
            title=page.title or (link.title if link is not None else ""),
            text=page.text,
            published_at=published,
            published_raw=raw,
            published_zone=zone,
            published_from=place,
            published_confidence=sure if published is not None else None,
            source_region=target.source.home_region,
            language=page.language or target.source.language,
            extractor=extractor(),
            title_from=page.title_source or ("feed" if link is not None and link.title and not page.title else ""),
            partial=page.partial,
        )

    def _feed_date(self, target: Target) -> ParsedDate | None:
        """Return what the discovery page said about the date; None when it said nothing."""
        if target.link is None or not target.link.published_raw:
            return None
        if target.link.date_doubted:  # told once for the whole feed
            return ParsedDate(None, "", 0.0)
        return parse_date(target.link.published_raw, now(), target.source.zone)

    def _dated(self, target: Target, page: Page) -> tuple[Noticed, ...]:
        """Return the event of a page without a usable date whose date is impossible, on it or in its feed."""
        if page.published_at is not None:
            return ()
        told = self._feed_date(target)
        if told is not None and told.instant is not None:
            return ()
        if page.date_suspicious:
            return (Noticed(kind="date_suspicious", detail=page.published_raw),)
        if told is not None and told.suspicious and target.link is not None:
            return (Noticed(kind="date_suspicious", detail=f"feed: {target.link.published_raw}"),)
        return ()


def _more(target: Target, page: Page, named: NamedRule | None) -> More | None:
    """Return where to read on: the page with all of the article, if it or a rule names one, else its next page."""
    if page.whole_page and target.kind == "article":
        by_rule = named.path.name if named is not None and page.whole_by_rule else ""
        return More(page.whole_page, whole=True, by_rule=by_rule, instead=(page.next_page or "") if by_rule else "")
    return More(page.next_page) if page.next_page else None


def recognise(response: Response) -> TargetKind:
    """Return what an address that a person named turned out to be."""
    head = response.body[:3000].replace(b"\x00", b"").lower()
    if b"<urlset" in head or b"<sitemapindex" in head:
        return "sitemap"
    is_feed = normal_form(response.body) is not None or (looks_like_json(response.body) and b"jsonfeed.org" in head)
    return "feed" if is_feed else "article"


def next_page(response: Response) -> str:
    """Return where the `Link` header says the next page is, or nothing."""
    said = (response.headers.get(b"Link") or b"").decode("latin-1")[:4000]
    found = _NEXT.search(said)
    return urljoin(response.url, found.group(1)) if found else ""


def capture(response: Response) -> Capture:
    """Return the answer as the archive keeps it."""
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    address = "" if response.ip_address is None else str(response.ip_address)
    return Capture(response.status, headers, response.body, now(), address)


def _undated(found: Found) -> tuple[Noticed, ...]:
    """Posts whose date lies in the future or before 2000."""
    odd = [post for post in found.posts if post.published_raw and post.published_at is None]
    return tuple(Noticed(kind="date_suspicious", detail=post.published_raw, url=post.url) for post in odd[:20])


def _doubted(doubt: str) -> tuple[Noticed, ...]:
    return (Noticed(kind="date_suspicious", detail=doubt),) if doubt else ()


def _suspicious(page: Page, response: Response) -> tuple[Noticed, ...]:
    if page.outcome != "suspicious":
        return ()
    kept = "text outside the tags kept" if page.partial else "no text could be read"
    detail = f"{page.suspicion}: {len(response.body)} bytes, {kept}"
    return (Noticed(kind="extraction_suspicious", detail=detail),)


def _truncated(found: Found) -> tuple[Noticed, ...]:
    if "over_limit" in found.left_out:
        told = f"{found.total} posts, {len(found.posts)} read"
        if found.fact_checks:
            told = f"{found.total} entries, {len(found.fact_checks)} read"
        return (Noticed(kind="feed_truncated", detail=told),)
    read = len(found.links)
    if found.total <= read or found.sitemaps or not read:
        return ()
    return (Noticed(kind="feed_truncated", detail=f"{found.total} entries, {read} read"),)


def _older(target: Target, found: Found) -> str:
    """Return where older posts of a channel or older fact-checks of a feed stand, if that is a page of the same."""
    if target.kind == "claims":
        return found.older if found.fact_checks else ""
    return found.older if target.channel is not None and is_page_of(target.channel, found.older) else ""


def _published_by(target: Target, check: FactCheck) -> FactCheck:
    """Return a page's fact-check with its source's name and language where it names none."""
    source = target.source
    known = {"publisher": check.publisher or source.name, "language": check.language or source.language}
    return check.model_copy(update=known)


def validators(response: Response) -> tuple[str, str]:
    """Return ETag and Last-Modified of a response, for the next conditional request."""
    headers = (response.headers.get(name) or b"" for name in (b"ETag", b"Last-Modified"))
    etag, modified = (value.decode("latin-1").strip() for value in headers)
    return ("" if len(etag) > 300 else etag), ("" if len(modified) > 100 else modified)


def _told(target: Target, found: Found, own: int) -> str:
    """Return what a person is told of a discovery page: how it was found, and what it held."""
    if target.kind in ("home", "robots"):
        return f"{len(found.ways)} places to look for articles"
    return (f"{target.way.how}; " if target.way is not None else "") + _summary(found, own)


def _summary(found: Found, own: int) -> str:
    read = len(found.links)  # what is not taken of posts and fact-checks is counted by its reason
    parts = [f"{found.total or read} entries"]
    if found.total > read > 0 and not found.sitemaps:
        parts.append(f"truncated to {read}")
    parts += [f"{count} left out: {reason}" for reason, count in sorted(found.left_out.items())]
    if own < len(found.links):
        parts.append(f"{len(found.links) - own} on other hosts left out")
    return ", ".join(parts)


def _is_html(response: Response) -> bool:
    declared = (response.headers.get(b"Content-Type") or b"").decode("latin-1").partition(";")[0].strip().lower()
    return declared in _HTML_TYPES or (not declared and looks_like_html(response.body))


def _charset(response: Response) -> str:
    declared = (response.headers.get(b"Content-Type") or b"").decode("latin-1").lower()
    return declared.partition("charset=")[2].partition(";")[0].strip(" \"'")[:40]
