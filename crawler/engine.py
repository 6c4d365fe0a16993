"""Runs the spider in this process: Twisted's reactor once, our signal handlers, an end that loses nothing."""

from __future__ import annotations

import signal
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any

from scrapy.crawler import CrawlerProcess

from core.schemas.source import Source
from core.settings import Settings
from crawler.fetch.guard import Guard
from crawler.fetch.hooks import check_hooks
from crawler.politeness.hosts import HostBook
from crawler.readers import Readers
from crawler.scrapy_settings import scrapy_settings
from crawler.spider import Plan, SourceSpider
from crawler.visits import Sink, Target, Visit

#: After Ctrl-C requests in flight get so many seconds to end by themselves.
GRACE_SECONDS = 2.0
#: How often progress is told.
TICK_SECONDS = 0.5


class Engine:
    """One crawl of one process; the reactor cannot be started twice."""

    def __init__(
        self,
        settings: Settings,
        sources: list[Source],
        guard: Guard,
        book: HostBook,
        spacing: float,
        tick: Callable[[], None],
        halt: Callable[[], bool] = lambda: False,
    ) -> None:
        check_hooks()
        self.interrupted, self._halted = False, False
        self._tick, self._halt = tick, halt
        self._process = CrawlerProcess(scrapy_settings(settings, sources, guard, spacing, book))
        self._crawler: Any = self._process.create_crawler(SourceSpider)

    def run(self, plan: Plan, recorder: Sink, readers: Readers) -> None:
        """Crawl until the plan is done, a signal comes or `halt` says so; what is in flight ends as interrupted."""
        before = {number: signal.signal(number, self._on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            self._process.crawl(self._crawler, plan=plan, recorder=recorder, readers=readers)
            self._start_ticking()
            self._process.start(install_signal_handlers=False)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        if self.interrupted or self._halted:
            for target in self._in_flight():
                recorder.add(Visit(target, "failed", "interrupted"))

    def _start_ticking(self) -> None:
        from twisted.internet.task import LoopingCall

        LoopingCall(self._on_tick).start(TICK_SECONDS, now=False)

    def _on_tick(self) -> None:
        self._tick()
        if not self._halted and self._halt():
            self._halted = True
            self._stop("paused")

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        stop = self._stop_now if self.interrupted else partial(self._stop, "interrupted")
        self.interrupted = True
        _reactor().callFromThread(stop)

    def _stop(self, why: str) -> None:
        """End what waits for its turn at once; Scrapy would ask for all of it before it ends."""
        try:
            if self._crawler.engine is not None:
                self._crawler.engine.downloader.send_away(why)
        finally:
            self._process.stop()
            _reactor().callLater(GRACE_SECONDS, self._stop_now)

    def _stop_now(self) -> None:
        if _reactor().running:
            _reactor().stop()

    def _transferring(self) -> list[Any]:
        slots = self._crawler.engine.downloader.slots.values()
        return [request for slot in slots for request in slot.transferring]

    def _in_flight(self) -> list[Target]:
        """Return the targets that the server was asked for and that never came to an end."""
        if self._crawler.engine is None:
            return []
        targets = [request.meta["target"] for request in self._transferring() if "target" in request.meta]
        unfinished = self._crawler.spider.unfinished.values() if self._crawler.spider is not None else ()
        return [target for target in targets if target.kind != "part"] + list(unfinished)


def _reactor() -> Any:
    """Return the one reactor; importing it earlier would install the wrong kind."""
    from twisted.internet import reactor

    return reactor
