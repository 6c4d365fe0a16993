"""Tests of what is read of a page without a parser."""

from __future__ import annotations

import time

import pytest

from crawler.extract.rough import MAX_ATTRIBUTES, MAX_TAGS, excess, has_prose, rough_text, rough_title


def _attributes(count: int, end: str = "=1") -> str:
    return " ".join(f"a{n}{end}" for n in range(count))


@pytest.mark.parametrize(
    ("page", "broken"),
    [
        ("<p>x</p>", ""),
        ("<p>" * MAX_TAGS, ""),
        ("<p>" * (MAX_TAGS + 1), "tags"),
        (f"<p {_attributes(MAX_ATTRIBUTES - 1)}>x", ""),
        (f"<p {_attributes(MAX_ATTRIBUTES + 1)}>x", "attributes"),
        (f"<p {_attributes(MAX_ATTRIBUTES + 1, '')}>x", "attributes"),
        (f"<p a='>' {_attributes(MAX_ATTRIBUTES + 1)}>x", "attributes"),
        (
            f"<p a='<' {_attributes(MAX_ATTRIBUTES + 1)}>x",
            "",
        ),  # the rest is no tag to this count: the box's limits hold
        (f"<p/{'/'.join(f'a{n}' for n in range(MAX_ATTRIBUTES + 9))}>x", "attributes"),
        (f"<p {''.join(f'a{n}={chr(34)}{chr(34)}' for n in range(MAX_ATTRIBUTES + 9))}>x", "attributes"),
        (f"<img src='data:image/svg+xml,{'M 1 2 ' * 900}'>", ""),
        (f"<p>{'kata ' * 2000}</p>", ""),
        (f"<p title='a'>{'kata ' * 2000} it's</p>", ""),
        (f"<script>for(i=0;i<n;i++){{{'a = b; ' * 2000}}}</script><p>x</p>", ""),
        (f"<script>{'if(a<b)' * MAX_TAGS}</script><p>x</p>", ""),
    ],
)
def test_limits_of_a_page_that_is_parsed(page: str, broken: str) -> None:
    assert excess(page) == broken


def test_text_without_tags() -> None:
    page = (
        "<html><head><title>Rapat &amp; Logistik</title><style>p{}</style></head><body><!-- <p>tersembunyi</p> -->"
        "<script>x</script><h1>Judul</h1><p class='a'>Satu <b>dua</b>.</p><p>3 < 4 &lt; 5</p>ekor<br>baris\ud800\x00"
    )
    assert rough_title(page) == "Rapat & Logistik"
    assert rough_text(page) == "Judul\nSatu dua.\n3\nekor\nbaris"


def test_text_is_found_behind_a_comment_that_never_ends() -> None:
    assert rough_text("<p>satu</p><!-- dua") == "satu\ndua"


@pytest.mark.parametrize(
    "pump",
    ["<", "<p", "<script", "</style", "<!--", "&", "&amp", "&#x", "<p '", '"', "<p a='", "İ<script>", "\n", "<title"],
)
def test_linear(pump: str) -> None:
    page = pump * (2_000_000 // len(pump))
    started = time.process_time()
    excess(page), rough_text(page), rough_title(page)
    assert time.process_time() - started < 4


def test_menus_are_no_prose() -> None:
    assert not has_prose("Beranda\nDaerah\nOlahraga\n" * 300)
    assert has_prose(
        "Panitia mengatakan logistik sudah tiba di seluruh kecamatan sejak Jumat pagi, lalu disimpan.  " * 8
    )
