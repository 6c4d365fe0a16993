"""Run inside a network namespace that owns every address: crawls the hostile targets and prints who was talked to.

`unshare --net --mount python -m tests.hostile.namespace`, as root; touches nothing outside the namespace.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import Future
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from core.errors import SuarError
from core.schemas.source import Source
from core.settings import Settings
from core.store.sources import MANUAL
from crawler.discover.urls import canonical
from crawler.engine import Engine
from crawler.fetch.guard import Guard
from crawler.politeness.hosts import HostBook
from crawler.readers import Readers
from crawler.spider import Plan
from crawler.visits import Target, Visit
from tests.hostile import targets
from tests.hostile.targets import NEWS, SIX, TAMPERED
from tests.integration.crawler.outlet import article_html, rss

PORTS = (80, 443, 22, 25, 6379, 9200, 8080)
connections: Counter[str] = Counter()


def own_everything(folder: Path) -> None:
    """Let the loopback device answer for every address, the four best known ones by name, and read our hosts file."""
    hosts = folder / "hosts"
    hosts.write_text("".join(f"{address} {name}\n" for address, name in targets.NAMES))
    commands = ["ip link set lo up", "ip route add local 0.0.0.0/0 dev lo", "ip -6 route add local ::/0 dev lo"]
    commands += [f"ip addr add {address} dev lo" for address in ("169.254.169.254/32", "10.1.2.3/32")]
    commands += ["ip addr add fd00:ec2::254/128 dev lo", f"ip addr add {targets.NEWS_ADDRESS}/32 dev lo"]
    commands.append(f"mount --bind {hosts} /etc/hosts")
    for command in commands:
        subprocess.run(command.split(), check=True)


class Server(ThreadingHTTPServer):
    """Listens on every address of one family and counts connections by the address that was dialled."""

    daemon_threads = True

    def server_bind(self) -> None:
        if self.address_family == socket.AF_INET6:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        super().server_bind()

    def get_request(self) -> Any:
        connection, peer = super().get_request()
        address, port = connection.getsockname()[:2]
        connections[f"{address} {port}"] += 1
        return connection, peer


class Six(Server):
    """The same over IPv6."""

    address_family = socket.AF_INET6


class Pages(BaseHTTPRequestHandler):
    """The public site that names hostile addresses in every way, and the secret of everybody else."""

    def do_GET(self) -> None:
        status, body, headers = 200, b"SECRET", {}
        if self.headers["Host"] in (NEWS, SIX):
            status, body, headers = page(self.path)
        elif self.headers["Host"] == TAMPERED:
            status, body, headers = 302, b"", {"Location": "http://169.254.169.254/robots.txt"}
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


def page(path: str) -> tuple[int, bytes, dict[str, str]]:
    """Return what the public site answers."""
    if path.startswith("/r/"):
        number = int(path.removeprefix("/r/"))
        status = int(targets.STATUSES[number % len(targets.STATUSES)].split()[0])
        return status, b"", {"Location": targets.REDIRECTED[number]}
    found = {
        "/robots.txt": "".join(f"Sitemap: {url}\n" for url in targets.linked("robots")) + "User-agent: *\nAllow: /\n",
        "/feed.xml": rss([*targets.linked("feed"), f"http://{NEWS}/berita.html"]),
        "/sitemap.xml": sitemap("urlset", "url", [*targets.linked("sitemap"), f"http://{NEWS}/lain.html"]),
        "/index.xml": sitemap("sitemapindex", "sitemap", targets.linked("index")),
        "/section": "".join(f'<a href="{url}">x</a>' for url in targets.linked("page")),
        "/berita.html": article_html(1, link=targets.linked("canonical")[3]),
        "/lain.html": article_html(2).replace("<head>", f'<head><meta http-equiv="refresh" content="0;url={_META}">'),
        "/enam.html": article_html(3),
    }
    text = found.get(path)
    links = ", ".join(f"<{url}>; rel=canonical" for url in targets.linked("canonical"))
    return (200, text.encode(), {"Link": links}) if text is not None else (404, b"", {})


_META = targets.linked("canonical")[0]


def sitemap(root: str, each: str, urls: list[str]) -> str:
    """Return a sitemap or an index of sitemaps."""
    return f"<{root}>{''.join(f'<{each}><loc>{url}</loc></{each}>' for url in urls)}</{root}>"


class Kept:
    """A sink that keeps how each visit ended."""

    def __init__(self) -> None:
        self.error: SuarError | None = None
        self.outcomes: dict[str, list[str]] = {}

    def add(self, visit: Visit) -> Future[list[str]]:
        """Keep it and ask for all its links."""
        label = ":".join(filter(None, (visit.outcome or "stored", visit.reason)))
        self.outcomes.setdefault(visit.target.url, []).append(label)
        answer: Future[list[str]] = Future()
        answer.set_result(list(visit.links))
        return answer


def crawl_targets() -> dict[str, Any]:
    """Crawl all targets once and return how they ended."""
    # A source may not name such hosts; one that could would lead the crawler to every link of its pages.
    hosts = (NEWS, SIX, "evil.test", "169.254.169.254", "fd00:ec2::254", "10.1.2.3")
    source = Source(id="luwu-pagi", name="Luwu Pagi", home_url=f"http://{NEWS}/").model_copy(update={"hosts": hosts})
    plan = [
        Target(source, f"http://{NEWS}/feed.xml", "feed"),
        Target(source, f"http://{NEWS}/sitemap.xml", "sitemap"),
        Target(source, f"http://{NEWS}/index.xml", "sitemap"),
        Target(source, f"http://{NEWS}/section", "section", ".*"),
        Target(source, f"http://{SIX}/enam.html"),
        Target(MANUAL, f"http://{TAMPERED}/x.html"),
    ]
    plan += [Target(MANUAL, f"http://{NEWS}/r/{number}") for number in range(len(targets.REDIRECTED))]
    unnamed, direct = [], {}
    for named in targets.DIRECT:
        url = canonical(named)
        if url is None:
            unnamed.append(named)
        else:
            direct[named] = url
            plan.append(Target(MANUAL, url))
    kept, readers = Kept(), Readers(1, 100)
    settings = Settings(crawl_timeout=5.0)
    try:
        engine = Engine(settings, [source], Guard(), HostBook({}, 10_000), 0.0, lambda: None)
        engine.run(Plan(plan), kept, readers)
    finally:
        readers.close()
    return {"outcomes": kept.outcomes, "direct": direct, "unnamed": unnamed}


def reachable() -> int:
    """Return how many hostile addresses answer here when nothing guards: they must, or the test proves nothing."""
    hosts = [host.strip("[]") for host in targets.LITERALS] + [name for _, name in targets.NAMES if "evil" in name]
    for host in hosts:
        socket.create_connection((host, 80), 2).close()
    end = time.monotonic() + 10
    while connections.total() < len(hosts):
        assert time.monotonic() < end, "not every connection was counted"
        time.sleep(0.01)
    connections.clear()
    return len(hosts)


def main() -> None:
    """Set everything up, crawl, print."""
    own_everything(Path(tempfile.mkdtemp()))
    for port in PORTS:
        for kind, every in ((Server, "0.0.0.0"), (Six, "::")):
            server = kind((every, port), Pages)
            threading.Thread(target=server.serve_forever, daemon=True).start()
    answered = reachable()
    found = crawl_targets()
    sys.stdout.write(json.dumps({"reachable": answered, "connections": dict(connections), **found}))


if __name__ == "__main__":
    main()
