"""The gate every request passes before it is sent: guard, resting hosts, budget, robots.txt. A downloader middleware.

robots.txt: 2xx is obeyed, 4xx but 429 means no rules (RFC 9309); when it cannot be had the host is left alone this
time. Crawl-delay lengthens the spacing.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import Any
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from crawler.failures import name_failure
from crawler.fetch.guard import Guard
from crawler.fetch.refusal import Refusal
from crawler.politeness.hosts import HostBook

#: RFC 9309 asks for at least 500 KiB.
_MAX_ROBOTS = 512 * 1024
#: A longer crawl-delay would keep the run for hours: the host is left alone for it and its source shows why.
MAX_CRAWL_DELAY = 120.0

#: "Too many requests" and "service unavailable".
_REST = (429, 503)


class Gate:
    """Refuses what must not be fetched, by raising Refusal."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler
        self._guard: Guard = crawler.settings["SUAR_GUARD"]
        self._agent: str = crawler.settings["USER_AGENT"]
        self._book: HostBook = crawler.settings["SUAR_HOSTS"]
        self._robots: dict[str, asyncio.Future[Protego | None]] = {}
        #: One request of a site decides at a time, in the order of their arrival. Without it a request that comes when
        #: robots.txt has just been read goes past those that still wait to be woken: articles took the day's last
        #: requests from the feed that was asked for before them.
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        #: Why the robots.txt of a site could not be had.
        self._why: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Any) -> Gate:
        """Build the gate for a crawl."""
        return cls(crawler)

    async def process_request(self, request: Any) -> None:
        """Let the request pass or refuse it.

        Raises: Refusal.
        """
        problem = self._guard.url_problem(request.url)
        if problem:
            raise Refusal("rejected", problem)
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        rest = self._book.refusal(host)
        if rest:
            raise Refusal("postponed", rest)
        if request.meta.get("robots"):
            self._book.sent(host)
            return
        site = f"{parts.scheme}://{parts.netloc}"
        async with self._turns[site]:
            await self._ask_rules(request, site, host)

    async def _ask_rules(self, request: Any, site: str, host: str) -> None:
        """Count the request when robots.txt and the host let it pass.

        Raises: Refusal.
        """
        rules = await self._rules(site, host)
        if rules is None:
            if self._guard.refused(request.url):
                raise Refusal("rejected", "address")
            why = self._why.get(site, "")
            raise Refusal("failed", "tls" if why.startswith("tls") else "robots_unreachable", why)
        if not rules.can_fetch(request.url, self._agent):
            raise Refusal("rejected", "robots")
        delay = rules.crawl_delay(self._agent) or 0.0
        if delay > MAX_CRAWL_DELAY:
            self._book.leave_alone(host, delay, "crawl_delay")  # robots.txt too is asked for once in that time
            raise Refusal("failed", "crawl_delay", f"robots.txt asks for {delay:.0f} s between requests")
        rest = self._book.refusal(host)  # robots.txt itself may have been answered with 429
        if rest:
            raise Refusal("postponed", rest)
        self._book.sent(host)

    def process_response(self, request: Any, response: Any) -> Any:
        """Note how the host answers; one that asks for a rest is left alone, and what waits for it stays pending."""
        host = urlsplit(request.url).hostname or ""
        if response.status in _REST:
            header = (response.headers.get(b"Retry-After") or b"").decode("latin-1")
            self._book.asked_to_rest(host, f"http_{response.status}", header)
            self._send_away(host)
        elif response.status < 400 or response.status == 404 or (response.status < 500 and request.meta.get("robots")):
            self._book.answered(host)
        elif self._book.failed(host, f"http_{response.status}"):
            self._send_away(host)
        return response

    def process_exception(self, request: Any, exception: Exception) -> None:
        """Note that the host could not be had, after the last try."""
        host = urlsplit(request.url).hostname or ""
        named = name_failure(exception, request.url, self._guard)
        if named.outcome == "failed" and not isinstance(exception, Refusal) and self._book.failed(host, named.reason):
            self._send_away(host)

    def _send_away(self, host: str) -> None:
        self._crawler.engine.downloader.send_away("host_resting", host)

    async def _rules(self, site: str, host: str) -> Protego | None:
        if site not in self._robots:
            self._robots[site] = asyncio.ensure_future(self._fetch(site, host))
        return await asyncio.shield(self._robots[site])

    async def _fetch(self, site: str, host: str) -> Protego | None:
        request = Request(f"{site}/robots.txt", meta={"robots": True}, callback=NO_CALLBACK, priority=1000)
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as error:  # every way a download can fail means the same here: do not crawl
            named = name_failure(error, request.url, self._guard)
            self._why[site] = f"{named.reason}: {named.detail}" if named.detail else named.reason
            return None
        if response.status == 429 or response.status >= 500 or 300 <= response.status < 400:
            self._why[site] = f"http_{response.status}"
            return None
        if response.status >= 400:
            return Protego.parse("")
        rules = Protego.parse(_whole_lines(response.body).decode("utf-8", "replace"))
        self._slow_down(host, rules.crawl_delay(self._agent) or 0.0)
        return rules

    def _slow_down(self, host: str, delay: float) -> None:
        slot = self._crawler.engine.downloader.slots.get(host)
        if slot is not None and slot.delay < delay <= MAX_CRAWL_DELAY:
            slot.delay, slot.concurrency = delay, 1


def _whole_lines(body: bytes) -> bytes:
    """Return what is read of a robots.txt: half of a rule would be another rule."""
    return body if len(body) <= _MAX_ROBOTS else body[: body.rfind(b"\n", 0, _MAX_ROBOTS) + 1]
