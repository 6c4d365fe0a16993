"""The time between two requests to a host, counted from the end of the answer, and across runs.

Scrapy counts from the moment it sends. What reaches the host can be closer together then: the first request waits for
its connection, the second one finds it open (0.68 s apart at a spacing of 1 s, measured at the server on 2026-11-28).
"""

from __future__ import annotations

from time import monotonic
from typing import Any

from scrapy.core.downloader import Downloader, Slot

from crawler.fetch.refusal import Refusal
from crawler.politeness.hosts import HostBook


class SpacedDownloader(Downloader):
    """Scrapy's downloader, whose slots begin to count when an answer has ended, well or not."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._book: HostBook = crawler.settings["SUAR_HOSTS"]
        self._send = self.handlers.download_request_async
        self.handlers.download_request_async = self._answered  # type: ignore[method-assign]

    def send_away(self, reason: str, *hosts: str) -> None:
        """End what waits for its turn, at these hosts or at all, as postponed: it stays in the frontier."""
        for host in hosts or tuple(self.slots):  # whoever is told may ask for another host
            slot = self.slots.get(host)
            while slot is not None and slot.queue:
                _, waiting = slot.queue.popleft()
                self._book.unsent(host)
                waiting.errback(Refusal("postponed", reason))

    def _get_slot(self, request: Any, spider: Any = None) -> tuple[str, Slot]:
        host, slot = super()._get_slot(request)
        if not slot.lastseen:
            ago = self._book.seconds_since(host)
            slot.lastseen = monotonic() - slot.delay - 1.0 if ago is None else monotonic() - ago
        return host, slot

    async def _answered(self, request: Any) -> Any:
        try:
            return await self._send(request)
        finally:
            slot = self.slots.get(request.meta[self.DOWNLOAD_SLOT])
            if slot is not None:
                slot.lastseen = monotonic()
