"""The extraction child: reads pages from stdin, answers on stdout, until stdin ends. Holds no state between pages.

Started by crawler.extract.box as `python -m crawler.extract.child`; everything hostile is parsed here.
"""

from __future__ import annotations

import logging
import os
import resource
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from core.schemas.site import SiteRule
from crawler.discover.feeds import read_feed
from crawler.discover.found import Found
from crawler.discover.home import read_home
from crawler.discover.robots_sitemaps import read_robots
from crawler.discover.sections import read_section
from crawler.discover.sitemaps import read_sitemap
from crawler.extract.document import read_page
from crawler.extract.frames import read_frame, write_frame
from crawler.extract.rough import excess
from crawler.factchecks.claimreview import Setting
from crawler.factchecks.feed import read_claims
from crawler.factchecks.page import with_fact_checks
from crawler.posts.connector import Asked
from crawler.posts.platforms import CONNECTORS

#: Address space of a child. A normal page needs 150 MB with all libraries; bombs ask for gigabytes.
MEMORY_LIMIT = 1 << 30


def _page(head: dict[str, Any], body: bytes) -> BaseModel:
    moment = datetime.fromisoformat(head["now"])
    rule = SiteRule.model_validate(head["rule"]) if head.get("rule") else None
    page = read_page(body, head["url"], head["charset"], head["zone"], moment, rule)
    outlet = bool(head.get("outlet"))
    return with_fact_checks(page, body, _setting(head), head["charset"], outlet=outlet)


def _feed(head: dict[str, Any], body: bytes) -> BaseModel:
    if excess(body.replace(b"\x00", b"").decode("latin-1")) == "attributes":
        return Found(problem="too_many_attributes")
    return read_feed(body, head["url"], head["max_entries"])


def _sitemap(head: dict[str, Any], body: bytes) -> BaseModel:
    return read_sitemap(body, head["url"], head["max_entries"])


def _section(head: dict[str, Any], body: bytes) -> BaseModel:
    return read_section(body, head["url"], head["pattern"], head["max_entries"])


def _channel(head: dict[str, Any], body: bytes) -> BaseModel:
    asked = Asked.model_validate(head["asked"])
    return CONNECTORS[asked.channel.platform].read(body, asked)


def _home(head: dict[str, Any], body: bytes) -> BaseModel:
    return read_home(body, head["url"])


def _robots(head: dict[str, Any], body: bytes) -> BaseModel:
    return read_robots(body, head["url"])


def _claims(head: dict[str, Any], body: bytes) -> BaseModel:
    return read_claims(body, _setting(head), head["max_entries"])


def _setting(head: dict[str, Any]) -> Setting:
    return Setting(head["url"], datetime.fromisoformat(head["now"]), head["zone"])


READERS: dict[str, Callable[[dict[str, Any], bytes], BaseModel]] = {
    "page": _page,
    "feed": _feed,
    "sitemap": _sitemap,
    "section": _section,
    "channel": _channel,
    "home": _home,
    "robots": _robots,
    "claims": _claims,
}


def main() -> None:
    """Answer until stdin ends. A defect in one page is answered by name and the next page is read."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    logging.disable(logging.CRITICAL)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints must not write into the answers
    write_frame(answers, {"ready": True})
    while True:
        try:
            head, body = read_frame(sys.stdin.buffer)
        except EOFError:
            return
        write_frame(answers, _answer(head, body))


def _answer(head: dict[str, Any], body: bytes) -> dict[str, Any]:
    try:
        return READERS[head["reader"]](head, body).model_dump(mode="json")
    except MemoryError:
        return {"error": "memory"}
    except Exception as error:  # the boundary of the stage: any defect of a parser is named, and the run goes on
        return {"error": "defect", "detail": f"{type(error).__name__}: {error}"[:300]}


if __name__ == "__main__":
    main()
