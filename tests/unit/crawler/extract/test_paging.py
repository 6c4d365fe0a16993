"""Where an article of several pages goes on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.paging import Paging, find_paging
from crawler.extract.tree import parse_html

HERE = "https://www.b.example/berita/banjir-luwu"


def _find(links: str, url: str = HERE) -> Paging:
    return find_paging(parse_html(f"<html><body><p>x</p>{links}</body></html>".encode(), ""), url)


@pytest.mark.parametrize(
    ("links", "url", "expected"),
    [
        ('<a href="?page=2">2</a><a href="?page=3">3</a>', HERE, Paging("", f"{HERE}?page=2")),
        ('<a href="?page=2">2</a><a href="?page=3">3</a>', f"{HERE}?page=2", Paging("", f"{HERE}?page=3")),
        ('<a href="/berita/banjir-luwu/2">2</a>', HERE, Paging("", f"{HERE}/2")),
        ('<a href="/berita/banjir-luwu/3/">3</a>', f"{HERE}/2/", Paging("", f"{HERE}/3/")),
        ('<link rel="next" href="/berita/banjir-luwu/page/2">', HERE, Paging("", f"{HERE}/page/2")),
        ('<a href="?page=all#x">Semua</a><a href="?page=2">2</a>', HERE, Paging(f"{HERE}?page=all", f"{HERE}?page=2")),
        (f'<a href="{HERE}?single=1">s</a>', HERE, Paging(f"{HERE}?single=1", "")),
        ('<a href="/berita/banjir-luwu/all">s</a>', HERE, Paging(f"{HERE}/all", "")),
        ('<a href="?page=all">Semua</a>', f"{HERE}?page=all", Paging()),
        ('<a href="?page=1">1</a><a href="?page=3">3</a>', HERE, Paging()),  # never past a page
        ('<a href="/berita/gempa-palu?page=2">lain</a><a href="/berita?page=2">daftar</a>', HERE, Paging()),
        ('<a href="https://lain.example/berita/banjir-luwu?page=2">x</a>', HERE, Paging()),
        ('<a href="/berita/18">berikut</a>', "https://b.example/berita/17", Paging()),
        ('<a href="?page=2">2</a>', "", Paging()),
        ('<a href="http://[::1?page=2">2</a><a href="javascript:x">y</a>', HERE, Paging()),
    ],
)
def test_find_paging(links: str, url: str, expected: Paging) -> None:
    assert _find(links, url) == expected


@given(st.text(max_size=100))
def test_never_raises(text: str) -> None:
    _find(f'<a href="{text}">x</a>')
