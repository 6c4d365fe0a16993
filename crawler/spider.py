"""The one generic spider: discovery pages first, then what waits; every target ends in exactly one visit."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Response

from core import crash
from core.clock import now
from core.schemas.source import Way
from crawler.discover.found import Found
from crawler.discover.urls import canonical
from crawler.failures import name_failure
from crawler.parts import follow, joined
from crawler.politeness.rest import limit_reset
from crawler.posts.platforms import CONNECTORS, is_page_of
from crawler.readers import Readers, recognise, validators
from crawler.visits import Sink, Target, Visit

#: Redirects followed for one article.
MAX_REDIRECTS = 5
#: How deep sitemap indexes may lie, and how many sitemaps of one source are read in a run.
MAX_INDEX_DEPTH = 3
MAX_SITEMAPS = 50


@dataclass
class Plan:
    """What a crawl begins with, and how far it goes."""

    targets: list[Target]
    #: The most articles to fetch in this run; None: all.
    limit: int | None = None
    #: Filled while the crawl runs: source → the last problem of its discovery pages, empty when one was read.
    sources: dict[str, str] = field(default_factory=dict)


class SourceSpider(scrapy.Spider):
    """Fetches the targets of a plan and what they lead to."""

    name = "suar"

    def __init__(self, plan: Plan, recorder: Sink, readers: Readers, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.plan, self.recorder, self.readers = plan, recorder, readers
        self._seen: set[str] = set()
        self._articles = 0
        self._sitemaps: Counter[str] = Counter()
        #: Articles of which a further page is being fetched.
        self.unfinished: dict[str, Target] = {}

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Give the first requests, as the engine asks for them."""
        for target in self.plan.targets:
            for request in self._request(target):
                yield request

    async def on_response(self, response: Response) -> list[scrapy.Request]:
        """Turn a response into a visit and the requests it leads to."""
        crash.point("fetch.answered")
        target: Target = response.meta["target"]
        status = response.status
        if target.channel is not None:
            self._heed_limit(response)
        if target.kind == "part" and status != 200:
            return await self._record(Visit(target, "failed", f"http_{status}"))
        if status == 304:
            etag, modified = validators(response)
            return await self._record(
                Visit(target, "unchanged", etag=etag or target.etag, last_modified=modified or target.last_modified)
            )
        if status in (301, 302, 303, 307, 308):
            return await self._redirected(target, response)
        if status != 200:
            return await self._record(Visit(target, "failed", f"http_{status}"))
        if target.kind == "any" or (target.kind in ("feed", "sitemap") and recognise(response) != "article"):
            target = replace(target, kind=recognise(response))
        if target.kind in ("article", "part"):
            visit = await self.readers.read_article(target, response)
            crash.point("extract.read")
            return await self._record(visit)
        visit, found = await self.readers.read_discovery(target, response)
        if target.kind in ("home", "robots"):
            await self._record(visit, onward=False)
            return self._look_on(target, (*found.ways, *target.other_ways))
        return await self._discovered(visit, found)

    async def on_error(self, failure: Any) -> list[scrapy.Request]:
        """Name the failure of a request."""
        target: Target = failure.request.meta["target"]
        named = name_failure(failure.value, target.url, self.settings["SUAR_GUARD"])
        if named.outcome is None and target.kind == "part":
            return await self._record(Visit(target, "failed", "postponed"))
        if named.outcome is None:
            return []
        return await self._record(Visit(target, named.outcome, named.reason, named.detail))

    def _request(self, target: Target) -> Iterator[scrapy.Request]:
        """Give the request for a target, unless its URL was asked for in this run or the limit is reached."""
        # A home page is looked through for feeds and may then be read as a list of articles.
        asked = target.url if target.way is None else f"{target.kind} {target.url}"
        if asked in self._seen:
            return
        if target.kind == "article":
            if self.plan.limit is not None and self._articles >= self.plan.limit:
                return
            self._articles += 1
        self._seen |= {target.url, asked}
        headers = {}
        if target.etag:
            headers["If-None-Match"] = target.etag
        if target.last_modified:
            headers["If-Modified-Since"] = target.last_modified
        if target.channel is not None:
            headers["Accept"] = CONNECTORS[target.channel.platform].accept
        yield scrapy.Request(
            target.url,
            callback=self.on_response,
            errback=self.on_error,
            headers=headers,
            dont_filter=True,
            priority=0 if target.kind == "article" else 5 if target.kind == "part" else 10,
            meta={
                "target": target,
                "download_maxsize": self._most_bytes(target),
                "handle_httpstatus_all": True,
                "dont_redirect": True,
            },
        )

    def _most_bytes(self, target: Target) -> int:
        """A page of an article is small; lists of articles, and what may turn out to be one, are allowed more."""
        most: int = self.settings.getint("DOWNLOAD_MAXSIZE")
        return min(most, self.settings.getint("SUAR_PAGE_BYTES")) if target.kind in ("article", "part") else most

    async def _record(self, visit: Visit, *, onward: bool = True) -> list[scrapy.Request]:
        """Hand the visit to the recorder without waiting; only discovery decides about the health of a source.

        The answer is the next try, when this one was a try to find where a source lists its articles.
        """
        if visit.target.kind == "part" and visit.target.article is not None:
            self.unfinished.pop(visit.target.article.target.url, None)
            visit = joined(visit.target.article, visit, whole=visit.target.whole)
        requests = self._read_on(visit)
        if requests:
            return requests
        target, well = visit.target, visit.outcome in ("read", "unchanged")
        if target.entry_kind == "discovery":
            if not well:
                self.plan.sources.setdefault(target.source.id, f"{target.url}: {visit.outcome}:{visit.reason}")
            elif target.kind not in ("home", "robots"):
                self.plan.sources[target.source.id] = ""
        self.recorder.add(visit)
        self._stop_when_unrecorded()
        return [] if well or not onward else self._look_on(target, target.other_ways)

    def _read_on(self, visit: Visit) -> list[scrapy.Request]:
        """Return the request for the next page of an article; the visit is recorded when all of it was read."""
        more = follow(visit)
        if more is None:
            return []
        target = Target(visit.target.source, more.url, "part", article=visit, whole=more.whole)
        requests = list(self._request(target))
        if requests:
            self.unfinished[visit.target.url] = visit.target
        return requests

    def _look_on(self, target: Target, ways: tuple[Way, ...]) -> list[scrapy.Request]:
        """Return the request for the first of the ways that was not asked for yet."""
        for number, way in enumerate(ways):
            rest = ways[number + 1 :]
            follow = Target(target.source, way.url, way.kind, way.pattern, hops=1, way=way, other_ways=rest)
            requests = list(self._request(follow))
            if requests:
                return requests
        if target.way is not None and self.plan.sources.get(target.source.id) != "":
            self.plan.sources[target.source.id] = f"{target.source.home_url}: no list of articles was found"
        return []

    async def _redirected(self, target: Target, response: Response) -> list[scrapy.Request]:
        location = (response.headers.get(b"Location") or b"").decode("latin-1")
        there = canonical(location, target.url)
        if there is None:
            return await self._record(Visit(target, "rejected", "bad_redirect", location[:200]))
        if target.hops >= MAX_REDIRECTS:
            return await self._record(Visit(target, "rejected", "redirects", there))
        within = target.source.owns(there) or (target.channel is not None and is_page_of(target.channel, there))
        if target.source.kind != "manual" and not within:
            return await self._record(Visit(target, "rejected", "offsite", there))
        if there in self._seen:
            return await self._record(Visit(target, "rejected", "redirected", there))
        follow = replace(target, url=there, hops=target.hops + 1, etag="", last_modified="")
        if target.kind != "article":
            await self._record(Visit(target, "rejected", "redirected", there), onward=False)
            return list(self._request(follow))
        self._articles -= 1  # the hop and its end count once against the limit
        fresh = await self._fresh(Visit(target, "rejected", "redirected", there, links=(there,)))
        wanted = fresh or target.source.kind == "manual"
        return list(self._request(follow)) if wanted else []

    async def _discovered(self, visit: Visit, found: Found) -> list[scrapy.Request]:
        target = visit.target
        if visit.outcome != "read":
            return await self._record(visit)
        if target.way is not None and not found.links and not found.sitemaps:
            return await self._record(replace(visit, outcome="failed", reason="no_articles"))
        self.plan.sources[target.source.id] = ""
        links = {link.url: link for link in found.links if link.url not in self._seen}
        fresh = await self._fresh(replace(visit, links=tuple(links)))
        targets = [Target(target.source, url, link=links[url]) for url in fresh if url in links]
        if visit.older and visit.older in fresh:
            targets.append(replace(target, url=visit.older, hops=target.hops + 1, etag="", last_modified=""))
        if target.hops < MAX_INDEX_DEPTH:
            targets += await self._sitemaps_of(target, found)
        requests = [request for one in targets for request in self._request(one)]
        if target.way is not None and target.way.among_others:
            requests += self._look_on(target, tuple(way for way in target.other_ways if way.how == target.way.how))
        return requests

    async def _sitemaps_of(self, target: Target, found: Found) -> list[Target]:
        """Return the sitemaps of an index that are to be read; those beyond the bound end here, by name."""
        source, targets = target.source, []
        for url in found.sitemaps:
            follow = Target(source, url, "sitemap", target.pattern, hops=target.hops + 1)
            if not source.owns(url) or url in self._seen:
                continue
            self._sitemaps[source.id] += 1
            if self._sitemaps[source.id] <= MAX_SITEMAPS:
                targets.append(follow)
            else:
                await self._record(Visit(follow, "rejected", "too_many_sitemaps"))
        return targets

    def _heed_limit(self, response: Response) -> None:
        """Leave the host alone until it has requests for us again, when it says that these are used up."""
        said = {name.decode("latin-1").lower(): value[0].decode("latin-1") for name, value in response.headers.items()}
        rest = limit_reset(said, now(), refused=response.status == 429)
        if rest is not None:
            self.settings["SUAR_HOSTS"].limited(urlsplit(response.url).hostname or "", rest)

    async def _fresh(self, visit: Visit) -> list[str]:
        """Record the visit and return those of its links that were never seen before."""
        try:
            return await asyncio.wrap_future(self.recorder.add(visit))
        except Exception as error:  # the recorder keeps the reason; the crawl ends with it
            self.logger.debug("not recorded: %s", error)
            self._stop_when_unrecorded()
            return []

    def _stop_when_unrecorded(self) -> None:
        if self.recorder.error is not None:
            raise scrapy.exceptions.CloseSpider("storage")
