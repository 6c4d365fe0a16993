"""A cap on response headers, which Scrapy and Twisted lack: endless header lines took 1.4 GB in 8 s (Scrapy 2.19).

Hooks one private class of Scrapy and refuses to crawl when Scrapy is not as expected, also without our resolver.
"""

from __future__ import annotations

from typing import Any

from core.errors import ConfigError

#: Bytes of all header lines of a response; real sites stay below 20 kB.
MAX_HEADER_BYTES = 256 * 1024


def cap_headers() -> None:
    """Make responses with more than MAX_HEADER_BYTES of headers fail, once for the process.

    Raises: ConfigError when the installed Scrapy cannot be hooked.
    """
    from scrapy.core.downloader.handlers import http11
    from scrapy.settings import default_settings
    from twisted.web._newclient import ParseError

    parser = getattr(http11, "_LenientHTTPClientParser", None)
    received = getattr(parser, "lineReceived", None)
    guarded = hasattr(default_settings, "TWISTED_DNS_RESOLVER")  # older versions would not ask our resolver
    if parser is None or received is None or not guarded:
        raise ConfigError("Suar cannot guard this version of Scrapy, so it does not crawl: install scrapy 2.19.")
    if getattr(parser, "suar_capped", False):
        return

    def line_received(self: Any, line: bytes) -> None:
        self.suar_header_bytes = getattr(self, "suar_header_bytes", 0) + len(line)
        if self.suar_header_bytes > MAX_HEADER_BYTES:
            raise ParseError("headers too large", line[:80])  # type: ignore[no-untyped-call]
        received(self, line)

    parser.lineReceived = line_received
    parser.suar_capped = True
