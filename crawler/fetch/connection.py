"""A connection to a server that may be hostile: the head of a response is capped, what breaks HTTP ends it at once.

Scrapy and Twisted have no cap: endless header lines took 1.4 GB in 8 s (Scrapy 2.19). These are subclasses of private
classes of Scrapy; `crawler.fetch.hooks` refuses to crawl when they are not as expected.
"""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers import http11
from twisted.python.failure import Failure

#: Bytes and lines of everything before the body, 1xx responses included; real sites stay below 20 kB and 110 lines.
MAX_HEADER_BYTES = 256 * 1024
MAX_HEADER_LINES = 200


class HeadersTooLarge(Exception):
    """The server sends more before the body than any honest one."""


class CappedParser(http11._LenientHTTPClientParser):
    """Reads the head of a response, up to the caps."""

    suar_bytes = suar_lines = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """Count the line and read it. Raises: HeadersTooLarge."""
        self.suar_bytes += len(line) + 1
        self.suar_lines += 1
        if self.suar_bytes > MAX_HEADER_BYTES or self.suar_lines > MAX_HEADER_LINES + 2:  # status and empty line
            raise HeadersTooLarge(f"{self.suar_lines} lines, {self.suar_bytes} bytes")
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """A line without an end. Raises: HeadersTooLarge."""
        raise HeadersTooLarge(f"a line of more than {len(line)} bytes")


class CappedProtocol(http11._LenientHTTP11ClientProtocol):
    """Speaks HTTP/1.1 with the capped parser, and does not use a connection again that carries more than it should."""

    def request(self, request: Any) -> Any:
        """Send the request; the answer is read by the capped parser."""
        answer = super().request(request)
        if self._parser is not None:
            self._parser.__class__ = CappedParser  # as Scrapy does: the class is written into Twisted's method
        return answer

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """Read what came; end the connection without ceremony at the first thing that is not HTTP."""
        try:
            if self._parser is None:
                raise ValueError("data that nobody asked for")
            self._parser.dataReceived(data)  # type: ignore[no-untyped-call]
        except Exception:
            transport: Any = self.transport
            transport.abortConnection()
            self._disconnectParser(Failure())  # type: ignore[no-untyped-call]

    def _finishResponse_WAITING(self, rest: bytes) -> None:  # noqa: N802 - Twisted's name
        """End a response; bytes behind its declared length would else be read as the next one."""
        if rest and self._currentRequest is not None:
            self._currentRequest.persistent = False
        super()._finishResponse_WAITING(rest)

    _finishResponse_TRANSMITTING = _finishResponse_WAITING  # noqa: N815


class CappedFactory(http11._LenientHTTP11ClientFactory):
    """Makes the connections of the pool."""

    noisy = False

    def buildProtocol(self, addr: Any) -> CappedProtocol:  # noqa: N802 - Twisted's name
        """Return the protocol of a new connection."""
        return CappedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
