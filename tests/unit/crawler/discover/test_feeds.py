"""Tests of the feed, sitemap and section readers."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest

from crawler.discover.feeds import read_feed
from crawler.discover.sections import read_section
from crawler.discover.sitemaps import read_sitemap

URL = "https://berita.example/rss.xml"
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Satu</title>
<link href="/1"/><updated>2026-11-20T09:00:00+08:00</updated></entry></feed>"""


def _rss(items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


def test_rss_and_atom() -> None:
    rss = _rss(
        "<item><title>Satu</title><link>/1?utm_source=x</link><pubDate>Rab, 18 Nov 2026 10:00 WIB</pubDate></item>"
    )
    found = read_feed(rss, URL, 10)
    assert [(link.url, link.title) for link in found.links] == [("https://berita.example/1", "Satu")]
    assert found.links[0].published_raw == "Rab, 18 Nov 2026 10:00 WIB"
    assert read_feed(ATOM, URL, 10).links[0].url == "https://berita.example/1"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "empty_feed"),
        (_rss(""), "empty_feed"),
        (b"<!DOCTYPE html><html></html>", "not_a_feed"),
        (b"\xef\xbb\xbf <HTML><body>login", "not_a_feed"),
        (b"halo", "not_a_feed"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"></rss>', "xml_dtd"),
        ('<!DOCTYPE r [<!ENTITY a "b">]><rss version="2.0"></rss>'.encode("utf-16"), "xml_dtd"),
        (_rss("<item><link>javascript:alert(1)</link></item>"), "empty_feed"),
    ],
)
def test_what_is_no_feed_has_a_name(body: bytes, problem: str) -> None:
    assert read_feed(body, URL, 10).problem == problem


def test_a_body_that_is_a_path_is_not_opened(tmp_path: Path) -> None:
    bait = tmp_path / "bait.xml"
    bait.write_bytes(_rss("<item><link>/bait</link></item>"))
    assert read_feed(str(bait).encode(), URL, 10).problem == "not_a_feed"


@pytest.mark.parametrize("tag", ["<item><link>/{n}</link></item>", "<entry><link href='/{n}'/></entry>"])
def test_ten_thousand_entries_are_cut_before_they_are_parsed(tag: str) -> None:
    items = "".join(tag.format(n=n) for n in range(10_000))
    body = _rss(items) if "item" in tag else f'<feed xmlns="http://www.w3.org/2005/Atom">{items}</feed>'.encode()
    started = time.perf_counter()
    found = read_feed(body, URL, 50)
    assert (len(found.links), found.total) == (50, 10_000)
    assert found.links[49].url == "https://berita.example/49"
    assert time.perf_counter() - started < 2


def test_sitemaps_newest_first_also_zipped() -> None:
    body = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
    <url><loc>https://berita.example/old</loc><lastmod>2026-11-01</lastmod></url>
    <url><loc>https://berita.example/new</loc><news:news><news:publication_date>2026-11-20T01:00:00Z</news:publication_date>
    <news:title>Baru</news:title></news:news></url></urlset>"""
    for given in (body, gzip.compress(body)):
        found = read_sitemap(given, URL, 10)
        assert [link.url for link in found.links] == ["https://berita.example/new", "https://berita.example/old"]
        assert found.links[0].title == "Baru"
    assert read_sitemap(gzip.compress(bytes(30_000_000)), URL, 10).problem == "too_large"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"<urlset></urlset>", "empty_sitemap"),
        (b"<rss version='2.0'></rss>", "not_a_sitemap"),
        (b"<html></html>", "not_a_sitemap"),
        (b"", "not_a_sitemap"),
        (b"<!DOCTYPE u [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><urlset>&x;</urlset>", "xml_dtd"),
    ],
)
def test_what_is_no_sitemap_has_a_name(body: bytes, problem: str) -> None:
    assert read_sitemap(body, URL, 10).problem == problem


def test_sections_take_only_links_that_match() -> None:
    page = b"<a href='/read/1'>Satu</a><a href='/tag/x'>x</a><a href='/read/1#k'>lagi</a><a href='/read/2'>Dua</a>"
    found = read_section(page, "https://berita.example/", r"/read/\d+$", 10)
    assert [(link.url[-1], link.title) for link in found.links] == [("1", "Satu"), ("2", "Dua")]
    assert read_section(b"<p>x</p>", URL, "x", 10).problem == "empty_section"
    assert read_section(b"", URL, "x", 10).problem == "not_html"


def test_sections_read_relative_links_against_the_base_of_the_page() -> None:
    page = (
        b"<html><head><base href='https://berita.example/arsip/'></head><body><a href='read/1'>Satu</a></body></html>"
    )
    assert [link.url for link in read_section(page, URL, "/read/", 10).links] == ["https://berita.example/arsip/read/1"]


def test_an_index_leaves_out_sitemaps_of_tags_and_is_bounded() -> None:
    names = [
        "post-sitemap.xml",
        "category-sitemap.xml",
        "post_tag-sitemap2.xml",
        "author-sitemap.xml",
        "sitemap-page.xml",
    ]
    index = "".join(f"<sitemap><loc>https://berita.example/{name}</loc></sitemap>" for name in names)
    found = read_sitemap(f"<sitemapindex>{index}</sitemapindex>".encode(), URL, 10)
    assert found.sitemaps == ("https://berita.example/post-sitemap.xml",)


def test_a_sitemap_of_sixty_thousand_addresses_is_cut_quickly() -> None:
    urls = "".join(f"<url><loc>https://berita.example/{n}</loc></url>" for n in range(60_000))
    started = time.process_time()
    found = read_sitemap(gzip.compress(f"<urlset>{urls}</urlset>".encode()), URL, 2_000)
    assert (len(found.links), found.total) == (2_000, 50_000)
    assert time.process_time() - started < 5
