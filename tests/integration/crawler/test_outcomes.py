"""Every URL of a crawl ends in exactly one outcome, and the sums are those of the server's own access log."""

from __future__ import annotations

import json

from core.store import documents, events, polls, sources
from crawler.politeness.polling import FIRST
from tests.integration.crawler.conftest import Desk
from tests.integration.crawler.outlet import Outlet, article_html, rss, zeros

NOT_FETCHED = {"rejected:robots"}


def test_every_way_a_page_can_end(desk: Desk, outlet: Outlet) -> None:
    expected = _serve_everything(outlet)
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"])

    summary = desk.crawl()

    assert desk.outcomes(summary["run"]) == expected
    assert summary["total"] == len(expected)
    fetched = {url for url, label in expected.items() if label not in NOT_FETCHED}
    assert set(outlet.asked()) == fetched
    retried = {url for url, times in outlet.asked().items() if times > 1}
    assert retried == {outlet.home + "/broken.html"}  # three times, one outcome
    with desk.database.read() as connection:
        stored = documents.recent(connection)
        assert len(stored) == summary["outcomes"]["stored"] == 5
        first = next(one for one in stored if one.url == outlet.home + "/a1.html")
        assert first.title == "Rapat logistik nomor 1 di Luwu"
        assert first.published_at is not None
        assert first.published_at.isoformat() == "2026-11-20T01:00:00+00:00"
        assert (first.title_from, first.partial) == ("h1", False)
        rough = next(one for one in stored if one.url == outlet.home + "/hidden.html")
        assert rough.partial
        told = {one.url: one.detail for one in events.listed(connection) if one.kind == "extraction_suspicious"}
        assert set(told) == {outlet.home + "/hidden.html", outlet.home + "/attributes.html"}
        assert told[rough.url].startswith("much text, nothing extracted")
        copies = [sight.url for one in stored for sight in documents.sightings_of(connection, one.id)]
        assert len(copies) == 1
        assert sources.get(connection, "luwu-pagi").last_error == ""


def _serve_everything(outlet: Outlet) -> dict[str, str]:
    home = outlet.home
    outlet.page("/robots.txt", "User-agent: *\nDisallow: /rahasia/\n", kind="text/plain")
    outlet.article("/a1.html", 1)
    outlet.article("/a2.html", 2)
    outlet.article("/moved-here.html", 3)
    outlet.article("/after-bomb.html", 4)
    outlet.page("/copy.html", article_html(2), wait=2.0)  # after the one it copies
    outlet.page("/empty.html", "<html><body><nav>Menu</nav></body></html>")
    outlet.page("/nothing.html", b"")
    outlet.page("/hidden.html", f"<html><body>{'<div>' * 400}{'kata ' * 900}{'</div>' * 400}</body></html>")
    outlet.page("/file.pdf", b"%PDF-1.4", kind="application/pdf")
    outlet.page("/broken.html", "oops", status=500)
    outlet.page("/moved.html", b"", status=301, headers={"Location": "/moved-here.html"})
    outlet.page("/away.html", b"", status=302, headers={"Location": "http://127.0.1.250/x"})
    outlet.page("/loop.html", b"", status=302, headers={"Location": "/loop.html#again"})
    outlet.page("/tofile.html", b"", status=302, headers={"Location": "file:///etc/passwd"})
    outlet.page("/bomb.html", zeros(60_000_000), headers={"Content-Encoding": "gzip"})
    outlet.page("/slow.html", "late", wait=6.0)
    outlet.page("/attributes.html", f"<html><body><p {' '.join(f'a{n}=1' for n in range(100_000))}>x</body></html>")
    outlet.page("/headers.html", "x", headers={f"X-{n}": "y" * 1000 for n in range(300)})
    ends = {
        "/rss.xml": "read",
        "/a1.html": "stored",
        "/a2.html": "stored",
        "/copy.html": "duplicate",
        "/empty.html": "rejected:no_text",
        "/nothing.html": "rejected:no_text",
        "/hidden.html": "stored",
        "/file.pdf": "rejected:not_html",
        "/missing.html": "failed:http_404",
        "/broken.html": "failed:http_500",
        "/moved.html": "rejected:redirected",
        "/moved-here.html": "stored",
        "/away.html": "rejected:offsite",
        "/loop.html": "rejected:redirected",
        "/tofile.html": "rejected:bad_redirect",
        "/bomb.html": "rejected:too_large",
        "/slow.html": "failed:timeout",
        "/attributes.html": "rejected:extraction_suspicious",
        "/headers.html": "rejected:headers_too_large",
        "/after-bomb.html": "stored",
        "/rahasia/1.html": "rejected:robots",
    }
    listed = [path for path in ends if path not in ("/rss.xml", "/moved-here.html")]
    extra = ["javascript:alert(1)", "http://127.0.1.250/elsewhere.html", home + "/a1.html?utm_source=rss#top"]
    outlet.page("/rss.xml", rss([home + path for path in listed] + extra), kind="application/rss+xml")
    return {home + path: label for path, label in ends.items()}


def test_discovery_pages_that_give_nothing(desk: Desk, outlet: Outlet) -> None:
    home = outlet.home
    bomb = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss version="2.0"></rss>'
    ends = {
        outlet.page("/html.xml", "<!DOCTYPE html><html><body>Situs sedang dirawat</body></html>"): "failed:not_a_feed",
        outlet.page("/junk.xml", "bukan apa-apa"): "failed:not_a_feed",
        outlet.page("/path.xml", "/etc/hostname"): "failed:not_a_feed",
        outlet.page("/empty.xml", rss([]), kind="application/rss+xml"): "failed:empty_feed",
        outlet.page("/bomb.xml", bomb, kind="text/xml"): "rejected:xml_dtd",
        home + "/gone.xml": "failed:http_404",
    }
    desk.source("luwu-pagi", home, feeds=list(ends))

    summary = desk.crawl()

    assert desk.outcomes(summary["run"]) == ends
    with desk.database.read() as connection:
        state = sources.get(connection, "luwu-pagi")
    assert state.last_success_at is None
    assert "failed:" in state.last_error or "rejected:" in state.last_error


