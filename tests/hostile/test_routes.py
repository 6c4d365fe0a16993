"""One crawl of every hostile route: each is over in time and ends in one outcome, and what comes after it is read."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile import bombs
from tests.hostile.routes import ROUTES
from tests.hostile.server import HostileServer
from tests.integration.crawler.conftest import Desk, desk  # noqa: F401 - a fixture

#: The crawl's own limit for one request in this test, and what is promised for a whole route, with its repetitions.
TIMEOUT, MOST_SECONDS = 5.0, 8.0
#: Below the default of 5 MB, so that eight floods at once reach it in time on a busy machine too.
PAGE_BYTES = 1_000_000
MOST_GROWTH_MB = 128


def rss_mb(pid: int, field: str = "VmRSS") -> float:
    """Return the memory of a process, in MB; 0 when it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    found = [line for line in status.splitlines() if line.startswith(field + ":")]
    return int(found[0].split()[1]) / 1024 if found else 0.0


@pytest.mark.timeout(180)
def test_no_route_stops_holds_up_or_fills_the_crawler(
    desk: Desk,  # noqa: F811
    record_property: Callable[[str, object], None],
) -> None:
    bombs.brotlied(), bombs.zstandard()  # made beforehand: the server has one thread
    server = HostileServer({name: function for name, (function, _) in ROUTES.items()})
    try:
        for name, home in server.homes.items():
            desk.source(name.replace("_", "-"), home, feeds=[f"{home}/rss.xml"], spacing=0.05)
        process = desk.start(SUAR_CRAWL_TIMEOUT=str(TIMEOUT), SUAR_CRAWL_MAX_PAGE_BYTES=str(PAGE_BYTES))
        before = peak = 0.0
        while process.poll() is None:
            peak = max(peak, rss_mb(process.pid))
            if not server.first_request:
                before = max(before, peak)
            time.sleep(0.02)
        _, errors = process.communicate()
    finally:
        server.close()
    assert process.returncode == 0, errors
    outcomes = desk.outcomes(desk.last_run().id)
    found = {name: ending(outcomes, server, name) for name in ROUTES}
    assert found == {name: outcome for name, (_, outcome) in ROUTES.items()}
    after = {name: outcomes.get(f"{home}/next.html") for name, home in server.homes.items()}
    assert {name: outcome for name, outcome in after.items() if outcome != "stored"} == {}
    assert len(server.seen["short_body"].paths) == 3  # tried again, not stored
    took = {name: seen.last - seen.first for name, seen in server.seen.items()}
    assert {name: seconds for name, seconds in took.items() if seconds > MOST_SECONDS} == {}
    assert peak - before <= MOST_GROWTH_MB, f"{before:.0f} MB at the first request, {peak:.0f} MB at most"
    record_property("growth_mb", round(peak - before))
    record_property("slowest_s", round(max(took.values()), 1))


def ending(outcomes: dict[str, str], server: HostileServer, name: str) -> str | None:
    """Return how the hostile page ended; a chain of redirects ends at its last hop."""
    home = server.homes[name]
    hops = [url for url in outcomes if url.startswith(f"{home}/hop-")]
    last = max(hops, key=lambda url: int(url.rpartition("-")[2]), default=f"{home}/hostile")
    return outcomes.get(last)


def test_there_are_as_many_routes_as_asked() -> None:
    assert len(ROUTES) >= 25
