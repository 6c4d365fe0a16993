"""Which addresses may be talked to: public ones, over http and https, on their usual ports. Fails closed; asks no DNS.

An address is checked as it stands in a URL, before anything is sent, and once more as a number, when it is dialled.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import unicodedata
from urllib.parse import unquote, urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

#: Longest URL that is asked for.
MAX_URL = 2_000
_PORTS = {None, 80, 443}

#: Networks that are not the public internet though `ipaddress` calls some of them global (tried with Python 3.11):
#: NAT64, 6to4, Teredo, IPv4-compatible and cloud metadata addresses among them.
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
#: All global unicast addresses of IPv6 given out so far lie here.
_GLOBAL_V6 = ipaddress.ip_network("2000::/3")

#: The fictional newsroom lives here; only its own sources and `--demo` may name it.
DEMO_NETWORK = ipaddress.ip_network("127.0.1.0/24")

_DOTS = str.maketrans("。．｡", "...")
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})+", re.ASCII)
#: The last label of a name is never a number; a host that ends in one is an address, written plainly or in disguise.
_NUMERIC = re.compile(r"(.*\.)?([0-9]+|0x[0-9a-f]*)", re.ASCII)
_LOCAL = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa", "localdomain")
_BREAKS = re.compile(r"%(0d|0a|00)", re.ASCII | re.IGNORECASE)


class AddressPolicy:
    """Decides about URLs and addresses; `also` names networks that are talked to beside the public internet."""

    def __init__(self, *also: Network) -> None:
        self._also = also

    def url_problem(self, url: str) -> str:
        """Return why the URL must not be asked for: `bad_url`, `scheme`, `address`, `port`, or nothing when it may be.

        Names are not looked up: what they stand for is checked when it is dialled. Raises: nothing.
        """
        if len(url) > MAX_URL or any(char <= " " or char in "\x7f\\" for char in url):
            return "bad_url"
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return "address"
        if parts.scheme not in ("http", "https"):
            return "scheme"
        if _BREAKS.search(parts.netloc + parts.path):
            return "bad_url"
        if not host or parts.username is not None or parts.password is not None or not self._host_passes(host):
            return "address"
        if port not in _PORTS and not self.is_named(host):
            return "port"
        return ""

    def allows(self, address: str) -> bool:
        """Return whether the numeric address may be dialled. Raises: nothing; what is no address is not allowed."""
        found = literal(address)
        if found is None:
            return False
        if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        if any(found in network for network in self._also):
            return True
        if isinstance(found, ipaddress.IPv6Address) and found not in _GLOBAL_V6:
            return False
        return found.is_global and not found.is_multicast and not any(found in network for network in _BLOCKED)

    def is_named(self, host: str) -> bool:
        """Return whether the host is an address in one of the networks named for this policy."""
        found = literal(host)
        return found is not None and any(found in network for network in self._also)

    def _host_passes(self, host: str) -> bool:
        if literal(host) is not None:
            return self.allows(host)
        plain = _plain(host)
        if host.endswith("."):
            return False  # another spelling of a name, which lists of names and certificates do not know
        if _NUMERIC.fullmatch(plain) or literal(plain) is not None:
            return False  # 127.1, 0x7f.1, 2852039166, ①⑥⑨.254.169.254: nobody writes a public address like this
        if not _NAME.fullmatch(plain):
            return False  # a name without a dot is one of the own network
        return not any(plain == name or plain.endswith(f".{name}") for name in _LOCAL)


def literal(host: str) -> Address | None:
    """Return the address that the host is, written in the usual way; None for a name or a disguise."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def numeric(host: str) -> Address | None:
    """Return the address that a resolver makes of the host without asking DNS, also of its disguises; else None."""
    plain = _plain(host)
    found = literal(plain)
    if found is None and _NUMERIC.fullmatch(plain):
        try:
            return ipaddress.IPv4Address(socket.inet_aton(plain))
        except OSError:
            return None
    return found


def _plain(host: str) -> str:
    """Return the host as a resolver reads it in the end: decoded, in ASCII where it can be, without the last dot."""
    text = unicodedata.normalize("NFKC", unquote(host)).translate(_DOTS).lower().strip("[]")
    text = text.removesuffix(".")
    if text.isascii():
        return text
    try:
        return text.encode("idna").decode()
    except UnicodeError:
        return text
