"""Tests of looking a name up: all answers are checked, DNS is asked once, what was checked is what is handed out."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from core.net.addresses import AddressPolicy
from core.net.lookup import NotPublic, dialable

PUBLIC, PUBLIC_6 = "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"


class Dns:
    """A resolver that answers from a list, and counts."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers, self.asked = list(answers), 0

    def __call__(self, host: str, port: int, *_: Any) -> list[tuple[Any, ...]]:
        self.asked += 1
        found = self.answers[(self.asked - 1) % len(self.answers)]
        kinds = [socket.AF_INET6 if ":" in address else socket.AF_INET for address in found]
        return [(kind, socket.SOCK_STREAM, 6, "", (address, port)) for kind, address in zip(kinds, found, strict=True)]


def test_both_families_are_handed_out_in_order_and_once() -> None:
    dns = Dns([PUBLIC_6, PUBLIC, PUBLIC_6])
    assert dialable("berita.example", 80, AddressPolicy(), dns) == [PUBLIC_6, PUBLIC]
    assert dns.asked == 1


@pytest.mark.parametrize(
    "answer",
    [
        ["10.0.0.1"],
        [PUBLIC, "127.0.0.1"],
        ["169.254.169.254", PUBLIC],
        [PUBLIC, "::1"],
        [PUBLIC, PUBLIC_6, "64:ff9b::a9fe:a9fe"],
        [PUBLIC, "fe80::1%eth0"],
        [PUBLIC, "nonsense"],
    ],
)
def test_one_address_that_is_not_public_refuses_the_name(answer: list[str]) -> None:
    with pytest.raises(NotPublic):
        dialable("berita.example", 80, AddressPolicy(), Dns(answer))


def test_rebinding_gives_a_public_address_or_nothing() -> None:
    dns = Dns([PUBLIC], ["127.0.0.1"])
    assert dialable("berita.example", 80, AddressPolicy(), dns) == [PUBLIC]
    with pytest.raises(NotPublic):
        dialable("berita.example", 80, AddressPolicy(), dns)
    assert dns.asked == 2


def test_literal_addresses_are_checked_without_dns() -> None:
    dns = Dns([PUBLIC])
    assert dialable(PUBLIC, 80, AddressPolicy(), dns) == [PUBLIC]
    with pytest.raises(NotPublic):
        dialable("10.0.0.1", 80, AddressPolicy(), dns)
    assert dns.asked == 0


def test_a_name_without_an_address() -> None:
    with pytest.raises(OSError, match="no address"):
        dialable("berita.example", 80, AddressPolicy(), Dns([]))
