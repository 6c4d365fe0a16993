"""Rests, budgets and polling over several runs, and the spacing as the server sees it."""

from __future__ import annotations

import json
from datetime import timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest
from sqlalchemy import update

from core.clock import now
from core.db.tables import host_states, polls
from core.store import events, frontier
from core.store import hosts as host_store
from core.store import sources as source_store
from tests.integration.crawler.conftest import Desk
from tests.integration.crawler.outlet import Outlet, rss


def listed(outlet: Outlet, count: int) -> list[str]:
    urls = [outlet.article(f"/a{n}.html", n) for n in range(count)]
    outlet.page("/rss.xml", rss(urls), kind="text/xml")
    return urls


def host_of(outlet: Outlet) -> str:
    return outlet.home.removeprefix("http://").partition(":")[0]


def rest_of(desk: Desk, outlet: Outlet) -> host_store.HostState:
    with desk.database.read() as connection:
        return host_store.states(connection)[host_of(outlet)]


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [("120", 110, 121), ("1000000000", 86_000, 86_401), ("-1", 290, 301), ("", 290, 301), ("0", 50, 61)],
)
@pytest.mark.parametrize("status", [429, 503])
def test_host_that_asks_for_a_rest_gets_it_over_runs(
    desk: Desk, outlet: Outlet, status: int, header: str, least: int, most: int
) -> None:
    if status == 503 and header not in ("120", ""):
        pytest.skip("the header is read the same for both")
    urls = listed(outlet, 3)
    for path in ("/a0.html", "/a1.html", "/a2.html"):
        outlet.page(path, "later", status=status, headers={"Retry-After": header} if header else {})
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"], spacing=0.2)

    first = desk.crawl()

    assert first["outcomes"] == {"read": 1, f"failed:http_{status}": 1}
    state = rest_of(desk, outlet)
    assert state.rest_until is not None
    assert least <= (state.rest_until - now()).total_seconds() <= most
    asked = len(outlet.log)
    second = desk.crawl()
    assert (second["total"], len(outlet.log)) == (0, asked)  # it rests, nothing is asked and nothing is lost
    with desk.database.read() as connection:
        waiting = {one.url for one in frontier.waiting(connection, "luwu-pagi", 10)}
    assert len(waiting & set(urls)) == 2

    with desk.database.write() as connection:
        connection.execute(update(host_states).values(rest_until=now() - timedelta(seconds=1)))
    for number in range(3):
        outlet.article(f"/a{number}.html", number)
    third = desk.crawl()
    assert third["outcomes"]["stored"] == 2
    assert rest_of(desk, outlet).failures == 0


def test_budget_of_a_day_is_kept_and_told(desk: Desk, outlet: Outlet) -> None:
    listed(outlet, 9)
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"], daily_requests=6)

    first = desk.crawl()

    assert len(outlet.log) == 6  # robots.txt and the feed count too
    assert first["outcomes"]["stored"] == 4
    assert desk.crawl()["total"] == 0
    with desk.database.read() as connection:
        told = [(one.kind, one.source_id, one.detail, one.times) for one in events.listed(connection)]
    assert told == [("budget_spent", "luwu-pagi", host_of(outlet), 2)]

    with desk.database.write() as connection:
        connection.execute(update(host_states).values(day=(now() - timedelta(days=1)).date()))
    third = desk.crawl()
    assert third["outcomes"]["stored"] == 4, (third, outlet.log)


def test_scheduled_crawl_reads_what_is_due(desk: Desk, outlet: Outlet) -> None:
    listed(outlet, 2)
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"])
    assert desk.crawl("--due")["outcomes"]["stored"] == 2
    feeds = outlet.asked()[f"{outlet.home}/rss.xml"]

    assert desk.crawl("--due")["run"] == 0  # nothing to do, no run
    assert outlet.asked()[f"{outlet.home}/rss.xml"] == feeds

    with desk.database.write() as connection:
        connection.execute(update(polls).values(next_at=now()))
    desk.crawl("--due")
    assert outlet.asked()[f"{outlet.home}/rss.xml"] == feeds + 1
    desk.crawl()  # a person reads at once
    assert outlet.asked()[f"{outlet.home}/rss.xml"] == feeds + 2


