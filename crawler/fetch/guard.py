"""Which addresses may be talked to: public ones, over http and https, on their usual ports. Fails closed.

Checked twice: the URL before anything is sent, and the resolved address that will be dialled (so that a name cannot
answer with another address later). A proxy would bypass the second check; none is ever used.
"""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

_PORTS = {None, 80, 443}
#: The fictional newsroom lives here; only `--demo` may fetch from it.
DEMO_NETWORK = ipaddress.ip_network("127.0.1.0/24")

#: Networks that are not the public internet though `ipaddress` calls some of them global (tried with Python 3.11):
#: NAT64, 6to4, IPv4-compatible and cloud metadata addresses among them.
_BLOCKED = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
        *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32", "100.100.100.200/32"),
        *("::/128", "::1/128", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:10::/28"),
        *("2001:20::/28", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10"),
        *("fec0::/10", "ff00::/8", "::ffff:0:0:0/96"),
    )
)


class Guard:
    """Decides about URLs and addresses, and remembers which hosts it refused."""

    def __init__(self, *, demo: bool = False) -> None:
        self.demo = demo
        self.refused_hosts: set[str] = set()

    def __deepcopy__(self, memo: dict[int, Any]) -> Guard:
        """Return itself: Scrapy copies its settings, and there is one guard for each crawl."""
        return self

    def url_problem(self, url: str) -> str:
        """Return why the URL must not be fetched: `scheme`, `address`, `port` or, when it may be, nothing."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return "address"
        if parts.scheme not in ("http", "https"):
            return "scheme"
        if not host or parts.username is not None or parts.password is not None:
            return "address"
        if _literal(host) is not None and not self.allows(host):
            return "address"
        if port not in _PORTS and not self._is_demo(host):
            return "port"
        return ""

    def allows(self, address: str) -> bool:
        """Return whether the numeric address may be dialled. Raises: nothing; no address is not allowed."""
        found = _literal(address)
        if found is None:
            return False
        if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        if self.demo and found in DEMO_NETWORK:
            return True
        return found.is_global and not found.is_multicast and not any(found in network for network in _BLOCKED)

    def _is_demo(self, host: str) -> bool:
        found = _literal(host)
        return self.demo and found is not None and found in DEMO_NETWORK


class GuardedResolver(CachingThreadedResolver):
    """Resolves names and refuses the answer when it must not be dialled; literal addresses pass here too."""

    def __init__(self, reactor: Any, cache_size: int, timeout: float, guard: Guard) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._guard = guard

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> GuardedResolver:
        """Build the resolver from Scrapy's settings; without a guard there is no crawling."""
        settings = crawler.settings
        return cls(reactor, settings.getint("DNSCACHE_SIZE"), settings.getfloat("DNS_TIMEOUT"), settings["SUAR_GUARD"])

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        """Return the address of the name, or fail when it is not to be dialled."""
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if not self._guard.allows(address):
            self._guard.refused_hosts.add(name)
            raise DNSLookupError(f"{name} is not a public address")
        return address


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
