"""Refuses to crawl when Scrapy is not the one whose insides the guards are hooked into. Fails closed."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

from core.errors import ConfigError

#: The one release series that the guards were tested with; pyproject.toml pins the same.
SCRAPY = "2.19."

#: What the guards stand on, and the parameters that they rely on.
_NEEDED: dict[str, dict[str, tuple[str, ...]]] = {
    "scrapy.core.downloader.handlers.http11": {
        "HTTP11DownloadHandler.download_request": ("self", "request"),
        "_ScrapyAgent._get_agent": ("self", "request", "timeout"),
        "_ScrapyAgent.download_request": ("self", "request"),
        "_BindAddressAgent.__init__": ("reactor", "contextFactory", "connectTimeout", "pool"),
        "_LenientHTTP11ClientFactory.buildProtocol": ("self", "addr"),
        "_LenientHTTP11ClientProtocol.request": ("self", "request"),
        "_LenientHTTP11ClientProtocol._finishResponse_WAITING": ("self", "rest"),
        "_LenientHTTP11ClientProtocol._disconnectParser": ("self", "reason"),
        "_LenientHTTPClientParser.lineReceived": ("self", "line"),
        "_LenientHTTPClientParser.lineLengthExceeded": ("self", "line"),
    },
    "scrapy.core.downloader.contextfactory": {
        "_ScrapyClientContextFactory.__init__": ("self", "verify_certificates"),
        "_ScrapyClientContextFactory.creatorForNetloc": ("self", "hostname", "port"),
    },
    "scrapy.core.downloader": {"Downloader._get_slot": ("self", "request")},
    "scrapy.core.downloader.handlers": {"DownloadHandlers.download_request_async": ("self", "request")},
    "scrapy.utils._download_handlers": {"wrap_twisted_exceptions": ()},
    "twisted.internet.endpoints": {"HostnameEndpoint.connect": ("self", "protocolFactory")},
}


def check_hooks() -> None:
    """Return when the guards hold.

    Raises: ConfigError when the installed Scrapy or Twisted cannot be guarded.
    """
    import scrapy
    from scrapy.settings import default_settings

    if not scrapy.__version__.startswith(SCRAPY):
        raise _refusal(f"it is version {scrapy.__version__}")
    if not hasattr(default_settings, "TWISTED_DNS_RESOLVER"):
        raise _refusal("it would not ask our resolver")
    for module, members in _NEEDED.items():
        for path, parameters in members.items():
            _check(module, path, parameters)
    _check_cap()


def _check(module: str, path: str, parameters: tuple[str, ...]) -> None:
    try:
        found = importlib.import_module(module)
        for name in path.split("."):
            found = getattr(found, name)
        known = inspect.signature(found).parameters  # type: ignore[arg-type]
    except (ImportError, AttributeError, TypeError, ValueError):
        raise _refusal(f"{module}.{path} is missing") from None
    if not set(parameters) <= set(known):
        raise _refusal(f"{module}.{path} takes other parameters")


def _check_cap() -> None:
    """Try the cap on headers once: a name that is still there may do something else."""
    from twisted.internet.testing import StringTransport
    from twisted.web._newclient import Request
    from twisted.web.http_headers import Headers

    from crawler.fetch.connection import MAX_HEADER_LINES, CappedFactory, HeadersTooLarge

    protocol: Any = CappedFactory(lambda _: None, "").buildProtocol(None)  # type: ignore[no-untyped-call]
    protocol.makeConnection(StringTransport())  # type: ignore[no-untyped-call]
    failures: list[object] = []
    asked = protocol.request(Request(b"GET", b"/", Headers({b"host": [b"x"]}), None))  # type: ignore[no-untyped-call]
    asked.addErrback(failures.append)
    protocol.dataReceived(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * (MAX_HEADER_LINES + 2))
    reasons = getattr(getattr(failures[0] if failures else None, "value", None), "reasons", [])
    if not any(reason.check(HeadersTooLarge) for reason in reasons):
        raise _refusal("the cap on response headers does not work with it")


def _refusal(why: str) -> ConfigError:
    return ConfigError(f"Suar cannot guard the installed Scrapy, so it does not crawl: {why}. Install scrapy 2.19.")
