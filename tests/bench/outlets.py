"""200 outlets on loopback in one process: each article once, 50 ms late, and a log of when each host was asked.

Started by tests.bench.crawl as `python -m tests.bench.outlets OUTLETS ARTICLES LATENCY`. It prints its port, serves
until stdin ends, then prints JSON: requests, the shortest gap between two requests to a host, its own CPU time.
"""

from __future__ import annotations

import asyncio
import json
import random
import resource
import sys
import time
import zlib
from itertools import pairwise

#: Whole pages weigh what Indonesian outlets send: 60 to 170 kB, of which about 3,000 characters are the article.
SMALLEST, LARGEST = 60_000, 170_000
TEXT = 3_000
_WORDS = """
pemerintah kabupaten warga rapat pasar jalan desa panitia jadwal logistik kecamatan sekolah hujan sungai kebun
bupati camat lurah petani nelayan harga beras pupuk jembatan listrik air bersih puskesmas guru siswa lomba
menyampaikan membahas meninjau memperbaiki menyalurkan menunda membuka menutup mengimbau mencatat pagi siang
malam kemarin pekan depan bersama kepada untuk dengan karena setelah sebelum masyarakat bantuan program dana
""".split()  # noqa: SIM905


def address(outlet: int) -> str:
    """Return the address of an outlet."""
    return f"127.0.{1 + outlet // 200}.{1 + outlet % 200}"


class Press:
    """Bodies made once: the parts of a page that all articles of an outlet share, and feeds."""

    def __init__(self, outlets: int, articles: int, port: int) -> None:
        chosen = random.Random(7)
        self._frames = [_frame(chosen, SMALLEST + (LARGEST - SMALLEST) * n // 11) for n in range(12)]
        self._paragraphs = [_sentence(chosen) for _ in range(4_000)]
        self.each = -(-articles // outlets)
        self._feeds = {
            address(n): self._feed(f"http://{address(n)}:{port}", n, outlets, articles) for n in range(outlets)
        }

    def answer(self, host: str, path: bytes) -> bytes:
        """Return the whole response."""
        if path == b"/rss.xml":
            return self._feeds[host]
        if path.startswith(b"/berita/"):
            return self._article(host, int(path[8:-5]))
        return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    def _article(self, host: str, number: int) -> bytes:
        before, between, after = self._frames[number % len(self._frames)]
        seed = zlib.crc32(b"%s %d" % (host.encode(), number)) % len(self._paragraphs)
        title = f"Berita nomor {number} dari {host}".encode()
        text, at = [], seed
        while sum(map(len, text)) < TEXT:
            text.append(b"<p>" + self._paragraphs[at % len(self._paragraphs)] + b" Nomor %d-%d.</p>" % (number, at))
            at += 7
        return _response(b"text/html; charset=utf-8", b"".join((before, title, between, title, b"</h1>", *text, after)))

    def _feed(self, home: str, outlet: int, outlets: int, articles: int) -> bytes:
        count = articles // outlets + (outlet < articles % outlets)
        items = "".join(
            f"<item><title>Berita {n}</title><link>{home}/berita/{n}.html</link></item>" for n in range(count)
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
        return _response(b"application/rss+xml", body.encode())


class Wire(asyncio.Protocol):
    """One connection; requests are answered in order, each `latency` seconds after it came."""

    def __init__(self, press: Press, host: str, latency: float, log: dict[str, list[float]]) -> None:
        self._press, self._host, self._latency, self._log = press, host, latency, log
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every whole request."""
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, self._buffer = self._buffer.split(b"\r\n\r\n", 1)
            self._log.setdefault(self._host, []).append(time.monotonic())
            path = head.split(b" ", 2)[1]
            asyncio.get_running_loop().call_later(self._latency, self._answer, path)

    def _answer(self, path: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(self._press.answer(self._host, path))  # type: ignore[attr-defined]


def _response(kind: bytes, body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s" % (kind, len(body), body)


def _sentence(chosen: random.Random) -> bytes:
    return " ".join(chosen.choices(_WORDS, k=36)).capitalize().encode() + b"."


def _frame(chosen: random.Random, size: int) -> tuple[bytes, bytes, bytes]:
    """Return what stands before the title, between title and article, and after it: scripts, styles, menus, lists."""
    menu = "".join(
        f'<li><a href="/kanal/{n}" class="menu-item">{chosen.choice(_WORDS)} {n}</a></li>' for n in range(120)
    )
    cards = "".join(
        f'<div class="card"><a href="/berita/{n}.html"><img data-src="/img/{n}.jpg" alt=""><h3>'
        f"{' '.join(chosen.choices(_WORDS, k=8))}</h3></a><span>{n} menit lalu</span></div>"
        for n in range(size // 700)
    )
    junk = (size - len(menu) - len(cards) - TEXT) // 2
    script = "".join(f"var a{n}={{id:{n},s:'{chosen.choice(_WORDS)}'}};" for n in range(max(1, junk // 28)))
    style = "".join(f".c{n}{{margin:{n}px;color:#{n:06x}}}" for n in range(max(1, junk // 30)))
    before = f'<!doctype html><html lang="id"><head><style>{style}</style><title>'
    between = (
        '</title><meta property="article:published_time" content="2026-11-20T09:00:00+07:00"></head><body><nav><ul>'
        f'{menu}</ul></nav><main><article><h1 class="judul">'
    )
    after = f"</article><aside>{cards}</aside></main><footer>Hak cipta</footer><script>{script}</script></body></html>"
    return before.encode(), between.encode(), after.encode()


async def _serve(outlets: int, articles: int, latency: float) -> None:
    loop = asyncio.get_running_loop()
    log: dict[str, list[float]] = {}
    first = await loop.create_server(asyncio.Protocol, address(0), 0)
    port = first.sockets[0].getsockname()[1]
    first.close()
    press = Press(outlets, articles, port)
    for outlet in range(outlets):
        host = address(outlet)
        await loop.create_server(lambda host=host: Wire(press, host, latency, log), host, port, backlog=64)
    print(port, flush=True)
    begun = _cpu()
    await loop.run_in_executor(None, sys.stdin.read)
    gaps = [later - sooner for times in log.values() for sooner, later in pairwise(times)]
    answer = {
        "requests": sum(map(len, log.values())),
        "hosts": len(log),
        "shortest_gap": min(gaps, default=0.0),
        "gaps": len(gaps),
        "cpu_seconds": _cpu() - begun,
    }
    print(json.dumps(answer), flush=True)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
