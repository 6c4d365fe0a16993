"""Tests of the address policy: what may be dialled, and what may stand in a URL."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.net.addresses import AddressPolicy, numeric

PRIVATE = [
    *("0.0.0.0", "0.1.2.3", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.1.2.3", "169.254.169.254", "172.16.0.1"),
    *("172.31.255.255", "192.0.0.192", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "224.0.0.1"),
    *("239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16", "100.100.100.200", "192.88.99.1"),
    *("203.0.113.7", "::1", "::", "fd00:ec2::254", "fc00::1", "fe80::1", "fec0::1", "::ffff:169.254.169.254"),
    *("::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:a9fe:a9fe::", "2002:5db8:d822::1"),
    *("::169.254.169.254", "ff02::1", "ff0e::1", "2001:db8::1", "2001::1", "2001:20::1", "3fff::1", "5f00::1"),
    *("100::1", "4000::1", "fd20:ce::254", "::ffff:0:a9fe:a9fe", "fe80::1%lo"),
]

#: The metadata address, loopback and private ones as a resolver or a browser would still understand them.
DISGUISES = [
    *("2852039166", "0251.0376.0251.0376", "0xa9fea9fe", "0xA9FEA9FE", "169.254.43518", "169.16689662"),
    *("0xa9.0xfe.0xa9.0xfe", "0251.254.169.254", "0xa9.254.43518", "025177524776", "0000251.0376.0251.0376"),
    *("169.254.169.254.", "①⑥⑨.254.169.254", "１６９.２５４.１６９.２５４", "169。254。169。254", "169｡254｡169｡254"),
    *("169．254．169．254", "127.1", "127.0.1", "0x7f.1", "0177.1", "017700000001", "2130706433", "0x7f000001", "0"),
    *("0x0", "00", "0.0", "127.0.0.1.", "①②⑦.①", "%31%32%37.0.0.1", "1%32%37.1", "10.1", "0x0a.1", "012.1.2.3"),
    *("192.168.257", "3232235777", "0300.0250.1.1", "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]"),
    *("[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::]", "[::]", "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]", "[fe80::1%25lo]"),
    *("[fd00:ec2::254]", "256.256.256.256", "1.2.3.4.5", "x.0x7f", "4294967296", "0x", "1.2.3.08"),
]

NAMES = [
    *("localhost", "LOCALHOST", "localhost.", "api.localhost", "printer.local", "db.internal", "wiki.intranet"),
    *("metadata.google.internal", "router", "gitlab", "nas.lan", "x.home.arpa", "a..b", ".a.b", "-a.b", "a b.c"),
]


def shown(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    assert not AddressPolicy().allows(address)
    assert AddressPolicy().url_problem(f"http://{shown(address)}/") == "address"


@pytest.mark.parametrize("host", DISGUISES)
def test_disguised_addresses_are_refused(host: str) -> None:
    assert AddressPolicy().url_problem(f"http://{host}/") == "address"
    assert AddressPolicy().url_problem(f"https://{host}:443/x") == "address"


@pytest.mark.parametrize("host", NAMES)
def test_names_of_the_own_network_are_refused(host: str) -> None:
    assert AddressPolicy().url_problem(f"http://{host}/") in ("address", "bad_url")


def test_the_tables_are_as_large_as_asked() -> None:
    assert len(set(DISGUISES)) >= 40
    assert len(set(PRIVATE)) >= 40


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "203.34.118.1"])
def test_public_addresses_pass(address: str) -> None:
    assert AddressPolicy().allows(address)
    assert AddressPolicy().url_problem(f"https://{shown(address)}/") == ""


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://berita.example/", ""),
        ("https://berita.example./", "address"),
        ("https://xn--brta-loa.example/a?b=c%0Ad", ""),
        ("https://bérita.example/", ""),
        ("https://berita_kita.example/", ""),
        ("https://berita.example:443/", ""),
        ("http://berita.example:80/", ""),
        ("https://berita.example/" + "a" * 1977, ""),
        ("https://berita.example/" + "a" * 1978, "bad_url"),
        *((f"http://berita.example:{port}/", "port") for port in (0, 22, 25, 81, 2375, 3306, 5432, 6379, 8080, 9200)),
        ("http://berita.example:65536/", "address"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://berita.example/", "scheme"),
        ("data:text/html,x", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("ftp://berita.example/", "scheme"),
        ("//berita.example/", "scheme"),
        ("http://user@berita.example/", "address"),
        ("http://:x@berita.example/", "address"),
        ("http://berita.example@169.254.169.254/", "address"),
        ("http:///x", "address"),
        ("http://berita.example:x/", "address"),
        ("http://berita.example\\@169.254.169.254/", "bad_url"),
        ("http://berita.example/%0d%0aHost:%20x", "bad_url"),
        ("http://berita.example%0d%0a.evil.example/", "bad_url"),
        ("http://berita.example/%00", "bad_url"),
        ("http://berita.example/\r\nHost: x", "bad_url"),
        ("http://berita.example/a b", "bad_url"),
    ],
)
def test_urls(url: str, problem: str) -> None:
    assert AddressPolicy().url_problem(url) == problem


def test_named_networks_are_talked_to_on_every_port() -> None:
    policy = AddressPolicy(ipaddress.ip_network("127.0.1.0/24"))
    assert policy.allows("127.0.1.7")
    assert policy.allows("::ffff:127.0.1.7")
    assert policy.url_problem("http://127.0.1.7:8123/") == ""
    assert not policy.allows("127.0.0.7")
    assert policy.url_problem("http://127.0.0.7:8123/") == "address"
    assert policy.url_problem("http://berita.example:8123/") == "port"


@pytest.mark.parametrize("address", ["", "nonsense", "2852039166", "127.1", "0x7f000001", "93.184.216.34.", " 8.8.8.8"])
def test_what_is_no_numeric_address_is_never_dialled(address: str) -> None:
    assert not AddressPolicy().allows(address)


@given(st.integers(0, 2**32 - 1))
def test_every_disguise_of_an_address_is_refused(number: int) -> None:
    one, two, three, four = number.to_bytes(4, "big")
    disguises = [f"{number}", f"{number:#x}", f"0{number:o}", f"{one}.{two}.{(three << 8) + four}"]
    disguises += [f"{one:#x}.{two}.{three}.{four}", f"{one}.{(two << 16) + (three << 8) + four}"]
    disguises += [f"{one}.{two}.{three}.{four}."]
    for host in disguises:
        assert AddressPolicy().url_problem(f"http://{host}/") == "address"
        found = numeric(host)
        assert found is not None
        assert int(found) == number


@given(st.text(max_size=40))
def test_no_host_raises(host: str) -> None:
    assert AddressPolicy().url_problem(f"http://{host}/") in ("", "address", "bad_url", "port", "scheme")
