"""Names to addresses for the crawl, in place of the reactor's own way: what was checked here is what is dialled.

The addresses that this hands out go to the socket as numbers, so that a name that answers differently the next time
(DNS rebinding) changes nothing. A proxy would bypass this; none is ever used.
"""

from __future__ import annotations

import time
from typing import Any

import idna
from twisted.internet import defer
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution
from twisted.internet.threads import deferToThreadPool
from twisted.python.failure import Failure
from zope.interface import implementer

from core.net.addresses import literal
from core.net.lookup import Lookup, NotPublic, dialable
from crawler.fetch.guard import Guard

#: Seconds that an answer is used again: a crawl asks a host every few seconds, and its DNS would be asked each time.
KEEP_SECONDS = 300.0
_MOST_KEPT = 10_000


@implementer(IHostnameResolver)
class GuardedResolver:
    """Resolves names, IPv4 and IPv6, and gives no address at all where one of them must not be dialled."""

    def __init__(self, reactor: Any, guard: Guard, timeout: float, lookup: Lookup | None = None) -> None:
        self._reactor, self._guard, self._timeout, self._lookup = reactor, guard, timeout, lookup
        self._kept: dict[str, tuple[float, list[str]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> GuardedResolver:
        """Build the resolver from Scrapy's settings; without a guard there is no crawling."""
        return cls(reactor, crawler.settings["SUAR_GUARD"], crawler.settings.getfloat("DNS_TIMEOUT"))

    def install_on_reactor(self) -> None:
        """Take the place of the reactor's own resolver."""
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Any = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Tell the receiver the addresses of the name; none when it cannot be had within the time or is refused."""
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)

        def tell(addresses: list[str]) -> None:
            for address in addresses:
                kind = IPv6Address if ":" in address else IPv4Address
                resolutionReceiver.addressResolved(kind("TCP", address, portNumber))
            resolutionReceiver.resolutionComplete()

        self._addresses(_ascii(hostName), portNumber).addCallback(tell)
        return resolution

    def _addresses(self, host: str, port: int) -> defer.Deferred[list[str]]:
        until, kept = self._kept.get(host, (0.0, []))
        if time.monotonic() < until:
            return defer.succeed(kept)

        def look_up() -> list[str]:
            return dialable(host, port, self._guard, self._lookup)

        asked: defer.Deferred[list[str]]
        if literal(host) is not None:
            asked = defer.maybeDeferred(look_up)  # nothing to wait for
        else:
            asked = deferToThreadPool(self._reactor, self._reactor.getThreadPool(), look_up)
            asked.addTimeout(self._timeout, self._reactor)
        return asked.addCallbacks(lambda found: self._keep(host, found), lambda failure: self._none(host, failure))

    def _keep(self, host: str, found: list[str]) -> list[str]:
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[host] = (time.monotonic() + KEEP_SECONDS, found)
        return found

    def _none(self, host: str, failure: Failure) -> list[str]:
        if isinstance(failure.value, NotPublic):
            self._guard.refused_hosts.add(host)
        return []


def _ascii(host: str) -> str:
    """Return the name as DNS and the certificate know it; Twisted hands out the readable form of `xn--` names."""
    if host.isascii():
        return host
    try:
        return idna.encode(host).decode()
    except idna.IDNAError:
        return host


@implementer(IHostResolution)
class _Resolution:
    """A look-up under way; it ends by itself after its time."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Let it end by itself."""
