"""Names to addresses that may be dialled: every answer of DNS is checked, and one that must not be refuses the name."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from typing import Any

from core.net.addresses import AddressPolicy, literal

#: What `socket.getaddrinfo` is.
Lookup = Callable[..., Sequence[tuple[Any, ...]]]


class NotPublic(Exception):
    """The name stands for an address that must not be dialled."""


def dialable(host: str, port: int, policy: AddressPolicy, lookup: Lookup | None = None) -> list[str]:
    """Return the addresses of the host, IPv4 and IPv6, in the order to try; DNS is asked once.

    Raises: NotPublic when one of them, even beside public ones, must not be dialled; OSError when there is none.
    """
    if literal(host) is not None:
        if not policy.allows(host):
            raise NotPublic(f"{host} is not a public address")
        return [host]
    # Without AI_ADDRCONFIG: an IPv6 answer counts also where this machine has no IPv6 today.
    answers = (lookup or socket.getaddrinfo)(host, port, 0, socket.SOCK_STREAM)
    found = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    refused = [address for address in found if not policy.allows(address)]
    if refused:
        raise NotPublic(f"{host} is at {refused[0]}, which is not a public address")
    if not found:
        raise OSError(f"{host} has no address")
    return found
