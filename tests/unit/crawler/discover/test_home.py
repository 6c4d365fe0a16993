"""Where a home page says that articles are listed, and which addresses look like articles."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discover.article_links import ARTICLE_PATTERN
from crawler.discover.home import COMMON_FEEDS, COMMON_SITEMAPS, MAX_FEEDS, read_home
from crawler.discover.robots_sitemaps import read_robots

HOME = "https://www.luwu.example/"


@pytest.mark.parametrize(
    "path",
    [
        "2026/11/20/bupati-luwu-lantik-pejabat",
        "2026/11/banjir",
        "read/2026/11/20/123456/banjir-luwu",
        "berita/4512398/banjir",
        "berita/d-7651234/banjir-rendam-desa",
        "bupati-luwu-lantik-empat-puluh-pejabat/",
        "daerah/bupati-luwu-lantik-pejabat.html",
        "daerah/luwu/1234567/banjir",
        "news/detail/98765-banjir-luwu",
        "index.php/2026/11/20/banjir-luwu",
        "artikel/banjir-rendam-tiga-desa?page=all",
        "a/b/c/banjir-rendam-tiga-desa-di-luwu",
        "regional/tag-harga-pupuk-naik-lagi",
    ],
)
def test_addresses_of_articles(path: str) -> None:
    assert re.search(ARTICLE_PATTERN, HOME + path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "politik",
        "daerah/luwu",
        "tag/satu-dua-tiga-empat",
        "berita/tag/satu-dua-tiga-empat",
        "kategori/hukum-dan-kriminal-daerah",
        "indeks",
        "indeks/2026/11/20",
        "page/2",
        "author/satu-dua-tiga-empat",
        "search?q=satu-dua-tiga-empat",
        "pedoman-pemberitaan-media-siber",
        "tentang-kami-dan-redaksi-luwu",
        "privacy-policy-luwu-pagi-id",
        "wp-content/uploads/2026/11/foto-banjir-di-luwu.jpg",
        "wp-login.php",
        "2026/11/20/lampiran-berita-acara-rapat.pdf",
        "feed/",
        "login?next=/satu-dua-tiga-empat",
        "foto-banjir-di-luwu-utara.webp",
    ],
)
def test_addresses_of_other_pages(path: str) -> None:
    assert not re.search(ARTICLE_PATTERN, HOME + path)


def test_declared_feeds_come_first_guesses_after_and_lists_last() -> None:
    links = "".join(f'<a href="/satu-dua-tiga-berita-{n}">x</a>' for n in range(3))
    page = f"""<html><head><base href="{HOME}sub/">
    <link rel="alternate" type="application/rss+xml" title="Luwu Pagi » Umpan Komentar" href="/comments/feed/">
    <link rel="alternate" hreflang="en" href="/en/"><link rel="alternate" type="application/json" href="/wp-json/x">
    <link rel="alternate nofollow" type="application/rss+xml; charset=utf-8" href="feed.xml">
    <link rel="alternate" type="application/feed+json" href="//luwu.example/feed.json">
    <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)"></head>
    <body><a href="https://rss.luwu.example/x">langganan</a><a href="/kabar"> RSS </a>
    <a href="/indeks-berita">i</a>{links}
    </body></html>"""
    ways = read_home(page.encode(), HOME).ways
    assert [way.url for way in ways[:5]] == [
        f"{HOME}sub/feed.xml",
        "https://luwu.example/feed.json",
        "https://rss.luwu.example/x",
        f"{HOME}kabar",
        f"{HOME}robots.txt",
    ]
    assert [way.among_others for way in ways[:4]] == [True, True, False, False]
    guesses = [HOME + path[1:] for path in (*COMMON_FEEDS, *COMMON_SITEMAPS)]
    assert [way.url for way in ways[5:]] == [*guesses, f"{HOME}indeks-berita", HOME]


def test_a_page_of_a_hundred_feeds_gives_a_few() -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/f{n}">' for n in range(100))
    ways = read_home(f"<html><head>{links}</head><body>x</body></html>".encode(), HOME).ways
    assert sum(way.how == "declared by the home page" for way in ways) == MAX_FEEDS


@given(st.binary(max_size=300))
def test_never_raises(junk: bytes) -> None:
    assert all(way.url.startswith("https://") for way in read_home(b"<html><base href=" + junk, HOME).ways[:1])
    assert all(way.url.startswith("http") for way in read_robots(b"Sitemap: " + junk, HOME).ways)


def test_sitemaps_of_robots_txt() -> None:
    lines = "\ufeffUser-agent: *\nDisallow: /x\nsitemap: /peta.xml\nSitemap:https://www.luwu.example/news.xml # baru\n"
    found = read_robots((lines + "Sitemap: file:///etc/passwd\n" + "Sitemap: /s.xml\n" * 9).encode(), HOME)
    assert [way.url for way in found.ways][1:] == [f"{HOME}peta.xml", f"{HOME}s.xml"]
    assert found.ways[0].url.startswith(f"{HOME}news.xml")
    assert read_robots(b"User-agent: *\nDisallow:", HOME).problem == "no_sitemaps"
