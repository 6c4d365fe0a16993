"""What a trial says of an address that is refused and of a server that does not answer, with what to do."""

from __future__ import annotations

from urllib.parse import urlsplit

from core.net.addresses import DEMO_NETWORK, AddressPolicy

_RULES = {
    "address": "address: a private, local or reserved one, or a name of the own network; "
    "only the public internet is read",
    "port": "port: only ports 80 and 443 are used",
    "scheme": "scheme: it begins neither with http:// nor with https://",
    "bad_url": "bad_url: it is too long or holds characters that no address has",
}
#: Where the detail of the ledger names a class of the library first.
_FAILED = {
    "refused": "the server refused the connection: nothing answers at this port",
    "dns": "there is no such host name, or the name server does not answer",
    "timeout": "no answer in time",
}


def refusal(problem: str, address: str) -> str:
    """Return which rule refuses the address, and that `--demo` would not where that is so."""
    words = _RULES.get(problem, problem)
    if AddressPolicy(DEMO_NETWORK).is_named(urlsplit(address).hostname or ""):
        words += "; with --demo the newsroom on 127.0.1.x is read"
    return words


def told(reason: str, detail: str) -> str:
    """Return the detail of an outcome, in words where it would be a message of the library."""
    named = detail.partition(":")[0]  # of a host whose robots.txt could not be asked for: `refused: …`
    return _FAILED.get(reason) or _FAILED.get(named, detail)
