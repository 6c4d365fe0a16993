"""TLS is verified: what is expired, meant for another host, signed by nobody or too old is never read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.clock import now
from core.errors import Unreachable
from core.net.addresses import DEMO_NETWORK, AddressPolicy
from core.net.client import Client
from core.store import events, ledger
from tests.hostile.tls import BAD, GOOD, TlsOutlets
from tests.integration.crawler.conftest import Desk, desk  # noqa: F401 - a fixture
from tests.integration.crawler.outlet import article_html


@pytest.fixture
def served(tmp_path: Path) -> Iterator[TlsOutlets]:
    """Outlets that all have the same page."""
    made = TlsOutlets(tmp_path, 120)
    for outlet in made.outlets.values():
        outlet.page("/a.html", article_html(1))
        outlet.feed(["/a.html"])
    yield made
    made.close()


def test_the_crawler_reads_only_from_a_server_that_proves_its_name(desk: Desk, served: TlsOutlets) -> None:  # noqa: F811
    for kind, outlet in served.outlets.items():
        desk.source(kind.replace("_", "-"), outlet.home, feeds=[f"{outlet.home}/rss.xml"])

    desk.crawl(SSL_CERT_FILE=str(served.trusted))

    with desk.database.read() as connection:
        rows = {row.url: row for row in ledger.entries(connection, desk.last_run().id, limit=100)}
    assert rows[f"{served.outlets[GOOD].home}/a.html"].outcome == "stored"
    for kind in BAD:
        row = rows[f"{served.outlets[kind].home}/rss.xml"]
        assert (row.label, row.detail[:4]) == ("failed:tls", "tls:"), kind
        assert served.outlets[kind].log == []


def test_an_exception_holds_for_its_source_until_its_day_and_is_shown(desk: Desk, served: TlsOutlets) -> None:  # noqa: F811
    today = now().date()
    reason = "The certificate ran out; the outlet was told by telephone."
    days = {
        "self_signed": today,
        "wrong_host": today + timedelta(days=30),
        "not_yet_valid": today - timedelta(days=1),
        "tls_1_0": today,  # an exception for the certificate, not for the version
    }
    for kind, outlet in served.outlets.items():
        granted = {"reason": reason, "until": days[kind].isoformat()} if kind in days else {}
        desk.source(kind.replace("_", "-"), outlet.home, feeds=[f"{outlet.home}/rss.xml"], tls_exception=granted)

    summary = desk.crawl(SSL_CERT_FILE=str(served.trusted))

    ends = desk.outcomes(summary["run"])
    for kind in (GOOD, "self_signed", "wrong_host"):
        assert ends[f"{served.outlets[kind].home}/a.html"] in ("stored", "duplicate"), kind
    for kind in ("expired", "not_yet_valid", "tls_1_0", "tls_1_1"):
        assert ends[f"{served.outlets[kind].home}/rss.xml"] == "failed:tls", kind
        assert served.outlets[kind].log == []
    with desk.database.read() as connection:
        told = [(one.kind, one.source_id, one.detail) for one in events.listed(connection)]
    over = days["not_yet_valid"]
    assert told == [("tls_exception_over", "not-yet-valid", f"{over}: {reason}")]

    folder = ("--sources", str(desk.sources))
    shown = desk.suar("sources", "show", "self-signed", *folder).stdout
    assert f"certificates are not checked until {today}: {reason}" in shown
    health = desk.suar("sources", "health", *folder).stdout
    assert f"certificates are not checked until {today}: {reason}" in health
    assert f"certificates are checked again since {over}; remove or renew the exception: {reason}" in health
    assert health.count(reason) == len(days)
    assert desk.suar("sources", "list", *folder).stdout.count(reason) == len(days)


def test_the_client_talks_only_to_a_server_that_proves_its_name(served: TlsOutlets) -> None:
    client = Client(AddressPolicy(DEMO_NETWORK), timeout=5, tls=served.context())
    assert client.get(f"{served.outlets[GOOD].home}/a.html").status == 200
    for kind in BAD:
        with pytest.raises(Unreachable) as caught:
            client.post(f"{served.outlets[kind].home}/a.html", b"secret")
        assert caught.value.detail["reason"] == "tls", kind
        assert served.outlets[kind].log == []
