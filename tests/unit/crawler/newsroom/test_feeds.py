"""Feeds, sitemaps and section pages list every article of the outlet, and Suar's own readers understand them."""

from __future__ import annotations

import feedparser
from defusedxml.ElementTree import fromstring

from crawler.newsroom.breakage import SECOND_FEED
from crawler.newsroom.markup import SECTIONS
from crawler.newsroom.site import FEED_PATHS, Site

_LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def urls(site: Site) -> set[str]:
    return {site.base + item.path for item in site.items}


def test_rss_and_atom_list_everything_with_dates(sites: list[Site]) -> None:
    for site in sites:
        for name in ("rss", "atom"):
            feed = feedparser.parse(site.answer(FEED_PATHS[name]).body)
            assert not feed.bozo
            assert "rekaan" in feed.feed.title
            assert {entry.link for entry in feed.entries} == urls(site)
            dates = {entry.link: tuple(entry.published_parsed[:5]) for entry in feed.entries}
            assert dates == {site.base + item.path: tuple(item.published.timetuple()[:5]) for item in site.items}


def test_sitemaps_list_everything(sites: list[Site]) -> None:
    for site in sites:
        news = fromstring(site.answer(FEED_PATHS["news_sitemap"]).body.decode())
        assert {loc.text for loc in news.iter(_LOC)} == urls(site)
        index = fromstring(site.answer(FEED_PATHS["sitemap_index"]).body.decode())
        parts = [str(loc.text).removeprefix(site.base) for loc in index.iter(_LOC)]
        assert len(parts) == 2
        listed = [loc.text for part in parts for loc in fromstring(site.answer(part).body.decode()).iter(_LOC)]
        assert sorted(str(url) for url in listed) == sorted(urls(site))


def test_section_pages_list_the_articles_of_their_section(sites: list[Site]) -> None:
    site = sites[0]
    for section in SECTIONS:
        page = site.answer(f"/{section}").body.decode()
        assert all((f'"{site.base}{item.path}"' in page) is (item.section == section) for item in site.items)


def test_second_feeds_are_broken_where_planted(sites: list[Site]) -> None:
    answers = {site.outlet.id: site.answer(SECOND_FEED) for site in sites}
    assert answers["warta-deli"].content_type.startswith("text/html")
    assert feedparser.parse(answers["flobamora-kini"].body).entries == []
    assert answers["lentera-selatan"].status == 404


def test_robots_forbids_one_folder_and_one_listed_article_lies_there(sites: list[Site]) -> None:
    assert all(b"Disallow: /khusus/" in site.answer("/robots.txt").body for site in sites)
    assert [item.path for site in sites for item in site.items if item.path.startswith("/khusus/")] == [
        "/khusus/liputan-berbayar-pesisir"
    ]
