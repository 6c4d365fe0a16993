"""TLS is verified: what is expired, meant for another host, signed by nobody or too old is never read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import Unreachable
from core.net.addresses import DEMO_NETWORK, AddressPolicy
from core.net.client import Client
from core.store import ledger
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
        assert (row.label, row.detail[:4]) == ("failed:robots_unreachable", "tls:"), kind
        assert served.outlets[kind].log == []


def test_the_client_talks_only_to_a_server_that_proves_its_name(served: TlsOutlets) -> None:
    client = Client(AddressPolicy(DEMO_NETWORK), timeout=5, tls=served.context())
    assert client.get(f"{served.outlets[GOOD].home}/a.html").status == 200
    for kind in BAD:
        with pytest.raises(Unreachable) as caught:
            client.post(f"{served.outlets[kind].home}/a.html", b"secret")
        assert caught.value.detail["reason"] == "tls", kind
        assert served.outlets[kind].log == []
