"""The running newsroom: binds every outlet on loopback and switches to the corrected texts when it is time."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from core.clock import now
from core.errors import ConfigError
from crawler.newsroom.access import Access, AccessLog
from crawler.newsroom.breakage import Broken, load_broken
from crawler.newsroom.content import Content, Outlet, load_content
from crawler.newsroom.outlet_server import OutletServer
from crawler.newsroom.site import Site

DEFAULT_PORT = 8790
#: Seconds after the start at which the corrected versions appear: after the first crawl of the demo, before the second.
DEFAULT_EDITS = 90.0

Edits = Literal["now", "later"] | float


class Newsroom:
    """Use it as a context manager, or call `start` and `stop`; it serves in background threads."""

    def __init__(
        self,
        content: Content | None = None,
        broken: Sequence[Broken] | None = None,
        *,
        port: int = DEFAULT_PORT,
        edits: Edits = DEFAULT_EDITS,
        log_path: Path | None = None,
        anchor: datetime | None = None,
    ) -> None:
        """Prepare the newsroom; nothing is bound before `start`. Port 0 takes a free one. Raises: ConfigError."""
        self.content = content or load_content()
        self.broken = tuple(load_broken() if broken is None else broken)
        self.port = port
        self.anchor = anchor or now()
        self._edits = edits
        self._log = AccessLog(log_path)
        self._servers: list[OutletServer] = []
        self._threads: list[threading.Thread] = []
        self._timer: threading.Timer | None = None

    def start(self) -> Self:
        """Bind every outlet and serve in background threads.

        Raises: ConfigError when an address or the port cannot be bound; then nothing stays bound.
        """
        for outlet in self.content.outlets:
            self._servers.append(self._bind(outlet))
        for server in self._servers:
            name = f"newsroom-{server.site.outlet.id}"
            thread = threading.Thread(target=server.serve_forever, args=(0.1,), name=name, daemon=True)
            thread.start()
            self._threads.append(thread)
        if self._edits == "now":
            self.advance()
        elif self._edits != "later":
            self._timer = threading.Timer(self._edits, self.advance)
            self._timer.daemon = True
            self._timer.start()
        return self

    def stop(self) -> None:
        """Close everything; safe to call twice."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
        if self._threads:
            for server in self._servers:
                server.shutdown()
        for server in self._servers:
            server.hang_up()
            server.server_close()
        for thread in self._threads:
            thread.join()
        self._servers, self._threads, self._timer = [], [], None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def advance(self) -> int:
        """Serve the corrected versions from now on; return how many articles have one. Twice changes nothing more."""
        moment = now().replace(microsecond=0)
        for server in self._servers:
            server.site.corrected_at = server.site.corrected_at or moment
        return self.edited

    @property
    def edited(self) -> int:
        """How many articles have a corrected version."""
        return sum(1 for article in self.content.articles if article.later)

    @property
    def corrected(self) -> bool:
        """Whether the corrected versions are being served."""
        return any(server.site.corrected_at for server in self._servers)

    @property
    def access_log(self) -> tuple[Access, ...]:
        """The answered requests, oldest first; the newest 100,000 are kept."""
        return self._log.rows()

    @property
    def answered(self) -> int:
        """How many requests were answered since the start."""
        return self._log.total

    def _bind(self, outlet: Outlet) -> OutletServer:
        try:
            server = OutletServer(self._site(outlet), self.port, self._log)
        except (OSError, OverflowError) as error:
            self.stop()
            raise ConfigError(
                f"The newsroom cannot use {outlet.address}:{self.port} ({error}). Give another port."
            ) from None
        if self.port == 0:  # the first outlet chose; the others follow, so that one port serves all
            self.port = int(server.server_address[1])
            server.site = self._site(outlet)
        return server

    def _site(self, outlet: Outlet) -> Site:
        broken = [thing for thing in self.broken if thing.outlet == outlet.id]
        return Site(outlet, self.content.of(outlet.id), broken, self.port, self.anchor)


def parse_edits(text: str) -> Edits:
    """Return when the corrected versions appear: `now`, `later` (only when told), or seconds after the start.

    Raises: ConfigError for anything else.
    """
    if text == "now":
        return "now"
    if text == "later":
        return "later"
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 86_400:
        raise ConfigError(f"--edits {text}: give `now`, `later`, or seconds from 0 to 86400.")
    return seconds
