"""Tests of what is taken out of a page's tree before the article is looked for."""

from __future__ import annotations

import time
from typing import Any

import pytest
from lxml import html

from crawler.extract.clutter import clear

LONG = "Petugas mengatakan logistik pemilihan sudah tiba di seluruh kecamatan sejak Jumat pagi dan disimpan di gudang. "
ARTICLE = "".join(f"<p>{LONG}{n}</p>" for n in range(4))


def _cleared(body: str) -> Any:
    tree = html.document_fromstring(f"<html><body>{body}</body></html>")
    clear(tree)
    return tree


def _text(body: str) -> str:
    return " ".join(_cleared(body).text_content().split())


@pytest.mark.parametrize(
    "block",
    [
        "<div style='display: none'>tersembunyi</div>",
        "<p hidden>tersembunyi</p>",
        "<div class='artikel-terkait'>tersembunyi</div>",
        "<div class='wrap BeritaTerkait'>tersembunyi</div>",
        "<table class='linksisip'><tr><td>tersembunyi</td></tr></table>",
        "<p><strong><a href='/b/1'>tersembunyi di balik tautan</a></strong></p>",
        "<ul><li><a href='/b/1'>tersembunyi di daftar satu</a></li>"
        "<li><a href='/b/2'>berita kedua yang panjang</a></li></ul>",
        "<p>Baca juga:</p><ul><li><a href='/1'>tersembunyi di daftar satu</a></li>"
        "<li><a href='/2'>tersembunyi di daftar dua</a></li></ul>"
        f"<p>{LONG}</p>",
    ],
)
def test_what_is_no_article_goes(block: str) -> None:
    assert "tersembunyi" not in _text(f"<article>{ARTICLE}{block}</article>")


@pytest.mark.parametrize(
    "block",
    [
        "<p>Ia menulis di <a href='/x'>laman resmi</a> itu.</p>",
        "<p><a href='https://a.test/'>Seluruh kalimat ini adalah tautan.</a></p>",
        "<p><a href='https://a.test/'>https://a.test/sumber</a></p>",
        "<ul><li>Butir <a href='/1'>satu</a> dengan keterangan yang panjang</li><li>Butir dua tanpa tautan</li></ul>",
        "<div class='konten-berita'>Isi</div>",
        "<div style='display:block'>Isi</div>",
    ],
)
def test_what_is_of_the_article_stays(block: str) -> None:
    wanted = " ".join(html.fromstring(f"<div>{block}</div>").text_content().split())
    assert wanted in _text(f"<article>{ARTICLE}{block}<p>{LONG}</p></article>")


@pytest.mark.parametrize("tag", ["p", "div"])
def test_the_page_itself_stays_whatever_it_is_called(tag: str) -> None:
    article = ARTICLE.replace("<p>", f"<{tag}>").replace("</p>", f"</{tag}>")
    assert LONG.strip() in _text(f"<div class='iklan'>{article}</div>")
    assert LONG.strip() in _text(f"<div style='display:none'><h1>Judul</h1>{article}</div>")


def test_loose_text_becomes_paragraphs_at_double_breaks() -> None:
    tree = _cleared(f"<div>{LONG}<br><br><b>Kota</b> {LONG}<br>baris<ul><li>butir</li></ul>{LONG}</div>")
    paragraphs = [" ".join(node.text_content().split()) for node in tree.iter("p")]
    assert paragraphs == [LONG.strip(), f"Kota {LONG}baris", LONG.strip()]
    order = " ".join(tree.text_content().split())
    assert order.index("butir") < order.rindex(LONG.strip())


def test_an_article_in_pieces_is_put_together_and_teasers_are_not() -> None:
    piece = f"<div><div class='article-body'>{ARTICLE}</div></div>"
    joined = _cleared(f"<article>{piece}<div>iklan</div>{piece}</article>")
    assert [len(node.findall("p")) for node in joined.iter("div") if node.get("class")] == [8, 0]
    teaser = f"<div class='card-text'><p>{LONG}</p></div>"
    apart = _cleared(f"<article>{teaser}{teaser}</article>")
    assert [len(node.findall("p")) for node in apart.iter("div") if node.get("class")] == [1, 1]


def test_a_table_that_lays_out_the_page_is_none() -> None:
    laid = f"<table><tr><td>Menu</td><td>{ARTICLE}</td></tr></table>"
    data = "<table><tr><td>Luwu</td><td><p>5</p></td></tr></table>"
    assert [len(list(_cleared(part).iter("table"))) for part in (laid, data)] == [0, 1]


@pytest.mark.parametrize(
    "pump",
    [
        "<p>x</p>",
        "<p><a href='/x'>judul berita</a></p>",
        "<ul><li><a href='/1'>judul yang cukup panjang</a></li><li><a href='/2'>judul lain yang panjang</a></li></ul>",
        f"<br>{LONG}",
        "<div class='iklan'>",
        "<article><div class='text'><p>x</p><p>y</p></div>",
    ],
)
def test_quick_on_hostile_pages(pump: str) -> None:
    tree = html.document_fromstring(pump * (1_000_000 // len(pump)))
    started = time.process_time()
    clear(tree)
    assert time.process_time() - started < 4
