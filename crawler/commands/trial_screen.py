"""Shows the steps of a trial: what the server answered, what was found, and what the store would make of it."""

from __future__ import annotations

import json
from concurrent.futures import Future
from typing import Any
from urllib.parse import urlsplit

from protego import Protego
from scrapy.http import Response

from core.clock import iso
from core.db.engine import Database
from core.errors import SuarError
from core.schemas.factcheck import FactCheck
from core.schemas.incoming import Incoming
from core.schemas.source import Source
from core.sites import NamedRule, SiteRules
from core.store import documents
from crawler.commands.output import say
from crawler.commands.trial_words import refusal, told
from crawler.discover.found import Found
from crawler.health.drift import is_foreign, is_promo
from crawler.readers import Readers
from crawler.visits import Target, Visit

#: Links of a discovery page that are shown; the first one is fetched too. Posts of a channel that are shown.
SHOWN_LINKS, SHOWN_POSTS = 10, 5
#: Headers that decide about reading or the next visit.
_HEADERS = ("Content-Type", "Content-Length", "ETag", "Last-Modified", "Retry-After", "Location", "X-Robots-Tag")
_ROBOTS = "/robots.txt"


class Screen:
    """A sink that shows visits instead of storing them."""

    def __init__(self, database: Database | None, as_json: bool) -> None:
        self.error: SuarError | None = None
        self.worked = False
        self._database, self._as_json = database, as_json
        self._steps: list[dict[str, Any]] = []

    def begin(self, address: str, source: Source, problem: str | None, rule: NamedRule | None) -> None:
        """Show what is known before the first request."""
        about = f"{source.id} ({source.name}), zone {source.zone}, region {source.home_region or '—'}"
        passed = f"refused: {refusal(problem, address)}" if problem else "passed; robots.txt is asked next"
        named = "none for this host" if rule is None else str(rule.path)
        self._show("address", address, {"source": about, "guard": passed, "site rule": named})

    def rules(self, response: Response, agent: str, address: str) -> None:
        """Show what robots.txt says about the address."""
        rules = Protego.parse(response.text[:500_000] if response.status == 200 else "")
        delay = rules.crawl_delay(agent)
        facts = {
            "status": response.status,
            "address": "allowed" if rules.can_fetch(address, agent) else "forbidden",
            "crawl-delay": f"{delay:g} s" if delay else "none",
            "sitemap": list(rules.sitemaps)[:SHOWN_LINKS],
        }
        self._show("robots", response.url, facts)

    def answered(self, response: Response) -> None:
        """Show the answer of the server."""
        headers = {name: (response.headers.get(name) or b"").decode("latin-1")[:200] for name in _HEADERS}
        facts = {"status": response.status, "bytes": len(response.body), **headers}
        self._show("answer", response.url, facts)

    def listed(self, found: Found) -> None:
        """Show where a page says that articles are listed."""
        ways = [f"{way.kind} {way.url} ({way.how})" for way in found.ways[:SHOWN_LINKS]]
        facts = {"way": ways, "sitemap": list(found.sitemaps)[:SHOWN_LINKS], "left out": found.left_out}
        if any(facts.values()):
            self._show("discovered", "", facts)

    def add(self, visit: Visit) -> Future[list[str]]:
        """Show the visit and ask for its first link."""
        answer: Future[list[str]] = Future()
        answer.set_result(list(visit.links[:1]))
        if urlsplit(visit.target.url).path == _ROBOTS and visit.target.kind == "article":
            if visit.outcome == "failed":
                self._show("robots", visit.target.url, {"outcome": f"{visit.reason}: there are no rules"})
            return answer
        outcome = visit.outcome or "would be stored"
        why = f":{visit.reason}" if visit.reason else ""
        facts: dict[str, Any] = {
            "outcome": f"{outcome}{why}  {told(visit.reason, visit.detail)}".rstrip(),
            "site rule": visit.rule,
            "event": [f"{event.kind} {event.detail}".strip() for event in visit.events],
            "link": list(visit.links[:SHOWN_LINKS]),
            "older": visit.older or "",
        }
        if visit.incoming is not None:
            facts |= self._text(visit.incoming)
            if visit.incoming.url != visit.target.url:
                facts["canonical"] = f"stored under {visit.incoming.url}, as the page declares it"
        self._show(visit.target.kind, visit.target.url, facts)
        for post in visit.posts[:SHOWN_POSTS]:
            self._show("post", post.url or "", {"outcome": "would be stored", **self._text(post)})
        if len(visit.posts) > SHOWN_POSTS:
            self._show("posts", "", {"more": len(visit.posts) - SHOWN_POSTS})
        for check in visit.fact_checks[:SHOWN_LINKS]:
            self._show("fact-check", check.url or "", _check(check))
        self.worked = self.worked or bool(visit.incoming or visit.posts or visit.fact_checks)
        return answer

    def end(self) -> None:
        """Give the whole way as data, where that was asked for."""
        if self._as_json:
            say(json.dumps({"would_store": self.worked, "steps": self._steps}, ensure_ascii=False))

    def _text(self, incoming: Incoming) -> dict[str, Any]:
        when = "none" if incoming.published_at is None else iso(incoming.published_at)
        sure = "" if incoming.published_confidence is None else f", confidence {incoming.published_confidence:g}"
        origin = f"from {incoming.published_from or 'nowhere'}: “{incoming.published_raw}”"
        read_in = f", zone {incoming.published_zone}" if incoming.published_zone else ""
        reads = (
            "advertises gambling"
            if is_promo(incoming.text)
            else "another language"
            if is_foreign(incoming.text)
            else ""
        )
        return {
            "address": incoming.url or "",
            "title": incoming.title,
            "published": f"{when}  ({origin}{read_in}{sure})",
            "language": f"declared {incoming.language or 'nowhere'}; the text reads as {reads or 'home language'}",
            "store": self._foreseen(incoming),
            "text": f"{len(incoming.text)} characters: {' '.join(incoming.text[:300].split())}…",
            "extractor": incoming.extractor,
        }

    def _foreseen(self, incoming: Incoming) -> str:
        if self._database is None:
            return "not compared: there is no database here"
        with self._database.read() as connection:
            outcome = documents.foresee(connection, incoming)
        words = {
            "stored": "new",
            "duplicate": "a copy of a text that is stored already",
            "unchanged": "stored already at this address, unchanged",
            "revision": "stored already at this address, with another text: a new revision",
        }
        return words.get(outcome, outcome)

    def _show(self, step: str, url: str, facts: dict[str, Any]) -> None:
        kept = {name: value for name, value in facts.items() if value not in ("", [], {}, None)}
        self._steps.append({"step": step, "url": url, **kept})
        if self._as_json:
            return
        say(f"{step}: {url}".rstrip())
        for name, value in kept.items():
            for one in value if isinstance(value, list) else [value]:
                say(f"  {name:<14} {one}")


