"""A source that names only its home page: the crawl finds where its articles are listed, and remembers it."""

from __future__ import annotations

from collections.abc import Callable

from core.store import documents, ledger, sources, ways
from tests.integration.crawler.conftest import Desk
from tests.integration.crawler.outlet import Outlet, rss

SLUGS = [f"/berita/rapat-logistik-pemilu-di-luwu-{n}" for n in range(4)]


def _articles(outlet: Outlet) -> list[str]:
    return [outlet.article(path, number) for number, path in enumerate(SLUGS)]


def _home(outlet: Outlet, head: str = "", body: str = "") -> None:
    outlet.page("/", f"<html><head><title>Luwu Pagi</title>{head}</head><body><p>Beranda</p>{body}</body></html>")


def _declared(outlet: Outlet) -> tuple[str, str]:
    links = '<link rel="alternate" type="application/rss+xml" title="Komentar" href="/komentar/feed/">'
    _home(outlet, f'<base href="{outlet.home}/x/">{links}<link rel="ALTERNATE" type="application/rss+xml" href="../f">')
    outlet.feed(SLUGS, "/f")
    return "/f", "declared by the home page"


def _visible(outlet: Outlet) -> tuple[str, str]:
    _home(outlet, body='<a href="/tentang">Tentang</a><a href="/keluar/rss-kami">RSS</a>')
    outlet.feed(SLUGS, "/keluar/rss-kami")
    return "/keluar/rss-kami", "linked on the home page"


def _robots(outlet: Outlet) -> tuple[str, str]:
    _home(outlet)
    lines = f"User-agent: *\nAllow: /\nSitemap: {outlet.home}/tags.xml\nSITEMAP: {outlet.home}/peta-news.xml\n"
    outlet.page("/robots.txt", lines, kind="text/plain")
    urls = "".join(f"<url><loc>{outlet.home}{path}</loc></url>" for path in [*SLUGS, "/tag/luwu", "/redaksi"])
    outlet.page("/peta-news.xml", f"<urlset>{urls}</urlset>", kind="text/xml")
    return "/peta-news.xml", "named by robots.txt"


def _usual_feed(outlet: Outlet) -> tuple[str, str]:
    _home(outlet)
    outlet.page("/feed/", status=302, headers={"Location": "/"}, body=b"")
    outlet.page("/rss", "<html><body>Daftar RSS</body></html>")
    outlet.feed(SLUGS, "/rss.xml")
    return "/rss.xml", "usual place of feeds"


def _usual_sitemap(outlet: Outlet) -> tuple[str, str]:
    _home(outlet)
    outlet.page(
        "/sitemap.xml", _index(f"{outlet.home}/sitemap.xml", f"{outlet.home}/post-sitemap.xml"), kind="text/xml"
    )
    urls = "".join(f"<url><loc>{outlet.home}{path}</loc></url>" for path in SLUGS)
    outlet.page("/post-sitemap.xml", f"<urlset>{urls}</urlset>", kind="text/xml")
    return "/sitemap.xml", "usual place of sitemaps"


def _own_links(outlet: Outlet) -> tuple[str, str]:
    _home(outlet, body="".join(f'<a href="{path}">Berita</a>' for path in [*SLUGS, "/tag/satu-dua-tiga-empat"]))
    return "/", "links of the home page"


def _index(*urls: str) -> str:
    return f"<sitemapindex>{''.join(f'<sitemap><loc>{url}</loc></sitemap>' for url in urls)}</sitemapindex>"


SITES: list[Callable[[Outlet], tuple[str, str]]] = [
    _declared,
    _visible,
    _robots,
    _usual_feed,
    _usual_sitemap,
    _own_links,
]


def test_a_home_page_is_enough(desk: Desk) -> None:
    names = [site.__name__.strip("_").replace("_", "-") for site in SITES]
    outlets = {name: Outlet(f"127.0.1.{210 + n}") for n, name in enumerate(names)}
    expected = {}
    for number, (name, site) in enumerate(zip(outlets, SITES, strict=True)):
        outlet = outlets[name]
        urls = [outlet.article(path, 100 * number + n) for n, path in enumerate(SLUGS)]
        expected[name] = (outlet.home, urls, *site(outlet))
        desk.source(name, outlet.home)

    desk.crawl()

    for outlet in outlets.values():
        outlet.close()
    with desk.database.read() as connection:
        stored = {one.url for one in documents.recent(connection, limit=200)}
        for name, (home, urls, path, how) in expected.items():
            assert [(way.url, way.how) for way in ways.of(connection, name)] == [(home + path, how)]
            assert sources.get(connection, name).last_error == ""
            assert {url for url in stored if url and url.startswith(home)} == set(urls)
            told = [row.detail for row in ledger.entries(connection, source_id=name) if row.url == home + path]
            assert any(how in detail for detail in told)


def test_the_way_is_remembered_and_looked_for_again_when_it_ends(desk: Desk, outlet: Outlet) -> None:
    articles = _articles(outlet)
    _declared(outlet)
    desk.source("luwu-pagi", outlet.home)
    desk.crawl()
    outlet.log.clear()
    outlet.page("/f", "gone", status=410)
    _home(outlet, '<link rel="alternate" type="application/atom+xml" href="/g">')
    outlet.page("/g", rss(articles))
    desk.crawl("--limit", "1")
    assert [path for path, _ in outlet.log if path not in ("/robots.txt", *SLUGS)] == ["/f"]
    desk.crawl("--limit", "1")
    with desk.database.read() as connection:
        assert [way.url for way in ways.of(connection, "luwu-pagi")] == [f"{outlet.home}/g"]


def test_a_site_that_lists_nothing_says_so(desk: Desk, outlet: Outlet) -> None:
    _home(outlet, body="<a href='/kontak'>Kontak</a>")
    desk.source("luwu-pagi", outlet.home)
    summary = desk.crawl()
    assert summary["outcomes"] == {"read": 1, "failed:http_404": 10}
    with desk.database.read() as connection:
        assert "no list of articles was found" in sources.get(connection, "luwu-pagi").last_error
        assert ways.of(connection, "luwu-pagi") == []


def test_try_shows_the_way(desk: Desk, outlet: Outlet) -> None:
    _articles(outlet)
    _robots(outlet)
    done = desk.suar("sources", "try", outlet.home, "--demo")
    assert done.returncode == 0, done.stderr
    assert f"home: {outlet.home}/" in done.stdout
    assert "named by robots.txt; " in done.stdout
    assert "would be stored" in done.stdout


def test_loops_and_floods_of_sitemaps_end(desk: Desk, outlet: Outlet) -> None:
    home = outlet.home
    outlet.page("/a.xml", _index(f"{home}/b.xml", f"{home}/a.xml"), kind="text/xml")
    outlet.page("/b.xml", _index(f"{home}/a.xml", f"{home}/b.xml", f"{home}/c0.xml"), kind="text/xml")
    for depth in range(8):  # each index names the next one, and twelve more
        others = [f"{home}/x{depth}-{n}.xml" for n in range(12)]
        outlet.page(f"/c{depth}.xml", _index(f"{home}/c{depth + 1}.xml", *others), kind="text/xml")
    desk.source("luwu-pagi", home, sitemaps=[f"{home}/a.xml"])
    desk.crawl()
    asked = outlet.asked()
    assert max(asked.values()) == 1
    assert f"{home}/c1.xml" in asked
    assert f"{home}/c2.xml" not in asked
    assert len(asked) <= 50
