"""Fetch-to-stored over loopback: pages of the extraction benchmark (mean 173 kB) under many addresses, spacing 0."""

from __future__ import annotations

import gzip
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

PAGES = Path(__file__).parents[3] / "shared/data/html/article_extraction_benchmark/html"
#: Articles fetched; at 40 a second 20 seconds.
COUNT = 800
ADDRESS = "127.0.1.200"
_SERVER = """
import gzip, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
pages = [gzip.open(path).read() for path in sorted(Path(sys.argv[1]).glob("*.gz"))]
count = int(sys.argv[2])
class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    def do_GET(self):
        home = "http://%s:%d" % self.server.server_address
        kind, body = "text/html", b""
        if self.path == "/rss.xml":
            items = "".join(f"<item><link>{home}/a/{n}.html</link></item>" for n in range(count))
            kind, body = "application/rss+xml", f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
        elif self.path.startswith("/a/"):
            n = int(self.path[3:-5])
            body = pages[n % len(pages)].replace(b"</p>", b" Nomor %d.</p>" % n)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *a):
        pass
ThreadingHTTPServer.request_queue_size = 128  # at Python's 5 connections are dropped and repeated after a second
server = ThreadingHTTPServer((sys.argv[3], 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
"""


def run() -> dict[str, Any]:
    """Crawl COUNT pages into a fresh SQLite store; return articles a second, outcomes and the load average."""
    if not PAGES.is_dir():
        return {"name": "crawl", "skipped": f"{PAGES} is not there"}
    command = [sys.executable, "-c", _SERVER, str(PAGES), str(COUNT), ADDRESS]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        home = f"http://{ADDRESS}:{server.stdout.readline().strip()}"
        with tempfile.TemporaryDirectory() as folder:
            return _crawl(Path(folder), home)
    finally:
        server.kill()
        server.wait()


def _crawl(folder: Path, home: str) -> dict[str, Any]:
    from core.db import schema
    from core.db.engine import Database, sqlite_url

    (folder / "sources").mkdir()
    source = f'id = "bench"\nname = "Bench"\nhome_url = "{home}/"\nfeeds = ["{home}/rss.xml"]\nspacing = 0\n'
    (folder / "sources" / "bench.toml").write_text(source + "fictional = true\nenabled = true\n")
    schema.upgrade(Database(sqlite_url(folder / "suar.db")))
    load = os.getloadavg()[0]
    command = [str(Path(sys.executable).parent / "suar"), "crawl", "--demo", "--sources", str(folder / "sources")]
    environment = {**os.environ, "SUAR_DATA": str(folder)}
    before = _children_cpu()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    busy = _children_cpu() - before
    with sqlite3.connect(folder / "suar.db") as connection:
        started, ended = connection.execute("SELECT started_at, ended_at FROM runs").fetchone()
        span = "SELECT min(at), max(at) FROM ledger WHERE kind = 'article'"
        first, last = connection.execute(span).fetchone()
        stored = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    seconds, steady = _seconds(started, ended), _seconds(first, last)
    return {
        "name": "crawl",
        "articles": COUNT,
        "documents": stored,
        "seconds": round(seconds, 2),
        # With the start of the processes (about 3 s) and without it.
        "articles_per_second_whole_run": round(COUNT / seconds, 1),
        "articles_per_second": round(COUNT / steady, 1),
        "seconds_to_first": round(_seconds(started, first), 2),
        # Independent of what else the machine does: 2 cores at 40 articles a second give 50 ms for each.
        "cpu_ms_per_article": round(1000 * busy / COUNT, 1),
        "mean_page_bytes": _mean_size(),
        "load_average_before": round(load, 2),
        "outcomes": done.stdout.strip().splitlines()[-1],
    }


def _seconds(start: str, end: str) -> float:
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _mean_size() -> int:
    sizes = [len(gzip.decompress(path.read_bytes())) for path in PAGES.glob("*.gz")]
    return sum(sizes) // len(sizes)


if __name__ == "__main__":
    print(run())
