"""The demo's folder holds definitions that the crawler loads, and posts that the import reads."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

from crawler.newsroom.content import Content
from crawler.newsroom.server import Newsroom
from crawler.newsroom.site import Site
from crawler.newsroom.sources import SPACING, as_toml, prepare, sources
from crawler.sources import load_source
from tests.unit.crawler.newsroom.conftest import ANCHOR


def test_definitions_survive_being_written_and_loaded(tmp_path: Path) -> None:
    for source in sources(9999):
        path = tmp_path / f"{source.id}.toml"
        path.write_text(as_toml(source), "utf-8")
        assert load_source(path) == source


def test_outlets_are_enabled_fictional_and_near(content: Content) -> None:
    outlets = [source for source in sources(9999) if source.kind != "import"]
    assert len(outlets) == len(content.outlets)
    for source in outlets:
        assert (source.enabled, source.fictional, source.spacing) == (True, True, SPACING)
        assert source.home_url.startswith("http://127.0.1.")
        assert source.feeds or source.sitemaps or source.sections
        assert "rekaan" in source.name


def test_every_means_of_discovery_is_used() -> None:
    outlets = sources(9999)
    feeds = " ".join(url for source in outlets for url in source.feeds)
    sitemaps = " ".join(url for source in outlets for url in source.sitemaps)
    assert all(path in feeds for path in ("/feed", "/atom.xml", "/feed/kedua"))
    assert all(path in sitemaps for path in ("/news-sitemap.xml", "/sitemap.xml"))
    assert sum(1 for source in outlets if source.sections) >= 2


def test_section_patterns_match_the_articles_and_nothing_else(sites: list[Site]) -> None:
    by_id = {source.id: source for source in sources(8790)}
    for site in sites:
        for section in by_id[site.outlet.id].sections:
            wanted = re.compile(section.article_pattern)
            assert all(wanted.search(site.base + item.path) for item in site.items)
            for path in ("/", "/politik", "/tag/politik", "/laman/0", "/feed", "/robots.txt"):
                assert not wanted.search(site.base + path)


def test_prepare_writes_sources_and_posts(tmp_path: Path, content: Content) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "gone.toml").write_text("")
    prepare(Newsroom(content, port=9999), tmp_path, ANCHOR)
    assert len(list((tmp_path / "sources").iterdir())) == len(content.outlets) + 1
    rows = [json.loads(line) for line in (tmp_path / "posts.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == len(content.posts)
    assert all(set(row) == {"id", "kind", "title", "text", "published_at", "source_region"} for row in rows)
    times = [datetime.fromisoformat(row["published_at"]) for row in rows]
    assert times == sorted(times)
    assert times[-1] <= ANCHOR
