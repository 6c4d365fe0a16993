"""Every page holds its article and says that it is fictional; extraction gets the article out of every style."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import get_args

import pytest
import trafilatura

from crawler.extract.document import read_page
from crawler.newsroom.breakage import Broken
from crawler.newsroom.content import Article, Style, paragraphs
from crawler.newsroom.site import Item, Site
from tests.unit.crawler.newsroom.conftest import ANCHOR

_TAGS = re.compile(r"<[^>]+>")
_WORD = re.compile(r"\w+")


def articles(site: Site) -> list[tuple[Item, Article]]:
    return [(item, item.made_of) for item in site.items if isinstance(item.made_of, Article)]


def test_every_style_is_used(sites: list[Site]) -> None:
    assert {site.outlet.style for site in sites} == set(get_args(Style))


def test_every_page_holds_its_text_and_says_that_it_is_fictional(sites: list[Site]) -> None:
    for site in sites:
        for item, article in articles(site):
            answer = site.answer(item.path)
            page = answer.body.decode()
            shown = " ".join(html.unescape(_TAGS.sub("", page)).split())
            assert answer.status == 200
            assert page.count("rekaan") >= 4
            assert article.title in shown
            assert all(" ".join(part.split()) in shown for part in paragraphs(article.body)), article.key
            assert f'<link rel="canonical" href="{site.base}{item.path}">' in page


def test_lists_robots_and_pages_of_the_house_say_so_too(sites: list[Site]) -> None:
    for path in ("/", "/politik", "/laman/0", "/tidak-ada"):
        assert b"rekaan" in sites[0].answer(path).body
    assert sites[0].answer("/tidak-ada").status == 404


def test_what_is_hostile_in_a_text_is_escaped(sites: list[Site]) -> None:
    site = sites[0]
    item, article = articles(site)[0]
    nasty = article.model_copy(update={"title": "</title><script>x()</script>", "body": "A & B <img onerror=x>"})
    page = Site(site.outlet, [nasty], [], 8790, ANCHOR).answer(item.path).body.decode()
    assert "<script>x()" not in page
    assert "<img onerror" not in page
    assert "A &amp; B &lt;img" in page


def test_plain_extraction_recovers_every_article(sites: list[Site]) -> None:
    """Measured 2026: 100 % of the words on every style; 90 % is the floor below which a style would be unfair."""
    for site in sites:
        for item, article in articles(site)[::4]:
            text = trafilatura.extract(site.answer(item.path).body.decode(), include_comments=False) or ""
            lines = [line for line in text.splitlines() if not line.casefold().startswith("baca juga")]
            wanted, got = (Counter(_WORD.findall(part)) for part in (article.body, "\n".join(lines)))
            assert sum((wanted & got).values()) >= 0.9 * sum(wanted.values()), article.key
            assert sum((wanted & got).values()) >= 0.9 * sum(got.values()), article.key


def test_suars_own_extraction_finds_title_date_and_address(sites: list[Site]) -> None:
    for site in sites:
        for item, article in articles(site)[::5]:
            url = site.base + item.path
            page = read_page(site.answer(item.path).body, url, "utf-8", site.outlet.zone, ANCHOR)
            assert (page.title, page.published_at, page.canonical_url) == (article.title, item.published, url)


def test_the_corrected_version_appears_when_it_is_time(sites: list[Site]) -> None:
    site = next(site for site in sites if any(article.later for _, article in articles(site)))
    item, article = next((item, article) for item, article in articles(site) if article.later)
    first, before = site.answer(item.path), site.answer("/atom.xml")
    site.corrected_at = ANCHOR
    second = site.answer(item.path)
    assert first.etag != second.etag
    assert html.escape(paragraphs(article.later or "")[-1]).encode() in second.body
    assert (second.modified, first.modified) == (ANCHOR, item.published)
    assert site.answer("/atom.xml").etag != before.etag


def test_the_amp_address_leads_to_the_article(sites: list[Site]) -> None:
    for site in sites:
        item, _ = articles(site)[0]
        answer = site.answer(item.path.rstrip("/") + "/amp")
        assert (answer.status, answer.location) == (301, site.base + item.path)


@pytest.mark.parametrize(
    ("kind", "status", "holds"),
    [
        ("missing", 404, b"tidak ditemukan"),
        ("error", 500, b"Gangguan"),
        ("pdf", 200, b"%PDF-1.4"),
        ("no_text", 200, b'<div id="app"></div>'),
        ("redirect", 301, b"Pindah"),
        ("truncated", 200, b"CIANJUR"),
        ("disallowed", 200, b"SAYUNG"),
        ("charset", 200, "“Biji kopinya".encode()),
    ],
)
def test_broken_pages_are_broken_in_their_way(sites: list[Site], kind: str, status: int, holds: bytes) -> None:
    site, item = next(
        (site, item)
        for site in sites
        for item in site.items
        if isinstance(item.made_of, Broken) and item.made_of.kind == kind
    )
    answer = site.answer(item.path)
    assert answer.status == status
    assert holds in answer.body
    assert answer.cut is (kind == "truncated")
    assert ("iso-8859-1" in answer.content_type) is (kind == "charset")
