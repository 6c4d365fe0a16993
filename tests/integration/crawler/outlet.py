"""A small outlet on a loopback address of its own, with an access log to compare the ledger with."""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PARAGRAPH = (
    "Rapat logistik pemilihan di Kabupaten Luwu nomor {n} berlangsung tertib, kata panitia, dan dilanjutkan besok pagi "
    "di kantor kecamatan bersama saksi partai serta pengawas kelurahan bagian {p}. "
)


@dataclass
class Answer:
    """What a path answers."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"
    #: Seconds before the answer.
    wait: float = 0.0


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # at Python's 5 connections are dropped and repeated after a second


class Outlet:
    """Paths and their answers, served from `address`; unknown paths answer 404."""

    def __init__(self, address: str = "127.0.1.1") -> None:
        self.paths: dict[str, Answer | Callable[[], Answer]] = {}
        #: Paths whose answer depends on the query; asked when no whole path is known.
        self.prefixes: dict[str, Callable[[str], Answer]] = {}
        self.log: list[tuple[str, int]] = []
        self.times: list[float] = []
        self._server = _Server((address, 0), _handler(self))
        self._server.daemon_threads = True
        self.home = f"http://{address}:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def page(self, path: str, body: str | bytes, **more: object) -> str:
        """Serve the body at the path; return the URL."""
        raw = body.encode() if isinstance(body, str) else body
        self.paths[path] = Answer(raw, **more)  # type: ignore[arg-type]
        return self.home + path

    def article(self, path: str, number: int, *, etag: bool = False, title: str = "", link: str = "") -> str:
        """Serve an article; with `etag` a matching If-None-Match is answered 304."""
        headers = {"ETag": f'"{number}"'} if etag else {}
        return self.page(path, article_html(number, title, link), headers=headers)

    def feed(self, paths: list[str], path: str = "/rss.xml", **more: object) -> str:
        """Serve a feed of these paths."""
        return self.page(path, rss([self.home + one for one in paths]), kind="application/rss+xml", **more)

    def asked(self) -> Counter[str]:
        """Return how often each URL was asked for, robots.txt left out."""
        return Counter(self.home + path for path, _ in self.log if path != "/robots.txt")


def article_html(number: int, title: str = "", link: str = "") -> str:
    """Return a page with an article of eight paragraphs."""
    name = title or f"Rapat logistik nomor {number} di Luwu"
    body = "".join(f"<p>{PARAGRAPH.format(n=number, p=p)}</p>" for p in range(8))
    head = f'<link rel="canonical" href="{link}">' if link else ""
    return (
        f'<html lang="id"><head><title>{name} - Suara Luwu</title>{head}</head><body><nav>Beranda</nav><article>'
        f'<h1>{name}</h1><time datetime="2026-11-20T09:00:00+08:00">Jumat</time>{body}</article></body></html>'
    )


def rss(urls: list[str]) -> str:
    """Return an RSS feed."""
    items = "".join(
        f"<item><title>Berita</title><link>{url}</link><pubDate>Fri, 20 Nov 2026 09:00:00 WITA</pubDate></item>"
        for url in urls
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'


def zeros(size: int) -> bytes:
    """Return a gzip bomb of so many zeros."""
    return gzip.compress(bytes(size))


def _handler(outlet: Outlet) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = outlet.paths.get(self.path, Answer(b"not here", 404))
            dynamic = outlet.prefixes.get(self.path.partition("?")[0])
            if self.path not in outlet.paths and dynamic is not None:
                found = dynamic(self.path)
            answer = found() if callable(found) else found
            etag = answer.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                answer = Answer(status=304)
            outlet.log.append((self.path, answer.status))
            outlet.times.append(time.monotonic())
            time.sleep(answer.wait)
            try:
                self._send(answer)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    return Handler
