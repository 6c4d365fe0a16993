"""Tests of site rules on pages: what they find, and that one which no longer fits loses nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from core.schemas.site import SiteRule
from crawler.extract.box import Box
from crawler.extract.document import Page, read_page
from crawler.extract.pages import Question, read
from crawler.extract.ruled import whole_address

NOW = datetime(2026, 11, 28, 7, 0, tzinfo=UTC)
URL = "https://luwu.koran.example/berita/rapat-logistik-di-luwu"
LINES = [f"Panitia {n} mencatat logistik pemilihan yang tiba di Kabupaten Luwu pada hari itu juga." for n in range(8)]
ARTICLE = "".join(f"<p>{line}</p>" for line in LINES)
#: The article in a list of short items under a menu: the generic way takes the box beside it for the article.
BESIDE = "".join(
    f"<p>Redaksi menerima kiriman pembaca nomor {n} dan memuatnya setelah disunting.</p>" for n in range(9)
)
HARD = (
    "<ul class='menu'><li><a href='/a'>Beranda</a></li><li><a href='/b'>Politik</a></li></ul>"
    f"<div class='isi'><script>x</script>{''.join(f'<span>{line}</span><br>' for line in LINES)}</div>"
    f"<article>{BESIDE}</article>"
)


def _page(body: str, **keys: Any) -> Page:
    html = f"<html><head><title>Rapat di Luwu - Koran</title></head><body><h1>Rapat di Luwu</h1>{body}</body></html>"
    rule = SiteRule(hosts=("koran.example",), **keys) if keys else None
    return read_page(html.encode(), URL, "", "WITA", NOW, rule)


def test_content_is_read_where_the_generic_way_takes_something_else() -> None:
    generic, ruled = _page(HARD), _page(HARD, content=".isi")
    assert "Panitia 3" not in generic.text
    assert ruled.text.splitlines() == LINES
    assert (ruled.outcome, ruled.rule_lost) == ("ok", ())


def test_several_elements_count_in_order_and_those_within_others_once() -> None:
    body = f"<div class='isi'>{ARTICLE[:400]}<div class='isi'>Sela di dalam.</div></div><hr><p class='isi'>Penutup.</p>"
    page = _page(body + "<p>Bukan bagian.</p>", content=".isi")
    assert page.text.count("Sela di dalam.") == 1
    assert page.text.index("Sela") < page.text.index("Penutup")
    assert "Bukan bagian" not in page.text


def test_what_is_dropped_is_gone_and_the_rest_is_read() -> None:
    body = f"<article>{ARTICLE}<div class='promo'><p>{'Pasang aplikasi kami di telepon Anda sekarang. ' * 3}</p></div>"
    assert "aplikasi" in _page(body).text
    page = _page(body, drop=(".promo", "html", "body .tidak-ada"))
    assert (page.text.splitlines(), page.rule_lost) == (LINES, ())


@pytest.mark.parametrize(
    ("keys", "lost"),
    [
        ({"content": ".berubah"}, "content found nothing"),
        ({"content": "h1"}, "content left 0 characters, the generic way reads "),
        ({"content": "article > p:first-child"}, "content left 85 characters, the generic way reads "),
        ({"drop": ("article",)}, "drop left 0 characters, the generic way reads "),
        ({"title": ".judul"}, "title found nothing"),
        ({"date": ".tanggal"}, "date found nothing"),
        ({"date": "h1"}, "date cannot be read: “Rapat di Luwu”"),
    ],
)
def test_a_rule_that_no_longer_fits_is_named_and_loses_nothing(keys: dict[str, Any], lost: str) -> None:
    body = f"<article>{ARTICLE}<time datetime='2026-11-20T09:00:00+08:00'>Jumat</time></article>"
    page, generic = _page(body, **keys), _page(body)
    assert len(page.rule_lost) == 1
    assert page.rule_lost[0].startswith(lost)
    assert page.model_copy(update={"rule_lost": ()}) == generic


def test_title_and_date_in_the_zone_of_the_rule() -> None:
    body = f"<p class='judul'> Rapat\n besar </p><i class='tgl'></i><i class='tgl'>20/11/2026 09:00</i>{ARTICLE}"
    page = _page(body, title=".judul", date=".tgl", zone="WIT")
    assert (page.title, page.title_source, page.date_source) == ("Rapat besar", "rule", "rule")
    assert page.published_at == datetime(2026, 11, 20, 0, 0, tzinfo=UTC)
    assert _page(body, date=".tgl").published_at == datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    assert page.rule_lost == ()


@pytest.mark.parametrize(
    ("url", "view", "whole"),
    [
        ("https://k.example/a", "page=all", "https://k.example/a?page=all"),
        ("https://k.example/a?id=7&page=2#x", "page=all", "https://k.example/a?id=7&page=all"),
        ("https://k.example/a?page=all", "page=all", ""),
        ("https://k.example/a/", "/all", "https://k.example/a/all"),
        ("https://k.example/a/all", "/all/", ""),
    ],
)
def test_address_of_the_whole_article(url: str, view: str, whole: str) -> None:
    assert whole_address(url, view) == whole


def test_the_whole_view_is_asked_for_only_where_the_article_goes_on() -> None:
    nexts, button = f"{ARTICLE}<a href='?page=2'>2</a>", f"{ARTICLE}<button class='lanjut'>Lanjut</button>"
    assert (_page(ARTICLE, whole_page="page=all").whole_page, _page(nexts).whole_page) == (None, None)
    page = _page(nexts, whole_page="page=all")
    assert (page.whole_page, page.whole_by_rule, page.next_page) == (f"{URL}?page=all", True, f"{URL}?page=2")
    assert _page(button, whole_page="page=all").whole_page is None
    assert _page(button, whole_page="page=all", paged=".lanjut").whole_page == f"{URL}?page=all"
    declared = _page(f"{nexts}<a href='?showpage=all'>Semua</a>", whole_page="page=all")
    assert (declared.whole_page, declared.whole_by_rule) == (f"{URL}?showpage=all", False)


def test_a_notice_in_the_articles_place_says_nothing_about_the_rule() -> None:
    html = b"<html><head><title>Just a moment...</title></head><body><p>Checking.</p></body></html>"
    page = read_page(html, URL, "", "WIB", NOW, SiteRule(hosts=("koran.example",), content=".isi"))
    assert (page.outcome, page.rule_lost) == ("not_article", ())


def test_rules_pass_into_the_box() -> None:
    box, body = Box(), f"<html><body><h1>Rapat di Luwu</h1>{HARD}</body></html>".encode()
    try:
        rule = SiteRule(hosts=("koran.example",), content=".isi", drop=("script",))
        pages = [read(box, Question(URL, now=NOW, rule=one), body) for one in (rule, None)]
        deep = b"<div class=isi>" * 50_000 + b"x"
        assert read(box, Question(URL, now=NOW, rule=rule), deep).outcome in ("no_text", "suspicious")
    finally:
        box.close()
    assert pages[0].text.splitlines() == LINES
    assert "Panitia" not in pages[1].text
