"""The HTTP server of one outlet: its address, its open connections, its share of the access log."""

from __future__ import annotations

import socket
import threading
from http.server import ThreadingHTTPServer

from crawler.newsroom.access import AccessLog
from crawler.newsroom.handler import OutletHandler
from crawler.newsroom.site import Site

_Request = socket.socket | tuple[bytes, socket.socket]


class OutletServer(ThreadingHTTPServer):
    """Serves one site; connections that clients keep open are closed with it."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, site: Site, port: int, log: AccessLog) -> None:
        """Bind the outlet's address. Raises: OSError when it is taken or does not exist."""
        self.site = site
        self.log = log
        self._open: set[socket.socket] = set()
        self._changed = threading.Condition()
        super().__init__((site.outlet.address, port), OutletHandler)

    def process_request(self, request: _Request, client_address: object) -> None:
        """Remember the connection, then serve it in a thread of its own."""
        with self._changed:
            self._open.add(_connection(request))
        super().process_request(request, client_address)

    def shutdown_request(self, request: _Request) -> None:
        """Close the connection and forget it."""
        super().shutdown_request(request)
        with self._changed:
            self._open.discard(_connection(request))
            self._changed.notify_all()

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent: a client that hangs up is its own business, and every answer is in the access log."""

    def hang_up(self) -> None:
        """Close the connections that clients keep open and wait, two seconds at most, for their threads."""
        with self._changed:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # already gone
            self._changed.wait_for(lambda: not self._open, timeout=2)


def _connection(request: _Request) -> socket.socket:
    return request[1] if isinstance(request, tuple) else request
