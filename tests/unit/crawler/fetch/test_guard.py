"""Tests of the guard: what may be dialled."""

from __future__ import annotations

import pytest

from crawler.fetch.guard import Guard

PRIVATE = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.1.2.3",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.192",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "168.63.129.16",
    "100.100.100.200",
    "192.88.99.1",
    "203.0.113.7",
    "::1",
    "::",
    "fd00:ec2::254",
    "fe80::1",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::",
    "::169.254.169.254",
    "ff02::1",
    "2001:db8::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    guard = Guard(demo=True)
    assert not guard.allows(address)
    host = f"[{address}]" if ":" in address else address
    assert guard.url_problem(f"http://{host}/") == "address"


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses_pass(address: str) -> None:
    assert Guard().allows(address)


def test_only_the_demo_may_use_its_part_of_loopback() -> None:
    assert Guard(demo=True).allows("127.0.1.7")
    assert Guard(demo=True).url_problem("http://127.0.1.7:8123/") == ""
    assert not Guard().allows("127.0.1.7")
    assert Guard().url_problem("http://127.0.1.7:8123/") == "address"


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://berita.example/", ""),
        ("https://berita.example:443/", ""),
        ("http://berita.example:6379/", "port"),
        ("http://berita.example:22/", "port"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://berita.example/", "scheme"),
        ("http://user@berita.example/", "address"),
        ("http:///x", "address"),
        ("http://berita.example:x/", "address"),
    ],
)
def test_urls(url: str, problem: str) -> None:
    assert Guard().url_problem(url) == problem


@pytest.mark.parametrize("address", ["", "nonsense", "2852039166", "127.1", "0x7f000001"])
def test_what_is_no_numeric_address_is_never_dialled(address: str) -> None:
    assert not Guard(demo=True).allows(address)
