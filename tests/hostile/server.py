"""A server that does what no honest one does: each route on a loopback address of its own, with a log of times."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from tests.integration.crawler.outlet import article_html, rss


@dataclass
class Asked:
    """One request as it came, and the means to answer it."""

    home: str
    path: str
    headers: dict[str, str]
    writer: asyncio.StreamWriter
    reader: asyncio.StreamReader

    async def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.writer.write(data)
        await self.writer.drain()

    async def answer(self, body: bytes, *headers: str, status: str = "200 OK") -> None:
        """Send a whole response."""
        lines = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers]
        if not any(line.lower().startswith(("content-length", "transfer-encoding")) for line in headers):
            lines.append(f"Content-Length: {len(body)}")
        await self.send("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)


Route = Callable[[Asked], Awaitable[None]]


@dataclass
class Seen:
    """What a route saw: when it was first asked and when its last connection ended, and every request."""

    first: float = 0.0
    last: float = 0.0
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


class HostileServer:
    """Serves every route at `homes[name]`, with a feed that lists `/hostile` and then an honest `/next.html`."""

    def __init__(self, routes: Mapping[str, Route], first_host: int = 1) -> None:
        self.homes: dict[str, str] = {}
        self.seen = {name: Seen() for name in routes}
        self.first_request = 0.0
        self._routes, self._first_host = dict(routes), first_host
        self._loop = asyncio.new_event_loop()
        self._servers: list[asyncio.Server] = []
        self._open: set[asyncio.WriteTransport] = set()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait(10)

    def close(self) -> None:
        """Stop serving; connections still open are cut."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._listen())
        ready.set()
        self._loop.run_forever()
        for server in self._servers:
            server.close()
        # What was accepted just now gets its transport: a task that is cancelled before it began closes no socket.
        self._loop.run_until_complete(asyncio.sleep(0.05))
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        for transport in self._open:
            transport.abort()
        self._loop.run_until_complete(asyncio.sleep(0.05))  # until the aborted connections are closed
        self._loop.close()

    async def _listen(self) -> None:
        for number, name in enumerate(self._routes, self._first_host):
            address = f"127.0.1.{number}"
            server = await asyncio.start_server(self._serve(name, number), address, 0)
            self._servers.append(server)
            self.homes[name] = f"http://{address}:{server.sockets[0].getsockname()[1]}"

    def _serve(self, name: str, number: int) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            hostile = False
            self._open.add(writer.transport)
            try:
                while (asked := await _read(self.homes[name], reader, writer)) is not None:
                    self.first_request = self.first_request or time.monotonic()
                    hostile = hostile or asked.path not in ("/robots.txt", "/rss.xml", "/next.html")
                    await self._respond(name, number, asked)
                    if hostile:
                        break
            except (ConnectionError, asyncio.CancelledError):
                pass
            finally:
                with contextlib.suppress(ConnectionError, RuntimeError):
                    writer.close()
                if hostile:
                    self.seen[name].last = time.monotonic()

        return serve

    async def _respond(self, name: str, number: int, asked: Asked) -> None:
        if asked.path == "/robots.txt":
            await asked.answer(b"", status="404 Not Found")
        elif asked.path == "/rss.xml":
            await asked.answer(rss([f"{asked.home}/hostile", f"{asked.home}/next.html"]).encode())
        elif asked.path == "/next.html":
            await asked.answer(article_html(number).encode())
        else:
            seen = self.seen[name]
            seen.first = seen.first or time.monotonic()
            seen.paths.append(asked.path)
            seen.headers.append(asked.headers)
            await self._routes[name](asked)


async def _read(home: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Asked | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return None
    headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
    return Asked(home, head[0].split(" ")[1], headers, writer, reader)
