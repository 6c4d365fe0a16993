"""Title, date, address and language of a page from its tree: JSON-LD, meta tags, `time` elements, visible text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from core.schemas.incoming import clean
from crawler.discover.urls import canonical
from crawler.extract.dates import parse_date

_META_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "publishdate",
    "pubdate",
    "content_publisheddate",
    "dc.date.issued",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "date",
)
#: A JSON-LD block longer than this is not parsed (a page's own is 1 to 20 kB).
_MAX_JSON = 200_000
#: A visible date as outlets print it near the headline: "Selasa, 17 November 2026 14:05 WIB", "17/11/2026 | 14.05 WIT".
_VISIBLE = re.compile(
    r"\d{1,2}[\s/.-]{1,2}(?:[A-Za-z]{3,9}|\d{1,2})[\s/.,-]{1,2}20\d{2}[\s,|.\-–—•()]{0,5}"
    r"(?:(?:pukul|pkl|jam)?\.?\s{0,2}\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s{0,2}(?:WIB|WITA|WIT)?)?"
)
#: How far down the page a visible date is looked for, in characters of text.
_VISIBLE_SPAN = 6_000
#: Headings that are compared with the declared title; a lower one counts from this length on (not "Kabar").
_MAX_HEADINGS = 50
_HEADLINE = 20


class PageDate(NamedTuple):
    """When a page says it was published, the string that said so, and where it stood."""

    instant: datetime | None
    raw: str
    source: str
    #: The zone it was read in, and how sure that is.
    zone: str = ""
    confidence: float | None = None
    #: No string gave a date, and the first that names one names an impossible one.
    suspicious: bool = False


class Metadata(NamedTuple):
    """What a page says about itself."""

    title: str
    title_source: str
    date: PageDate
    canonical_url: str | None
    language: str
    is_article: bool


def read_metadata(tree: Any, url: str, zone: str, now: datetime) -> Metadata:
    """Return what the page says about itself. Raises: nothing."""
    linked = list(_json_objects(tree))
    metas = _metas(tree)
    title, title_source = _title(tree, metas, linked)
    return Metadata(
        title=title,
        title_source=title_source,
        date=_date(tree, metas, linked, zone, now),
        canonical_url=_address(tree, metas, url),
        language=_language(tree),
        is_article=metas.get("og:type") == "article" or any("Article" in str(one.get("@type")) for one in linked),
    )


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def _json_objects(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "") or len(text) > _MAX_JSON:
            continue
        try:
            yield from _objects(json.loads(text, strict=False))
        except (ValueError, RecursionError):
            continue


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Give the objects of a JSON-LD block: itself, a list of them, or those in its `@graph`."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one
            graph = one.get("@graph")
            if isinstance(graph, list):
                yield from (part for part in graph if isinstance(part, dict))


def _title(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]]) -> tuple[str, str]:
    """Return the headline and the field it was taken from: a heading that the page's own title contains, else a field.

    A heading is what a reader sees; the fields are what a page says to machines, with its name behind the title.
    """
    declared = [("json-ld", str(one["headline"])) for one in linked if isinstance(one.get("headline"), str)]
    head = tree.find(".//head/title")
    declared += [("og", metas.get("og:title", "")), ("title", (head.text or "") if head is not None else "")]
    declared = [(source, line) for source, title in declared if (line := _line(title))]
    heads = list(_headings(tree, "h1"))
    for line in heads:
        if any(line.casefold() in title.casefold() for _, title in declared):
            return line, "h1"
    for line in _headings(tree, "h2", "h3"):
        if len(line) >= _HEADLINE and any(line.casefold() in title.casefold() for _, title in declared):
            return line, "heading"
    source, title = next(iter(declared + [("h1", line) for line in heads]), ("", ""))
    return title, source


def _headings(tree: Any, *tags: str) -> Iterator[str]:
    for node in islice(tree.iter(*tags), _MAX_HEADINGS):
        line = _line(node.text_content())
        if line:
            yield line


def _date(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]], zone: str, now: datetime) -> PageDate:
    unread: list[PageDate] = []
    for source, raw in _date_strings(tree, metas, linked):
        parsed = parse_date(raw, now, zone)
        if parsed.instant is not None:
            return PageDate(parsed.instant, raw, source, parsed.zone, parsed.confidence)
        unread.append(PageDate(None, raw, "", suspicious=parsed.suspicious))
    return next((one for one in unread if one.suspicious), unread[0] if unread else PageDate(None, "", ""))


def _date_strings(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for one in linked:
        if isinstance(one.get("datePublished"), str):
            yield "json-ld", one["datePublished"][:100]
    for name in _META_DATES:
        if name in metas:
            yield "meta", metas[name][:100]
    for node in tree.iter("time"):
        raw = (node.get("datetime") or node.text_content() or "").strip()
        if raw:
            yield "time", raw[:100]
    body = tree.find(".//body")
    if body is not None:
        for match in _VISIBLE.finditer(_visible_text(body)):
            yield "text", _line(match.group())


def _visible_text(body: Any) -> str:
    parts, length = [], 0
    for node in body.iter():
        text = node.text if node.tag not in ("script", "style", "noscript") else ""
        for part in (text, node.tail):
            if part and not part.isspace():
                parts.append(part)
                length += len(part)
        if length > _VISIBLE_SPAN:
            break
    return " ".join(parts)[:_VISIBLE_SPAN]


def _address(tree: Any, metas: dict[str, str], url: str) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").strip().lower() == "canonical":
            return canonical(link.get("href") or "", url)
    return canonical(metas["og:url"], url) if metas.get("og:url") else None


def _language(tree: Any) -> str:
    code = (tree.get("lang") or "").strip().lower().replace("_", "-").partition("-")[0]
    return code if code.isalpha() and code.isascii() and len(code) in (2, 3) else ""


def _line(text: str) -> str:
    return clean(" ".join(text.split()))[:500]
