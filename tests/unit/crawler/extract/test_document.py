"""Tests of what is read from one page."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from crawler.extract.box import Box, BoxError
from crawler.extract.document import Page, read_page

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
URL = "https://luwu.example/2026/rapat.html"
TEXT = "".join(
    f"<p>Rapat logistik pemilihan di Kabupaten Luwu berlangsung tertib, kata panitia {n}.</p>" for n in range(8)
)


def _page(head: str = "", body: str = "", zone: str = "WITA") -> Page:
    top = f"<html lang='id-ID'><head><title>Rapat di Luwu - Koran</title>{head}</head>"
    html = f"{top}<body><h1>Rapat di Luwu</h1>{body}<article>{TEXT}</article></body></html>"
    return read_page(html.encode(), URL, "", zone, NOW)


def test_title_text_language() -> None:
    page = _page()
    assert (page.outcome, page.title, page.language) == ("ok", "Rapat di Luwu", "id")
    assert page.text.startswith("Rapat logistik")
    assert "panitia 7" in page.text


NEWS = '{"@type": "NewsArticle", "datePublished": "2026-11-20T09:00:00+08:00"}'
GRAPH = '{"@graph": [{"@type": "WebPage"}, {"datePublished": "2026-11-20T09:00:00Z"}]}'
META = '<meta property="article:published_time" content="2026-11-20T09:00:00+07:00">'


def _ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("head", "body", "source", "instant"),
    [
        (_ld(NEWS), "<time datetime='2020-01-01T00:00:00Z'>x</time>", "json-ld", "2026-11-20T01:00:00+00:00"),
        (_ld(GRAPH), "", "json-ld", "2026-11-20T09:00:00+00:00"),
        (META, "", "meta", "2026-11-20T02:00:00+00:00"),
        (_ld("{broken"), "<time datetime='2026-11-20 09:00'>x</time>", "time", "2026-11-20T01:00:00+00:00"),
        ("", "<div>Jumat, 20 November 2026 | 09.00 WIB</div>", "text", "2026-11-20T02:00:00+00:00"),
        ("", "<div>20/11/2026 09:00</div>", "text", "2026-11-20T01:00:00+00:00"),
    ],
)
def test_dates_by_their_rank(head: str, body: str, source: str, instant: str) -> None:
    page = _page(head, body)
    assert page.published_at is not None
    assert (page.date_source, page.published_at.isoformat()) == (source, instant)


def test_a_future_date_is_none_with_its_string_kept() -> None:
    page = _page('<meta property="article:published_time" content="2027-01-01T00:00:00Z">')
    assert (page.published_at, page.published_raw) == (None, "2027-01-01T00:00:00Z")


def test_canonical_only_when_credible() -> None:
    assert _page('<link rel="canonical" href="/">').canonical_url == URL
    assert _page('<link rel="canonical" href="https://www.luwu.example/rapat.html">').canonical_url == (
        "https://www.luwu.example/rapat.html"
    )


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (b"", "no_text"),
        (b"\x00\x00", "no_text"),
        (b"<html><body><nav>Menu</nav></body></html>", "no_text"),
        (b"<html><script>" + b"x=1;" * 9000 + b"</script></html>", "no_text"),
        (b"<div>" * 500 + b"kata " * 2000 + b"</div>" * 500, "suspicious"),
        (b"\xff\xfe<\x00p\x00>", "no_text"),
    ],
)
def test_pages_without_text(body: bytes, outcome: str) -> None:
    assert read_page(body, URL, "punycode", "WIB", NOW).outcome == outcome


def test_charsets_from_the_allow_list_only() -> None:
    body = f"<html><body><article>{TEXT.replace('tertib', 'café')}</article></body></html>".encode("windows-1252")
    assert "café" in read_page(body, URL, "windows-1252", "WIB", NOW).text
    for odd in ("unicode_escape", "zip", "idna", "cp037", "x" * 40):
        assert read_page(body, URL, odd, "WIB", NOW).outcome == "ok"


def test_links_to_other_articles_are_no_part_of_the_text() -> None:
    html = f"<html><body><article>{TEXT}<p>Baca juga: KPU Berau bantah video</p><p>Warga baca juga koran.</p></article>"
    text = read_page(html.encode(), URL, "", "WIB", NOW).text
    assert "Berau" not in text
    assert "Warga baca juga koran." in text


def test_the_box_survives_a_page_that_hangs() -> None:
    head = {"reader": "page", "url": URL, "charset": "", "zone": "WIB", "now": NOW.isoformat()}
    bomb = b"<a href=/x>kata</a>" * 45_000
    box = Box()
    try:
        with pytest.raises(BoxError) as caught:
            box.ask(head, bomb, 0.2)
        assert caught.value.reason == "timeout"
        answer = box.ask(head, f"<html><body><article>{TEXT}</article></body></html>".encode(), 30.0)
        assert answer["outcome"] == "ok"
        with pytest.raises(BoxError) as caught:
            box.ask({"reader": "nothing"}, b"", 30.0)
        assert caught.value.reason == "defect"
    finally:
        box.close()


def test_answers_are_plain_json() -> None:
    assert json.loads(_page().model_dump_json())["outcome"] == "ok"


def test_a_file_that_is_no_page_is_for_a_person_to_look_at() -> None:
    assert read_page(bytes(range(256)) * 40, URL, "", "WIB", NOW).outcome == "suspicious"
