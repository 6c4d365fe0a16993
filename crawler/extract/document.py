"""Bytes of a page to what would be stored. Pure; runs in the child process, since hostile pages can hang any parser."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal

import trafilatura
from pydantic import AwareDatetime
from trafilatura.settings import Extractor

from core.schemas.document import Frozen
from core.schemas.factcheck import FactCheck
from core.schemas.incoming import MAX_TEXT, clean
from core.schemas.site import SiteRule
from crawler.discover.urls import accept_declared
from crawler.extract.clutter import clear
from crawler.extract.lines import article_lines
from crawler.extract.metadata import read_metadata
from crawler.extract.notices import is_notice
from crawler.extract.paging import Paging, find_paging
from crawler.extract.rough import excess, has_prose, rough_text, rough_title
from crawler.extract.ruled import LEAST_SHARE, content_of, is_paged, narrowed, tell, whole_address
from crawler.extract.tree import decode, parse_text

#: A text shorter than this is no article.
MIN_TEXT = 50
PageOutcome = Literal["ok", "no_text", "not_article", "suspicious", "failed"]


class Page(Frozen):
    """What was found in one page."""

    outcome: PageOutcome
    title: str = ""
    text: str = ""
    published_at: AwareDatetime | None = None
    published_raw: str = ""
    date_source: str = ""
    canonical_url: str | None = None
    language: str = ""
    #: The zone that the date was read in, and how sure that is.
    published_zone: str = ""
    published_confidence: float | None = None
    #: The page names a time in the future or before 2000: kept as `published_raw` only.
    date_suspicious: bool = False
    #: Where the article goes on.
    next_page: str | None = None
    #: Where all of it stands on one page.
    whole_page: str | None = None
    #: The page does not name that address itself: a site rule makes it.
    whole_by_rule: bool = False
    #: The fact-checks that the page publishes.
    fact_checks: tuple[FactCheck, ...] = ()
    #: Which field of the page the title was taken from: `h1`, `heading`, `json-ld`, `og`, `title`.
    title_source: str = ""
    #: The text is what stands outside the tags, since no parser could read the page: the article with all around it.
    partial: bool = False
    #: Why a person should look at the page.
    suspicion: str = ""
    #: What the site rule did not find; the generic way answers in its place.
    rule_lost: tuple[str, ...] = ()


#: How files begin that are served as pages: PDF, PNG, JPEG, GIF, ZIP (also XLSX and DOCX), gzip, RIFF.
_FILES = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF")
#: A text with a larger share of bytes that are no characters is a file that is no page, not a wrong charset: Indonesian
#: is nearly all ASCII, so that a page read in the wrong charset has below 1 % of them.
GARBLED = 0.05


def read_page(body: bytes, url: str, charset: str, zone: str, now: datetime, rule: SiteRule | None = None) -> Page:
    """Return title, text, date and address of a page. Raises: nothing that a page can provoke, but may hang."""
    if body.startswith(_FILES):
        return Page(outcome="not_article", suspicion="a file that is no page")
    text = decode(body, charset)
    broken = excess(text)
    if broken:
        return read_roughly(text, f"too many {broken}")
    tree = parse_text(text)
    if tree is None:
        return Page(outcome="no_text")
    said, lost = tell(tree, rule, read_metadata(tree, url, zone, now.astimezone(UTC)), zone, now.astimezone(UTC))
    paging = find_paging(tree, url)
    whole = _whole_by_rule(tree, url, paging, rule)
    article, missed = _article(tree, said.title, rule)
    lost = (*lost, missed) if missed else lost
    notice = is_notice(said.title, article, body, said.is_article)
    if article.count("\ufffd") > GARBLED * len(article):
        return Page(outcome="suspicious", suspicion="undecodable", title=said.title, language=said.language)
    if len(article) < MIN_TEXT:
        rough = read_roughly(text, "much text, nothing extracted")
        if has_prose(rough.text):
            return rough.model_copy(update={"rule_lost": lost})
        outcome: PageOutcome = "not_article" if notice else "no_text"
        return Page(outcome=outcome, title=said.title, language=said.language, rule_lost=() if notice else lost)
    if notice:
        return Page(outcome="not_article", title=said.title, language=said.language)
    return Page(
        outcome="ok",
        title=said.title,
        title_source=said.title_source,
        text=article[:MAX_TEXT],
        published_at=said.date.instant,
        published_raw=clean(said.date.raw),
        date_source=said.date.source,
        published_zone=said.date.zone,
        published_confidence=said.date.confidence,
        date_suspicious=said.date.suspicious,
        canonical_url=accept_declared(url, said.canonical_url) if url else said.canonical_url,
        language=said.language,
        next_page=paging.following or None,
        whole_page=paging.whole or whole or None,
        whole_by_rule=bool(whole),
        rule_lost=lost,
    )


def read_roughly(text: str, suspicion: str) -> Page:
    """Return what a page says without a parser: partial, and for a person to look at. Raises: nothing."""
    rough = rough_text(text)
    if len(rough) < MIN_TEXT or rough.count("\ufffd") > GARBLED * len(rough):
        rough = ""
    title = rough_title(text)
    return Page(
        outcome="suspicious",
        suspicion=suspicion,
        title=title,
        title_source="title" if title else "",
        text=rough,
        partial=bool(rough),
    )


def _article(tree: Any, title: str, rule: SiteRule | None) -> tuple[str, str]:
    """Return the text of the article, and what the rule missed. Changes the tree.

    A rule is believed only beside the generic way: a site that changes its layout must not lose its articles.
    """
    other = narrowed(tree, rule) if rule is not None and (rule.content or rule.drop) else None
    generic = _generic(tree, title)
    if other is None or rule is None:
        return generic, ""
    if not rule.content:
        ruled, key = _generic(other, title), "drop"
    else:
        found, key = content_of(other, rule), "content"
        if found is None:
            return generic, "content found nothing"
        ruled = clean(article_lines(found, title))
    if len(ruled) < max(MIN_TEXT, LEAST_SHARE * len(generic)):
        return generic, f"{key} left {len(ruled)} characters, the generic way reads {len(generic)}"
    return ruled, ""


def _generic(tree: Any, title: str) -> str:
    clear(tree)
    return clean(article_lines(_text(tree), title))


def _whole_by_rule(tree: Any, url: str, paging: Paging, rule: SiteRule | None) -> str:
    """Return the view of all pages where the rule knows one and the page, which goes on, names none."""
    if rule is None or not rule.whole_page or not url or paging.whole:
        return ""
    return whole_address(url, rule.whole_page) if paging.following or is_paged(tree, rule) else ""


def _text(tree: Any) -> str:
    # fast=True: F1 0.962 against 0.960 of the slower cascade on the extraction benchmark (181 pages, trafilatura 2.3)
    # at 15.7 ms a page instead of 19.2.
    document = trafilatura.bare_extraction(tree, options=_options())
    if document is None or isinstance(document, dict):
        return ""
    return (document.text or "").strip()


def _options() -> Extractor:
    return Extractor(output_format="python", fast=True, comments=False)
