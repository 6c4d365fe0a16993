"""The one door through which requests of the crawl leave: pages, feeds, sitemaps and robots.txt alike."""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers import http11
from scrapy.exceptions import DownloadFailedError, ResponseDataLossError
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future

from crawler.fetch.certificates import CertificatePolicy
from crawler.fetch.connection import CappedFactory, HeadersTooLarge
from crawler.fetch.encodings import EncodingError, decoded
from crawler.fetch.guard import Guard
from crawler.fetch.refusal import Refusal
from crawler.fetch.resolver import GuardedResolver


class GuardedHandler(http11.HTTP11DownloadHandler):
    """Scrapy's handler for HTTP/1.1 with our connections, our time limits, and never a proxy."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._pool._factory = CappedFactory
        excepted = crawler.settings["SUAR_UNVERIFIED_HOSTS"]
        self._contextFactory: Any = CertificatePolicy(self._contextFactory, excepted)
        self._guard: Guard = crawler.settings["SUAR_GUARD"]
        self._connect_seconds = crawler.settings.getfloat("SUAR_CONNECT_TIMEOUT")

    async def download_request(self, request: Any) -> Any:
        """Return the response, its content encodings undone.

        Raises: Refusal when it is not asked for or not believed; Scrapy's download errors.
        """
        self._check(request.url)
        agent = _Agent(
            self._connect_seconds,
            contextFactory=self._contextFactory,
            pool=self._pool,
            maxsize=self._default_maxsize,
            fail_on_dataloss=True,
            crawler=self._crawler,
        )
        try:
            with wrap_twisted_exceptions():
                response = await maybe_deferred_to_future(agent.download_request(request))
        except DownloadFailedError as error:
            raise _named(error) from error
        peer = response.ip_address
        if peer is not None and not self._guard.allows(str(peer)):  # cannot be, so nothing of it is believed
            raise Refusal("rejected", "address", f"answered from {peer}")
        return _decoded(response, request.meta.get("download_maxsize", self._default_maxsize))

    def _check(self, url: str) -> None:
        from twisted.internet import reactor

        problem = self._guard.url_problem(url)
        if problem:
            raise Refusal("rejected", problem)
        if not isinstance(getattr(reactor, "nameResolver", None), GuardedResolver):
            raise Refusal("failed", "unguarded", "addresses are not checked when they are dialled")


class _Agent(http11._ScrapyAgent):
    """Sends one request; what it knows of proxies is left out."""

    def __init__(self, connect_seconds: float, **more: Any) -> None:
        super().__init__(connectTimeout=connect_seconds, **more)
        self._connect_seconds = connect_seconds

    def _get_agent(self, request: Any, timeout: float) -> Any:
        from twisted.internet import reactor

        return http11._BindAddressAgent(
            reactor=reactor,
            contextFactory=self._contextFactory,
            connectTimeout=min(timeout, self._connect_seconds),
            pool=self._pool,
        )


def _named(error: DownloadFailedError) -> Exception:
    """Return what the failure means; a server that does not speak HTTP is not asked again."""
    reasons = [failure.value for failure in getattr(error.__cause__, "reasons", [])]
    for reason in reasons:
        if isinstance(reason, HeadersTooLarge):
            return Refusal("rejected", "headers_too_large", str(reason))
        if isinstance(reason, ValueError | KeyError) or type(reason).__name__ in ("ParseError", "BadResponseVersion"):
            return Refusal("failed", "bad_response", f"{type(reason).__name__}: {reason}"[:300])
    return error


def _decoded(response: Any, limit: int) -> Any:
    """Return the response with its body as the page was written, so that Scrapy finds nothing left to undo."""
    named = b",".join(response.headers.getlist(b"Content-Encoding")).decode("latin-1")
    if not named:
        return response
    try:
        body = decoded(response.body, named, limit)
    except EncodingError as error:
        if error.reason == "incomplete":
            raise ResponseDataLossError(str(error)) from None  # asked again, as any other body cut short
        raise Refusal("failed" if error.reason == "bad_encoding" else "rejected", error.reason, str(error)) from None
    headers = response.headers.copy()
    del headers[b"Content-Encoding"]
    return response.replace(body=body, headers=headers)
