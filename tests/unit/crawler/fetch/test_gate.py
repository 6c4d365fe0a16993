"""The gate lets requests pass in the order in which they came, also those that come while robots.txt is read."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import TextResponse

from crawler.fetch.gate import Gate
from crawler.fetch.guard import Guard
from crawler.fetch.refusal import Refusal
from crawler.politeness.hosts import HostBook
from tests import own_loop

SITE = "http://127.0.1.9:8080"


class Engine:
    """Answers robots.txt, and lets another request come in just before the answer is there."""

    def __init__(self) -> None:
        self.late: Any = None
        self.downloader = SimpleNamespace(slots={})
        self.asked: list[str] = []

    async def download_async(self, request: Request) -> TextResponse:
        self.asked.append(request.url)
        await asyncio.sleep(0.01)
        self.late = self.late()
        return TextResponse(request.url, body=b"User-agent: *\nDisallow: /private/\n", encoding="utf-8")


async def pass_all(daily: int) -> tuple[list[str], list[str]]:
    """Return the outcomes of a feed, an article that waits, and one that comes late; and what was asked."""
    engine = Engine()
    settings = {"SUAR_GUARD": Guard(demo=True), "USER_AGENT": "SuarBot", "SUAR_HOSTS": HostBook({}, daily)}
    gate = Gate(SimpleNamespace(settings=settings, engine=engine))
    ended: list[str] = []

    async def ask(path: str) -> None:
        try:
            await gate.process_request(Request(SITE + path))
            ended.append(f"{path} passed")
        except Refusal as refusal:
            ended.append(f"{path} {refusal.reason}")

    engine.late = lambda: asyncio.ensure_future(ask("/late"))
    await asyncio.gather(ask("/feed"), ask("/article"))
    await engine.late
    return ended, engine.asked


@pytest.mark.parametrize(
    ("daily", "late"), [(1, "budget_spent"), (2, "budget_spent"), (3, "passed")], ids=["one", "two", "three"]
)
def test_first_come_first_served_and_robots_txt_asked_once(daily: int, late: str) -> None:
    ended, asked = own_loop.run(pass_all(daily))
    assert ended == ["/feed passed", f"/article {'passed' if daily > 1 else 'budget_spent'}", f"/late {late}"]
    assert asked == [f"{SITE}/robots.txt"]