def test_sitemaps_and_sections_lead_to_articles(desk: Desk, outlet: Outlet) -> None:
    home = outlet.home
    for number in (1, 2, 3, 4):
        outlet.article(f"/baca/{number}-berita.html", number)
    index = f"<sitemapindex><sitemap><loc>{home}/news.xml</loc></sitemap></sitemapindex>"
    outlet.page("/sitemap.xml", index, kind="text/xml")
    outlet.page("/news.xml", f"<urlset><url><loc>{home}/baca/1-berita.html</loc></url></urlset>", kind="text/xml")
    links = "".join(f'<a href="/baca/{n}-berita.html">Berita {n}</a><a href="/tag/{n}">x</a>' for n in (1, 2, 3, 4))
    outlet.page("/politik", f"<html><body>{links}</body></html>")
    section = {"url": f"{home}/politik", "article_pattern": r"/baca/\d+-"}
    desk.source("luwu-pagi", home, sitemaps=[f"{home}/sitemap.xml"], sections=[section])

    outcomes = desk.outcomes(desk.crawl()["run"])

    assert [outcomes[f"{home}/baca/{n}-berita.html"] for n in (1, 2, 3, 4)] == ["stored"] * 4
    assert {url for url, label in outcomes.items() if label == "read"} == {
        f"{home}/sitemap.xml",
        f"{home}/news.xml",
        f"{home}/politik",
    }


def test_a_feed_of_ten_thousand_items_is_capped_and_says_so(desk: Desk, outlet: Outlet) -> None:
    outlet.page("/rss.xml", rss([f"{outlet.home}/{n}.html" for n in range(10_000)]), kind="application/rss+xml")
    for number in range(3):
        outlet.article(f"/{number}.html", number)
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"])

    summary = desk.crawl("--limit", "3")

    assert summary["outcomes"] == {"read": 1, "stored": 3}
    shown = desk.suar("sources", "show", "luwu-pagi", "--sources", str(desk.sources)).stdout
    assert "10000 entries, truncated to 2000" in shown


def test_unreachable_source_and_unreachable_robots(desk: Desk, outlet: Outlet) -> None:
    gone = Outlet("127.0.1.240")
    gone.close()
    outlet.page("/robots.txt", "oops", status=500)
    outlet.feed(["/a.html"])
    desk.source("mati", gone.home, feeds=[f"{gone.home}/rss.xml"])
    desk.source("sakit", outlet.home, feeds=[f"{outlet.home}/rss.xml"])

    summary = desk.crawl()

    assert summary["outcomes"] == {"failed:robots_unreachable": 2}
    assert not outlet.asked()
    with desk.database.read() as connection:
        assert "robots_unreachable" in sources.get(connection, "mati").last_error


def test_one_page_by_its_address(desk: Desk, outlet: Outlet) -> None:
    url = outlet.article("/a1.html", 1)
    first = desk.suar("crawl", "--demo", "--url", url)
    again = desk.suar("crawl", "--demo", "--url", url)
    answers = [json.loads(done.stdout) for done in (first, again)]
    assert [answer["outcome"] for answer in answers] == ["stored", "unchanged"]
    assert answers[0]["document_id"] == answers[1]["document_id"]
    with desk.database.read() as connection:
        found = documents.get(connection, answers[0]["document_id"])
    assert (found.origin, found.source_id) == ("manual", "manual")


def test_loopback_needs_the_demo_flag(desk: Desk, outlet: Outlet) -> None:
    url = outlet.article("/a1.html", 1)
    refused = desk.suar("crawl", "--url", url)
    assert refused.returncode == 3
    assert json.loads(refused.stdout)["outcome"] == "rejected:address"
    elsewhere = desk.suar("crawl", "--demo", "--url", url.replace("127.0.1.", "127.0.0."))
    assert json.loads(elsewhere.stdout)["outcome"] == "rejected:address"
    assert outlet.log == []


def test_a_feed_that_is_replaced_by_a_notice_is_no_success(desk: Desk, outlet: Outlet) -> None:
    outlet.feed(["/a1.html"])
    outlet.article("/a1.html", 1)
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"])
    desk.crawl()
    outlet.page(
        "/rss.xml", "<!DOCTYPE html><html><title>Maintenance</title><body>Situs sedang diperbaiki</body></html>"
    )

    outcomes = desk.outcomes(desk.crawl()["run"])

    assert outcomes[f"{outlet.home}/rss.xml"] == "failed:not_a_feed"
    with desk.database.read() as connection:
        assert [one.kind for one in events.listed(connection)] == ["not_a_feed"]
        assert "not_a_feed" in sources.get(connection, "luwu-pagi").last_error
        state = polls.states(connection, [f"{outlet.home}/rss.xml"])[f"{outlet.home}/rss.xml"]
    assert state.interval == 2 * FIRST.total_seconds()  # asked for less often, not given up


def test_entries_that_come_and_go_are_fetched_once(desk: Desk, outlet: Outlet) -> None:
    paths = ["/a1.html", "/a2.html", "/a3.html"]
    for number, path in enumerate(paths):
        outlet.article(path, number)
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"])
    for shown in (paths, paths[:1], paths, paths[1:]):
        outlet.feed(shown)
        desk.crawl("--limit", "3")
    with desk.database.read() as connection:
        assert len(documents.recent(connection)) == 3
        assert events.listed(connection) == []
