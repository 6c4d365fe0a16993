"""Tests of the canonical form of addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discover.urls import accept_declared, canonical


@pytest.mark.parametrize(
    ("given_url", "expected"),
    [
        ("HTTP://Berita.Example:80/a/b?utm_source=x&id=3&fbclid=9#komentar", "http://berita.example/a/b?id=3"),
        ("https://berita.example:443", "https://berita.example/"),
        ("https://berita.example:8443/a", "https://berita.example:8443/a"),
        ("https://berita.example/a/amp/", "https://berita.example/a"),
        ("https://berita.example/amp/a.html", "https://berita.example/a.html"),
        ("https://user:pw@berita.example/a", "https://berita.example/a"),
        ("https://berita.example/a b\n/c", "https://berita.example/ab/c"),
        ("https://berita.example/é?q=é", "https://berita.example/%C3%A9?q=%C3%A9"),
        ("https://berita.example/%C3%A9", "https://berita.example/%C3%A9"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("ftp://berita.example/x", None),
        ("data:text/html,x", None),
        ("//", None),
        ("http://", None),
        ("http://[::1", None),
        ("http://a:99999999/", None),
        ("", None),
        ("http://berita.example/" + "a" * 3000, None),
    ],
)
def test_canonical(given_url: str, expected: str | None) -> None:
    assert canonical(given_url) == expected


def test_relative_addresses_need_a_base() -> None:
    assert canonical("/a?b=1", "https://berita.example/x/y") == "https://berita.example/a?b=1"
    assert canonical("//lain.example/a", "https://berita.example/x") == "https://lain.example/a"
    assert canonical("/a") is None


@given(st.text(max_size=80), st.sampled_from(["", "https://berita.example/x/"]))
def test_never_raises_and_is_a_fixed_point(text: str, base: str) -> None:
    once = canonical(text, base)
    if once is not None:
        assert canonical(once) == once
        assert once.startswith(("http://", "https://"))


HERE = "https://www.berita.example/2026/11/rapat-logistik.html"


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (None, HERE),
        ("https://www.berita.example/", HERE),
        ("https://www.berita.example/indeks", HERE),
        ("https://lain.example/2026/11/rapat-logistik.html", HERE),
        ("https://berita.example/2026/11/rapat-logistik.html", "https://berita.example/2026/11/rapat-logistik.html"),
        ("https://m.berita.example/rapat-logistik", "https://m.berita.example/rapat-logistik"),
    ],
)
def test_a_declared_address_must_be_credible(declared: str | None, expected: str) -> None:
    assert accept_declared(HERE, declared) == expected


def test_a_numbered_address_may_declare_its_speaking_one() -> None:
    assert accept_declared("https://b.example/?p=17", "https://b.example/rapat/") == "https://b.example/rapat/"


@pytest.mark.parametrize(
    "variant",
    [
        "https://b.example/berita/banjir-luwu?page=all",
        "https://b.example/berita/banjir-luwu?single=1&utm_source=wa&igsh=x",
        "https://b.example/berita/banjir-luwu?print=1",
        "https://b.example/berita/banjir-luwu?m=1&srsltid=9",
        "https://b.example/berita/banjir-luwu/amp/?outputType=amp",
        "https://b.example/berita/banjir-luwu.amp",
        "https://b.example/amp/berita/banjir-luwu",
        "https://b-example.cdn.ampproject.org/c/s/b.example/berita/banjir-luwu/amp/?amp=1",
        "https://www.google.com/amp/s/b.example/berita/banjir-luwu",
        "https:\\\\b.example\\berita\\banjir-luwu",
    ],
)
def test_views_of_one_article_have_one_address(variant: str) -> None:
    assert canonical(variant) == "https://b.example/berita/banjir-luwu"


@pytest.mark.parametrize(
    "url",
    [
        "https://b.example/?p=17&page=2",
        "https://b.example/index.php?page=17",
        "https://b.example/?print=abc",
    ],
)
def test_what_names_another_text_stays(url: str) -> None:
    assert canonical(url) == url


@pytest.mark.parametrize(
    ("fetched", "declared", "accepted"),
    [
        ("https://m.b.example/x/banjir-luwu", "https://www.b.example/x/banjir-luwu", True),
        ("https://amp.b.example/x/banjir-luwu", "https://b.example/y/banjir-luwu.html", True),
        ("https://mobile.b.example/x/banjir-luwu", "https://b.example/x/gempa-palu", False),
        ("https://b.example/x/banjir-luwu/all", "https://b.example/x/banjir-luwu", True),
        ("https://b.example/x/banjir-luwu/2", "https://b.example/x/banjir-luwu", True),
        ("https://b.example/berita/17", "https://b.example/berita", False),
        ("https://b.example/berita/17", "https://b.example/berita/18", False),
    ],
)
def test_hosts_and_parts_are_mapped_only_as_the_page_declares(fetched: str, declared: str, accepted: bool) -> None:
    assert accept_declared(fetched, declared) == (declared if accepted else fetched)
