"""What people are told of a site rule: which file was used on a page, and that it no longer fits. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

from core.schemas.event import Noticed
from core.sites import NamedRule
from crawler.extract.document import Page


def used(named: NamedRule | None, page: Page) -> str:
    """Return the rule of a page and what it missed, or nothing where there is none. Raises: nothing."""
    if named is None:
        return ""
    unseen = "" if named.rule.verified else ", not verified"
    return f"{named.path.name}{unseen}: {'; '.join(page.rule_lost) or 'used'}"


def misfit(named: NamedRule | None, page: Page, url: str) -> tuple[Noticed, ...]:
    """Return the event of a rule that missed something on a page. Raises: nothing."""
    return (broken(named.path.name, "; ".join(page.rule_lost), url),) if named is not None and page.rule_lost else ()


def broken(file: str, problem: str, url: str) -> Noticed:
    """Return the event of a rule that does not fit: one for each host, which counts up with every page.

    Its kind is that of single pages: `format_changed` is opened and closed by the judge of the source's health, who
    would close it at once, since the generic way still gives texts. Raises: nothing.
    """
    parts = urlsplit(url)
    detail = f"site rule {file} no longer fits: {problem}; last seen at {url}"
    return Noticed(kind="extraction_suspicious", detail=detail, url=f"{parts.scheme}://{parts.netloc}/")