def test_host_is_never_asked_faster_than_the_spacing(desk: Desk, outlet: Outlet) -> None:
    urls = listed(outlet, 4)
    outlet.page("/moved.html", b"", status=301, headers={"Location": "/a3.html"})
    outlet.page("/broken.html", "oops", status=500)
    outlet.page(
        "/rss.xml", rss([*urls[:3], f"{outlet.home}/moved.html", f"{outlet.home}/broken.html"]), kind="text/xml"
    )
    outlet.page("/other.xml", rss([f"{outlet.home}/missing.html"]), kind="text/xml")
    for name, feed in (("luwu-pagi", "rss"), ("luwu-sore", "other")):  # two sources, one host
        desk.source(name, outlet.home, feeds=[f"{outlet.home}/{feed}.xml"], spacing=0.3)

    desk.crawl()

    assert len(outlet.times) >= 11  # robots, two feeds, five articles, a redirect, three tries of a broken page
    gaps = [later - sooner for sooner, later in pairwise(sorted(outlet.times))]
    assert min(gaps) >= 0.29


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (404, b"", "stored"),
        (200, b"User-agent: *\nDisallow: /\n", "rejected:robots"),
        (200, b"# " + b"x" * 5_000_000 + b"\nUser-agent: *\nDisallow: /\n", "stored"),
        (200, b"User-agent: *\nDisallow: /\n# " + b"x" * 5_000_000, "rejected:robots"),
        (500, b"", "failed:robots_unreachable"),
        (429, b"", "failed:robots_unreachable"),
        (200, b"User-agent: *\nCrawl-delay: 86400\n", "failed:crawl_delay"),
        (200, b"User-agent: SuarBot\nDisallow: /a\n\nUser-agent: *\nAllow: /\n", "rejected:robots"),
        (200, b"\xff\xfe\x00junk" * 1000, "stored"),
    ],
    ids=["none", "all", "huge", "huge behind", "broken", "too many", "a day", "ours", "junk"],
)
def test_robots(desk: Desk, outlet: Outlet, status: int, body: bytes, outcome: str) -> None:
    url = outlet.article("/a1.html", 1)
    outlet.page("/robots.txt", body, status=status, kind="text/plain")
    done = desk.suar("crawl", "--demo", "--sources", str(desk.sources), "--url", url)
    assert json.loads(done.stdout)["outcome"] == outcome


@pytest.mark.parametrize(
    ("asked", "least", "most"), [("86400", 86_300, 86_401), ("1e12", 86_300, 86_401), ("300", 200, 301)]
)
def test_long_crawl_delay_is_kept_over_runs_and_shown(
    desk: Desk, outlet: Outlet, asked: str, least: int, most: int
) -> None:
    listed(outlet, 2)
    outlet.page("/robots.txt", f"User-agent: *\nCrawl-delay: {asked}\n", kind="text/plain")
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"])
    assert desk.crawl()["outcomes"] == {"failed:crawl_delay": 1}
    assert desk.crawl()["total"] == 0
    assert [path for path, _ in outlet.log] == ["/robots.txt"]
    state = rest_of(desk, outlet)
    assert state.rest_until is not None
    assert least <= (state.rest_until - now()).total_seconds() <= most
    with desk.database.read() as connection:
        assert "crawl_delay" in source_store.get(connection, "luwu-pagi").last_error


def test_next_run_keeps_the_distance_to_the_last_one(desk: Desk, outlet: Outlet) -> None:
    url = outlet.article("/a1.html", 1)
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"], spacing=2.5)
    for _ in range(2):
        desk.suar("crawl", "--demo", "--sources", str(desk.sources), "--url", url)
    assert len(outlet.times) == 4  # robots.txt and the article, twice
    assert min(later - sooner for sooner, later in pairwise(outlet.times)) >= 2.5


def test_robots_that_never_comes_means_no(desk: Desk, outlet: Outlet) -> None:
    url = outlet.article("/a1.html", 1)
    outlet.page("/robots.txt", "", kind="text/plain", wait=6.0)
    done = desk.suar("crawl", "--demo", "--sources", str(desk.sources), "--url", url)
    answer = json.loads(done.stdout)
    assert (answer["outcome"], answer["detail"][:8]) == ("failed:robots_unreachable", "timeout:")
    assert outlet.asked() == {}


def test_retry_after_may_be_a_date(desk: Desk, outlet: Outlet) -> None:
    until = now() + timedelta(minutes=20)
    listed(outlet, 1)
    outlet.page("/a0.html", "later", status=429, headers={"Retry-After": format_datetime(until, usegmt=True)})
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"])
    desk.crawl()
    state = rest_of(desk, outlet)
    assert state.rest_until is not None
    assert abs((state.rest_until - until).total_seconds()) < 5
