"""The second run, edits, interruption, two crawls at once, politeness: what a crawl does over time."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from core.clock import now
from core.db.engine import Database
from core.db.tables import documents as documents_table
from core.db.tables import host_states
from core.store import documents
from tests.integration.crawler.conftest import Desk
from tests.integration.crawler.outlet import Outlet, article_html

Wait = Callable[[Callable[[], bool]], None]


def _count(desk: Desk) -> int:
    with desk.database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(documents_table)).scalar_one())


def test_second_run_asks_conditionally_and_notices_edits(desk: Desk, outlet: Outlet) -> None:
    home = outlet.home
    paths = [f"/a{n}.html" for n in range(4)]
    for number, path in enumerate(paths):
        outlet.article(path, number, etag=number != 1)
    outlet.feed(paths)
    desk.source("luwu-pagi", home, feeds=[f"{home}/rss.xml"])
    desk.crawl()
    outlet.log.clear()
    outlet.article("/a2.html", 22, etag=True, title="Rapat logistik di Luwu ditunda")

    second = desk.crawl()

    assert desk.outcomes(second["run"]) == {
        f"{home}/rss.xml": "read",
        f"{home}/a0.html": "unchanged",
        f"{home}/a1.html": "unchanged",
        f"{home}/a2.html": "revision",
        f"{home}/a3.html": "unchanged",
    }
    assert [status for path, status in outlet.log if path in ("/a0.html", "/a3.html")] == [304, 304]
    with desk.database.read() as connection:
        edited = documents.find_url(connection, f"{home}/a2.html")
        assert edited is not None
        now_stored, before = documents.get(connection, edited), documents.revisions_of(connection, edited)
    assert (now_stored.title, now_stored.revision) == ("Rapat logistik di Luwu ditunda", 2)
    assert [old.title for old in before] == ["Rapat logistik nomor 2 di Luwu"]
    assert _count(desk) == 4


def test_an_unchanged_feed_is_not_sent_again(desk: Desk, outlet: Outlet) -> None:
    outlet.article("/a.html", 1, etag=True)
    outlet.feed(["/a.html"], headers={"ETag": '"feed-1"'})
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"])
    desk.crawl()
    assert desk.crawl()["outcomes"] == {"unchanged": 2}


def _slow_outlet(desk: Desk, outlet: Outlet, count: int) -> None:
    paths = [f"/a{n}.html" for n in range(count)]
    for number, path in enumerate(paths):
        outlet.article(path, number)
    outlet.feed(paths, headers={"ETag": '"same"'})
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"], spacing=0.15)


def test_interrupted_by_hand_then_goes_on(desk: Desk, outlet: Outlet, wait_until: Wait) -> None:
    _slow_outlet(desk, outlet, 25)
    process = desk.start()
    wait_until(lambda: len(outlet.log) >= 8)
    before = len(outlet.log)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)

    assert process.returncode == 130, errors
    assert len(outlet.log) - before < 6  # in the two seconds of grace 13 more would have their turn
    assert "Traceback" not in errors
    run = desk.last_run()
    assert run.state == "interrupted"
    first = desk.outcomes(run.id)
    assert set(first) == set(outlet.asked())
    stored = sum(label == "stored" for label in first.values())
    assert 0 < stored == _count(desk) < 25

    desk.crawl()
    assert _count(desk) == 25


def test_killed_then_goes_on(desk: Desk, outlet: Outlet, wait_until: Wait) -> None:
    _slow_outlet(desk, outlet, 12)
    process = desk.start()
    wait_until(lambda: _count(desk) >= 2)
    process.kill()
    process.communicate(timeout=30)
    killed = desk.last_run()
    assert killed.state == "running"
    assert sum(label == "stored" for label in desk.outcomes(killed.id).values()) == _count(desk)

    summary = desk.crawl()

    assert summary["state"] == "done"
    assert _count(desk) == 12
    assert not set(desk.outcomes(summary["run"]).values()) & {"duplicate", "revision"}


def test_two_crawls_of_one_source_exclude_each_other(desk: Desk, outlet: Outlet, wait_until: Wait) -> None:
    _slow_outlet(desk, outlet, 200)
    process = desk.start()
    wait_until(lambda: len(outlet.log) >= 3)
    second = desk.suar("crawl", "--demo", "--sources", str(desk.sources), "--source", "luwu-pagi")
    assert process.poll() is None
    assert second.returncode == 5
    assert second.stderr.strip().startswith("suar: Another crawl is reading luwu-pagi now.")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert max(outlet.asked().values()) == 1


def test_requests_to_a_host_keep_their_distance(desk: Desk, outlet: Outlet) -> None:
    outlet.page("/robots.txt", "User-agent: *\nCrawl-delay: 0.4\n", kind="text/plain")
    for number in range(4):
        outlet.article(f"/a{number}.html", number)
    outlet.feed([f"/a{number}.html" for number in range(4)])
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"], spacing=0.1)
    desk.crawl()
    gaps = [later - earlier for earlier, later in zip(outlet.times[1:], outlet.times[2:], strict=False)]
    assert min(gaps) >= 0.3, gaps  # 0.4 at the client; the server's clock is read a little later or sooner


def test_a_host_that_asks_for_rest_is_left_alone(desk: Desk, outlet: Outlet) -> None:
    outlet.page("/a0.html", "", status=429, headers={"Retry-After": "600"})
    for number in range(1, 5):
        outlet.article(f"/a{number}.html", number)
    outlet.feed([f"/a{number}.html" for number in range(5)])
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"], spacing=0.3)
    outcomes = desk.outcomes(desk.crawl()["run"])
    assert outcomes[f"{outlet.home}/a0.html"] == "failed:http_429"
    assert set(outlet.asked()) == set(outcomes)
    assert len(outcomes) < 6

    outlet.article("/a0.html", 0)
    with desk.database.write() as connection:  # ten minutes later
        connection.execute(update(host_states).values(rest_until=now() - timedelta(seconds=1)))
    desk.crawl()
    assert _count(desk) == 4  # a0 is tried again after ten minutes; the others were kept waiting, not forgotten


def test_a_typo_in_a_source_is_one_line(desk: Desk, outlet: Outlet) -> None:
    desk.source("luwu-pagi", outlet.home, feed=[f"{outlet.home}/rss.xml"])
    done = desk.suar("crawl", "--demo", "--sources", str(desk.sources))
    assert done.returncode == 4
    assert len(done.stderr.strip().splitlines()) == 1
    assert "luwu-pagi.toml: unknown key 'feed'. Allowed: id, name," in done.stderr


def test_a_closed_store_ends_the_crawl_with_its_reason(desk: Desk, outlet: Outlet) -> None:
    outlet.feed(["/a.html"])
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"])
    desk.database.dispose()
    (desk.data / "suar.db").write_bytes(b"not a database" * 100)
    done = desk.suar("crawl", "--demo", "--sources", str(desk.sources))
    assert done.returncode == 6
    assert len(done.stderr.strip().splitlines()) == 1


def test_nothing_enabled_says_what_to_do(desk: Desk) -> None:
    started = time.monotonic()
    done = desk.suar("crawl")
    assert (done.returncode, "suar sources enable" in done.stderr) == (0, True)
    assert time.monotonic() - started < 30


@pytest.mark.postgres
def test_the_same_crawl_into_postgresql(desk: Desk, outlet: Outlet, postgres_database: Database) -> None:
    outlet.article("/a1.html", 1, etag=True)
    outlet.page("/a2.html", article_html(1), wait=1.0)
    outlet.feed(["/a1.html", "/a2.html", "/missing.html"])
    desk.source("luwu-pagi", outlet.home, feeds=[f"{outlet.home}/rss.xml"])
    first = desk.crawl(SUAR_DATABASE_URL=postgres_database.url)
    second = desk.crawl(SUAR_DATABASE_URL=postgres_database.url)
    assert first["outcomes"] == {"read": 1, "stored": 1, "duplicate": 1, "failed:http_404": 1}
    assert second["outcomes"] == {"read": 1, "unchanged": 1}
    with postgres_database.read() as connection:
        assert len(documents.recent(connection)) == 1
