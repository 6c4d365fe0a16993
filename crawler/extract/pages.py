"""Asks a box about a page, and answers for it where it gives none: no page ends without a named outcome."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple, Protocol

from core.schemas.site import SiteRule
from crawler.extract.box import PAGE_SECONDS, BoxError
from crawler.extract.document import Page, read_roughly
from crawler.extract.tree import decode


class Asked(Protocol):
    """A box or a pool of them."""

    def ask(self, head: dict[str, Any], body: bytes, seconds: float) -> dict[str, Any]:
        """Return the child's answer."""


class Question(NamedTuple):
    """What is known about a page before it is read."""

    url: str = ""
    charset: str = ""
    zone: str = "WIB"
    now: datetime | None = None
    #: It is of an outlet of fact-checks: its articles are read as such.
    outlet: bool = False
    #: How its host's pages are read where the generic way fails.
    rule: SiteRule | None = None


def read(boxes: Asked, question: Question, body: bytes, seconds: float = PAGE_SECONDS) -> Page:
    """Return what the page says; where the child was stopped, what can be read without a parser.

    Raises: nothing. A page without an answer is `suspicious`, with the reason in `suspicion`.
    """
    moment = question.now.isoformat() if question.now is not None else ""
    rule = question.rule.model_dump(mode="json") if question.rule is not None else None
    head = {"reader": "page", **question._asdict(), "now": moment, "rule": rule}
    try:
        return Page.model_validate(boxes.ask(head, body, seconds))
    except BoxError as error:
        return read_roughly(decode(body, question.charset), f"extraction_{error.reason} {error.detail}".strip())
