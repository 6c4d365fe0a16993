"""Articles of several pages: what the pages read so far say together, and which one is read next. Pure."""

from __future__ import annotations

from dataclasses import replace

from core.schemas.incoming import MAX_TEXT, Incoming
from crawler.rule_report import broken
from crawler.visits import More, Part, Visit

#: Pages read of one article beside its first; longer ones are galleries and lists.
MAX_PARTS = 9


def follow(visit: Visit) -> More | None:
    """Return what is read next of the article, or nothing. Raises: nothing."""
    if visit.incoming is None or len(visit.parts) >= MAX_PARTS:
        return None
    return visit.more


def joined(article: Visit, part: Visit, *, whole: bool) -> Visit:
    """Return the article with what a further page of it said, in order; nothing twice, and nothing shorter."""
    noted = Part(part.target.url, part.outcome or "read", part.reason, part.capture)
    told = tuple(event for event in part.events if event.url)  # about the host: a site rule that does not fit
    known = replace(article, parts=(*article.parts, noted), events=(*article.events, *told), more=None)
    if part.incoming is None or article.incoming is None:
        known = replace(known, detail=f"not whole: {part.target.url} ended in {noted.outcome}:{noted.reason}"[:300])
        return _instead(known, article.more, f"whole_page ended in {noted.outcome}:{noted.reason}")
    before = article.incoming.text
    text = _longer(before, part.incoming.text) if whole else _added(before, part.incoming.text)
    if text == before:
        return _instead(known, article.more, "whole_page shows no more than the first page")
    detail = f"{sum(one.outcome == 'read' for one in known.parts) + 1} pages joined"
    return replace(known, incoming=_with(article.incoming, text), detail=detail, more=None if whole else part.more)


def _instead(article: Visit, tried: More | None, problem: str) -> Visit:
    """Return the article to be read on page by page where the view of all of it, made by a site rule, gave no more."""
    if tried is None or not tried.by_rule:
        return article
    event = broken(tried.by_rule, problem, tried.url)
    return replace(article, events=(*article.events, event), more=More(tried.instead) if tried.instead else None)


def _longer(one: str, other: str) -> str:
    return other if len(other) > len(one) else one


def _added(before: str, further: str) -> str:
    """Return the text with those lines of a further page that it does not have: each page repeats head and boxes."""
    known = set(before.splitlines())
    fresh = [line for line in further.splitlines() if line.strip() and line not in known]
    return "\n".join([before, *fresh])[:MAX_TEXT] if fresh else before


def _with(incoming: Incoming, text: str) -> Incoming:
    return incoming.model_copy(update={"text": text})
