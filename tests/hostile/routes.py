"""The hostile routes: what each does to the crawler, and the one outcome its page must end in."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import socket
import struct
from collections.abc import Callable

from tests.hostile import bombs
from tests.hostile.server import Asked, Route
from tests.integration.crawler.outlet import article_html

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
#: Between two drops of a slow server.
DRIP = 0.3
PRIVATE = "http://169.254.169.254/latest/meta-data/"
#: Articles that no other page carries (honest pages are numbered from 1): of two copies the one read first is stored.
ARTICLE, OTHER_ARTICLE = article_html(801), article_html(802)

#: name → route and outcome.
ROUTES: dict[str, tuple[Route, str]] = {}


def route(outcome: str) -> Callable[[Route], Route]:
    """Add a route whose page ends in this outcome."""

    def add(function: Route) -> Route:
        ROUTES[function.__name__] = (function, outcome)
        return function

    return add


@route("failed:timeout")
async def silence(asked: Asked) -> None:
    await asked.reader.read()


@route("failed:timeout")
async def header_drip(asked: Asked) -> None:
    await asked.send(OK)
    for number in itertools.count():
        await asked.send(b"X-%d: y\r\n" % number)
        await asyncio.sleep(DRIP)


@route("failed:timeout")
async def body_drip(asked: Asked) -> None:
    await asked.send(OK + b"Content-Length: 100000\r\n\r\n")
    while True:
        await asked.send(b"<")
        await asyncio.sleep(DRIP)


@route("failed:timeout")
async def chunk_drip(asked: Asked) -> None:
    await asked.send(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        await asked.send(b"1\r\n<\r\n")
        await asyncio.sleep(DRIP)


@route("failed:timeout")
async def status_drip(asked: Asked) -> None:
    for byte in itertools.chain(b"HTTP/1.1 200 ", itertools.repeat(79)):
        await asked.send(bytes([byte]))
        await asyncio.sleep(DRIP)


@route("rejected:headers_too_large")
async def endless_headers(asked: Asked) -> None:
    await asked.send(OK)
    while True:
        await asked.send(b"X-Filler: " + b"y" * 8000 + b"\r\n")


@route("rejected:headers_too_large")
async def many_short_headers(asked: Asked) -> None:
    await asked.send(OK)
    while True:
        await asked.send(b"X: y\r\n" * 1000)


@route("rejected:headers_too_large")
async def endless_header_line(asked: Asked) -> None:
    await asked.send(OK + b"X-Filler: ")
    while True:
        await asked.send(b"y" * 8000)


@route("rejected:headers_too_large")
async def folded_header(asked: Asked) -> None:
    await asked.send(OK + b"X-Filler: y\r\n")
    while True:
        await asked.send(b" folded\r\n" * 1000)


@route("rejected:headers_too_large")
async def huge_status_line(asked: Asked) -> None:
    await asked.send(b"HTTP/1.1 200 ")
    while True:
        await asked.send(b"O" * 8000)


@route("rejected:headers_too_large")
async def flood_of_1xx(asked: Asked) -> None:
    while True:
        await asked.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


@route("rejected:headers_too_large")
async def flood_of_cookies(asked: Asked) -> None:
    await asked.answer(b"x", *(f"Set-Cookie: c{n}={'v' * 100}" for n in range(10_000)))


@route("failed:bad_response")
async def bad_status(asked: Asked) -> None:
    await asked.send(b"HTTP/1.1 twohundred OK\r\n\r\n")


@route("failed:bad_response")
async def http_09(asked: Asked) -> None:
    await asked.send(b"<html><body>HTTP/0.9 has no head</body></html>\n")


@route("failed:bad_response")
async def not_http(asked: Asked) -> None:
    await asked.send(b"SSH-2.0-OpenSSH_9.2\r\n")


@route("failed:bad_response")
async def two_lengths(asked: Asked) -> None:
    await asked.answer(b"x" * 20, "Content-Length: 20", "Content-Length: 10")


@route("failed:bad_response")
async def negative_length(asked: Asked) -> None:
    await asked.answer(b"x", "Content-Length: -1")


@route("failed:bad_response")
async def unknown_transfer_encoding(asked: Asked) -> None:
    await asked.answer(b"x", "Transfer-Encoding: gzip")


@route("failed:timeout")
async def switches_protocols(asked: Asked) -> None:
    await asked.send(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")
    await asked.reader.read()


@route("rejected:too_large")
async def endless_chunks(asked: Asked) -> None:
    await asked.send(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        await asked.send(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")


@route("rejected:too_large")
async def no_length_no_end(asked: Asked) -> None:
    await asked.send(OK + b"\r\n")
    while True:
        await asked.send(b"<p>x</p>" * 8000)


@route("rejected:too_large")
async def hundred_megabytes(asked: Asked) -> None:
    await asked.send(OK + b"Content-Length: 100000000\r\n\r\n")
    for _ in range(1000):
        await asked.send(b"x" * 100_000)


@route("failed:incomplete")
async def chunk_extensions(asked: Asked) -> None:
    await asked.send(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    for _ in range(200):
        await asked.send(b"1;" + b"e" * 4000 + b"\r\nx\r\n")


@route("failed:incomplete")
async def bad_chunk_size(asked: Asked) -> None:
    await asked.send(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n")


@route("failed:incomplete")
async def endless_trailers(asked: Asked) -> None:
    await asked.send(OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n")
    while True:
        await asked.send(b"X-Filler: " + b"y" * 8000 + b"\r\n")


@route("failed:incomplete")
async def short_body(asked: Asked) -> None:
    await asked.answer(ARTICLE.encode(), "Content-Length: 100000")


@route("failed:incomplete")
async def reset_in_the_body(asked: Asked) -> None:
    await asked.answer(ARTICLE.encode(), "Content-Length: 100000")
    await asyncio.sleep(0.1)
    linger = struct.pack("ii", 1, 0)
    asked.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


@route("failed:connection")
async def closes_at_once(asked: Asked) -> None:
    asked.writer.close()


@route("rejected:no_text")
async def lying_length(asked: Asked) -> None:
    poison = OK + b"Content-Length: 6\r\n\r\npoison"
    await asked.answer(b"0123456789" + poison * 20, "Content-Length: 10")


@route("rejected:too_large")
async def gzip_bomb(asked: Asked) -> None:
    await asked.answer(bombs.gzipped(), "Content-Encoding: gzip")


@route("rejected:too_large")
async def deflate_bomb(asked: Asked) -> None:
    await asked.answer(bombs.deflated(), "Content-Encoding: deflate")


@route("rejected:too_large")
async def brotli_bomb(asked: Asked) -> None:
    await asked.answer(bombs.brotlied(), "Content-Encoding: br")


@route("rejected:too_large")
async def zstd_bomb(asked: Asked) -> None:
    await asked.answer(bombs.zstandard(), "Content-Encoding: zstd")


@route("rejected:too_large")
async def gzip_in_gzip(asked: Asked) -> None:
    await asked.answer(bombs.gzipped_twice(), "Content-Encoding: gzip, gzip")


@route("rejected:encodings")
async def hundred_gzips(asked: Asked) -> None:
    body = b"x"
    for _ in range(100):
        body = gzip.compress(body)
    await asked.answer(body, "Content-Encoding: " + ", ".join(["gzip"] * 100))


@route("rejected:encodings")
async def three_encodings(asked: Asked) -> None:
    body = gzip.compress(gzip.compress(gzip.compress(ARTICLE.encode())))
    await asked.answer(body, "Content-Encoding: gzip", "Content-Encoding: gzip", "Content-Encoding: gzip")


@route("rejected:encodings")
async def unknown_encoding(asked: Asked) -> None:
    await asked.answer(b"x", "Content-Encoding: compress")


@route("failed:bad_encoding")
async def not_gzip_at_all(asked: Asked) -> None:
    await asked.answer(ARTICLE.encode(), "Content-Encoding: gzip")


@route("failed:bad_encoding")
async def not_brotli_at_all(asked: Asked) -> None:
    await asked.answer(ARTICLE.encode(), "Content-Encoding: br")


@route("failed:incomplete")
async def cut_gzip(asked: Asked) -> None:
    body = gzip.compress(ARTICLE.encode())
    await asked.answer(body[: len(body) // 2], "Content-Encoding: gzip")


@route("rejected:redirects")
async def redirect_chain(asked: Asked) -> None:
    number = int(asked.path.rpartition("-")[2]) + 1 if "-" in asked.path else 1
    await asked.answer(b"", f"Location: /hop-{number}", status="302 Found")


@route("rejected:redirected")
async def redirect_circle(asked: Asked) -> None:
    there = "/other" if asked.path == "/hostile" else "/hostile"
    await asked.answer(b"", f"Location: {there}", status="307 Temporary Redirect")


def _redirect(name: str, location: str, outcome: str, status: str = "302 Found") -> None:
    async def redirect(asked: Asked) -> None:
        await asked.answer(b"", f"Location: {location}", status=status)

    redirect.__name__ = name
    route(outcome)(redirect)


_redirect("redirect_to_file", "file:///etc/passwd", "rejected:bad_redirect")
_redirect("redirect_to_gopher", "gopher://127.0.0.1:6379/_x", "rejected:bad_redirect")
_redirect("redirect_to_data", "data:text/html,x", "rejected:bad_redirect", "303 See Other")
_redirect("redirect_to_private", PRIVATE, "rejected:offsite", "308 Permanent Redirect")
_redirect("redirect_to_decimal", "http://2852039166/", "rejected:offsite")
_redirect("redirect_nowhere", "", "rejected:bad_redirect")
_redirect("redirect_with_breaks", "/x%0d%0aHost:%20evil", "rejected:redirected")


@route("rejected:no_text")
async def refreshes_to_private(asked: Asked) -> None:
    page = f'<html><head><meta http-equiv="refresh" content="0;url={PRIVATE}"></head><body></body></html>'
    await asked.answer(page.encode(), f"Refresh: 0;url={PRIVATE}", f"Link: <{PRIVATE}>; rel=canonical")


@route("stored")
async def odd_headers(asked: Asked) -> None:
    page = ARTICLE.encode()
    await asked.answer(page, "X-Nul: a\x00b", "no colon here", "X-High: \xff\xfe")


@route("failed:bad_response")
async def header_without_a_name(asked: Asked) -> None:
    await asked.answer(ARTICLE.encode(), ": no name", "X-Nul\x00: y")


@route("stored")
async def length_and_chunks(asked: Asked) -> None:
    page = OTHER_ARTICLE.encode()
    chunk = f"{len(page):x}\r\n".encode() + page + b"\r\n0\r\n\r\n"
    await asked.answer(chunk, "Content-Length: 5", "Transfer-Encoding: chunked")


@route("failed:http_204")
async def nothing(asked: Asked) -> None:
    await asked.answer(b"", status="204 No Content")
