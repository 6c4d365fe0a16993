"""Tests of the resolver as Twisted uses it: what it hands out is what a connection is made to."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.task import Clock

from crawler.fetch.guard import Guard
from crawler.fetch.resolver import KEEP_SECONDS, GuardedResolver
from tests.unit.core.net.test_lookup import PUBLIC, PUBLIC_6, Dns


class Reactor(Clock):
    """A reactor whose threads run at once."""

    resolver: Any = None

    def getThreadPool(self) -> Any:
        return self

    def callInThreadWithCallback(self, done: Any, work: Any, *args: Any, **named: Any) -> None:
        from twisted.python.failure import Failure

        try:
            done(True, work(*args, **named))
        except Exception:
            done(False, Failure())

    def callFromThread(self, work: Any, *args: Any) -> None:
        work(*args)

    def installNameResolver(self, resolver: Any) -> None:
        self.resolver = resolver


class Receiver:
    """Takes the addresses that Twisted would dial."""

    def __init__(self) -> None:
        self.found: list[Any] = []
        self.ended = False

    def resolutionBegan(self, resolution: Any) -> None:
        self.name = resolution.name

    def addressResolved(self, address: Any) -> None:
        self.found.append(address)

    def resolutionComplete(self) -> None:
        self.ended = True


def resolver(dns: Any, guard: Guard | None = None) -> GuardedResolver:
    return GuardedResolver(Reactor(), guard or Guard(), 5.0, dns)


def asked(one: GuardedResolver, host: str = "berita.example", port: int = 443) -> list[Any]:
    receiver = Receiver()
    one.resolveHostName(receiver, host, port)
    assert receiver.ended
    return receiver.found


def test_both_families_reach_the_connection_as_numbers() -> None:
    found = asked(resolver(Dns([PUBLIC_6, PUBLIC])))
    assert found == [IPv6Address("TCP", PUBLIC_6, 443), IPv4Address("TCP", PUBLIC, 443)]


def test_a_name_that_answers_differently_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    dns, guard, moment = Dns([PUBLIC], ["127.0.0.1"]), Guard(), [1000.0]
    monkeypatch.setattr("crawler.fetch.resolver.time.monotonic", lambda: moment[0])
    one = resolver(dns, guard)
    for _ in range(3):  # one look-up: the address that was checked is dialled each time
        assert asked(one) == [IPv4Address("TCP", PUBLIC, 443)]
    assert dns.asked == 1
    moment[0] += KEEP_SECONDS
    assert asked(one) == []
    assert (dns.asked, guard.refused("https://berita.example/")) == (2, True)
    assert asked(one) == [IPv4Address("TCP", PUBLIC, 443)]
    assert dns.asked == 3


@pytest.mark.parametrize("answer", [["10.1.2.3"], [PUBLIC, "169.254.169.254"], [PUBLIC, "fd00:ec2::254"]])
def test_one_private_answer_gives_no_address_at_all(answer: list[str]) -> None:
    guard = Guard()
    assert asked(resolver(Dns(answer), guard)) == []
    assert guard.refused("http://berita.example/")


@pytest.mark.parametrize("host", ["169.254.169.254", "::1", "127.0.1.1"])
def test_literal_addresses_pass_here_too(host: str) -> None:
    guard = Guard()
    assert asked(resolver(Dns([PUBLIC]), guard), host) == []
    assert host in guard.refused_hosts


def test_readable_form_of_an_international_name_is_asked_as_dns_knows_it() -> None:
    seen: list[str] = []

    def dns(host: str, port: int, *_: Any) -> list[tuple[Any, ...]]:
        seen.append(host)
        return [(socket.AF_INET, 1, 6, "", ("10.0.0.1", port))]

    guard = Guard()
    asked(resolver(dns, guard), "straße.example")
    assert seen == ["xn--strae-oqa.example"]
    assert guard.refused("https://xn--strae-oqa.example/")


def test_a_name_server_that_never_answers_is_given_up_after_its_time() -> None:
    reactor = Reactor()
    reactor.callInThreadWithCallback = lambda *_, **__: None  # type: ignore[method-assign]
    receiver = Receiver()
    GuardedResolver(reactor, Guard(), 5.0).resolveHostName(receiver, "berita.example", 80)
    reactor.advance(4.9)
    assert not receiver.ended
    reactor.advance(0.2)
    assert (receiver.ended, receiver.found) == (True, [])
