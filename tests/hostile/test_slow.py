"""Slow servers beside a fast one: they hold up themselves only."""

from __future__ import annotations

from collections.abc import Callable

from tests.hostile.routes import body_drip, header_drip, silence
from tests.hostile.server import HostileServer
from tests.integration.crawler.conftest import Desk, desk, outlet  # noqa: F401 - fixtures
from tests.integration.crawler.outlet import Outlet

PAGES, SPACING = 20, 0.25
SLOW = {f"{route.__name__}_{number}": route for route in (silence, header_drip, body_drip) for number in range(5)}


def test_fifteen_slow_sources_leave_a_fast_one_its_speed(
    desk: Desk,  # noqa: F811
    outlet: Outlet,  # noqa: F811
    record_property: Callable[[str, object], None],
) -> None:
    outlet.feed([outlet.article(f"/a{n}.html", n).removeprefix(outlet.home) for n in range(PAGES)])
    desk.source("cepat", outlet.home, feeds=[f"{outlet.home}/rss.xml"], spacing=SPACING)
    alone = pages_a_second(desk, outlet)

    for n in range(PAGES):
        outlet.article(f"/b{n}.html", 100 + n)
    outlet.feed([f"/b{n}.html" for n in range(PAGES)])
    server = HostileServer(SLOW, first_host=150)
    try:
        for name, home in server.homes.items():
            desk.source(name.replace("_", "-"), home, feeds=[f"{home}/rss.xml"], spacing=SPACING)
        beside = pages_a_second(desk, outlet)
    finally:
        server.close()

    outcomes = desk.outcomes(desk.last_run().id)
    assert {outcomes[f"{home}/hostile"] for home in server.homes.values()} == {"failed:timeout"}
    assert {outcomes[f"{home}/next.html"] for home in server.homes.values()} <= {"stored", "duplicate"}
    record_property("share", round(beside / alone, 3))
    assert beside >= 0.9 * alone


def pages_a_second(desk: Desk, outlet: Outlet) -> float:  # noqa: F811
    """Crawl and return how fast the outlet was read, as it saw it."""
    begin = len(outlet.times)
    desk.crawl(SUAR_CRAWL_TIMEOUT="7")
    pages = [
        at
        for (path, _), at in list(zip(outlet.log, outlet.times, strict=True))[begin:]
        if path.startswith(("/a", "/b"))
    ]
    assert len(pages) >= PAGES
    return (PAGES - 1) / (sorted(pages)[PAGES - 1] - min(pages))