class Watching(Readers):
    """Readers that show each answer before they read it."""

    def __init__(
        self, screen: Screen, agent: str, address: str, max_entries: int, secret: bytes, rules: SiteRules
    ) -> None:
        super().__init__(1, max_entries, secret=secret, rules=rules)
        self._screen, self._agent, self._address = screen, agent, address

    async def read_article(self, target: Target, response: Response) -> Visit:
        """Show the answer, then read it as an article; robots.txt is shown and is nothing else."""
        if urlsplit(target.url).path == _ROBOTS:
            self._screen.rules(response, self._agent, self._address)
            return Visit(target, "read")
        self._screen.answered(response)
        return await super().read_article(target, response)

    async def read_discovery(self, target: Target, response: Response) -> tuple[Visit, Found]:
        """Show the answer, then read it as a list."""
        if target.kind == "robots":
            self._screen.rules(response, self._agent, self._address)
        else:
            self._screen.answered(response)
        visit, found = await super().read_discovery(target, response)
        self._screen.listed(found)
        return visit, found


def _check(check: FactCheck) -> dict[str, Any]:
    return {
        "verdict": f"{check.verdict} (“{check.verdict_raw}”), {check.publisher}, {check.published_on or 'no date'}",
        "title": check.title,
        "claim": " ".join(check.claim[:300].split()),
    }
