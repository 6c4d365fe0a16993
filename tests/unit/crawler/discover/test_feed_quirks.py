"""Feeds as outlets really serve them, and as a hostile one might."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discover.feed_dates import doubt_about
from crawler.discover.feeds import read_feed
from crawler.discover.found import Link

URL = "https://www.berita.example/rss/terkini.xml"
NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
ITEM = "<item><title>Banjir di Luwu</title><link>https://berita.example/1</link></item>"


def _rss(items: str, head: str = '<?xml version="1.0"?>', version: str = "2.0") -> str:
    return f'{head}<rss version="{version}"><channel><title>x</title>{items}</channel></rss>'


@pytest.mark.parametrize(
    "body",
    [
        _rss(ITEM).encode("utf-16"),
        _rss(ITEM).encode("utf-16-le"),
        _rss(ITEM).encode("utf-16-be"),
        _rss(ITEM, '<?xml version="1.0" encoding="utf-16"?>').encode("utf-16"),
        _rss(ITEM, '<?xml version="1.0" encoding="utf-16"?>').encode(),  # says so, and is not
        _rss(ITEM).encode("utf-8-sig"),
        _rss(ITEM).encode("utf-32"),
        _rss(ITEM, "<!DOCTYPE html>\n").encode(),
        _rss(ITEM, "\n\n<br />\n<b>Warning</b>: mysql_connect() in /var/www\n<?xml version='1.0'?>").encode(),
        _rss(ITEM, version="9.99").encode(),
        _rss(ITEM, version="").encode(),
        _rss(ITEM.replace("</item>", "<description>a & b <br> &nbsp;</description></item>")).encode(),  # not XML
        _rss(ITEM.replace("Banjir", "\x00Banjir")).encode(),
    ],
)
def test_bodies_that_are_feeds_in_spite_of_all(body: bytes) -> None:
    found = read_feed(body, URL, 10)
    assert [(link.url, link.title) for link in found.links] == [("https://berita.example/1", "Banjir di Luwu")]


@pytest.mark.parametrize(
    "name",
    [
        *("punycode", "undefined", "utf-8\x00", "\x00", "idna", "zip", "base64", "rot13", "unicode_escape", "cp037"),
        *("utf-7", "hz", "mbcs", "\xe9", "no such", "", "utf-8", "UTF-16", "x" * 300),
    ],
)
@pytest.mark.parametrize(
    "head", ['<?xml version="1.0" encoding="{}"?>', "<?xml encoding='{}'?>\n", "<?xml encoding={}>"]
)
def test_a_declared_charset_that_no_page_may_choose_is_not_asked(name: str, head: str) -> None:
    found = read_feed(_rss(ITEM, head.format(name)).encode(), URL, 10)
    assert [(link.url, link.title) for link in found.links] == [("https://berita.example/1", "Banjir di Luwu")]


def test_a_charset_further_on_in_the_line_is_not_asked() -> None:
    body = _rss(f'<!-- encoding="undefined" ?> -->{ITEM}', '<?xml version="1.0"?>')
    assert [link.title for link in read_feed(body.encode(), URL, 10).links] == ["Banjir di Luwu"]


@pytest.mark.parametrize("name", ["windows-1252", "ISO-8859-1", "windows-1251", "gb2312", "Shift_JIS", "utf-8"])
def test_a_declared_charset_that_pages_may_choose_is_read(name: str) -> None:
    word = {"windows-1251": "Пожар", "gb2312": "火灾", "Shift_JIS": "火災"}.get(name, "Café")
    body = _rss(ITEM.replace("Banjir", word), f'<?xml version="1.0" encoding="{name}"?>')
    assert [link.title for link in read_feed(body.encode(name), URL, 10).links] == [f"{word} di Luwu"]


def test_the_entries_of_a_wide_feed_are_cut_too() -> None:
    found = read_feed(_rss(ITEM * 300).encode("utf-16"), URL, 5)
    assert (len(found.links), found.total) == (5, 300)


@pytest.mark.parametrize(
    ("item", "address"),
    [
        ("<link>www.berita.example/1</link>", "https://www.berita.example/1"),
        ("<link>berita.example/1</link>", "https://berita.example/1"),
        ("<link>//berita.example/1</link>", "https://berita.example/1"),
        ("<link>/baca/1</link>", "https://www.berita.example/baca/1"),
        ("<link>baca/1</link>", "https://www.berita.example/rss/baca/1"),
        ("<link>\n  https://berita.example/1?a=1&amp;amp;b=2 </link>", "https://berita.example/1?a=1&b=2"),
        ("<link>https:\\\\berita.example\\1</link>", "https://berita.example/1"),
        ("<guid>https://berita.example/1</guid>", "https://berita.example/1"),
        ('<guid isPermaLink="false">https://berita.example/1</guid>', "https://berita.example/1"),
        ("<link></link><guid>https://berita.example/1</guid>", "https://berita.example/1"),
        ("<link>javascript:alert(1)</link><guid>https://berita.example/1</guid>", "https://berita.example/1"),
        (
            '<link>https://feeds.example/~r/x/1</link><f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">'
            "https://berita.example/1</f:origLink>",
            "https://berita.example/1",
        ),
    ],
)
def test_addresses_of_entries(item: str, address: str) -> None:
    assert [link.url for link in read_feed(_rss(f"<item>{item}</item>").encode(), URL, 10).links] == [address]


def test_addresses_of_atom_entries() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://berita.example/x/"><entry xml:base="y/">
    <id>tag:1</id><title type="html">&lt;b&gt;Satu&lt;/b&gt; &amp;amp; dua</title><link rel="enclosure" href="z.mp3"/>
    <link rel="alternate" href="1.html"/><published>2026-11-20</published><updated>2026-11-21</updated></entry>
    <entry><id>tag:2</id><title>Dua</title><link rel="self" href="2.html"/></entry></feed>"""
    found = read_feed(body.encode(), URL, 10).links
    assert found[0] == Link(
        url="https://berita.example/x/y/1.html", title="Satu & dua", published_raw="2026-11-20", guid="tag:1"
    )
    assert [link.guid for link in found] == ["tag:1", "tag:2"]


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "ftp://b/1"],
)
def test_no_other_scheme_passes(link: str) -> None:
    items = f"<item><title>x</title><link>{link}</link></item>"
    assert read_feed(_rss(items).encode(), URL, 10).problem == "empty_feed"
    fields = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": link}]}
    found = read_feed(json.dumps(fields).encode(), URL, 10)
    assert all(one.url.startswith("https://") for one in found.links)


def test_fields_are_plain_text_and_bounded() -> None:
    long = "<b>x</b>" * 100_000
    item = (
        f"<item><title><![CDATA[<svg/onload=alert(1)><img src=x onerror=y>Aman {long}]]></title><link>/1</link></item>"
    )
    title = read_feed(_rss(item).encode(), URL, 10).links[0].title
    assert title.startswith("Aman xx")
    assert len(title) <= 500


def test_json_feeds() -> None:
    items = [
        {"id": 7, "url": "/7", "title": "Tujuh", "date_published": "2026-11-20T10:00:00+07:00"},
        {"id": ["x"], "external_url": "https://berita.example/8", "title": None},
        {"id": "9"},
        "no object",
        {"url": "/\ud800", "title": "\ud800\x00"},
        {"url": {"x": 1}},
    ]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()
    found = read_feed(body, URL, 10)
    assert [link.url for link in found.links[:2]] == ["https://www.berita.example/7", "https://berita.example/8"]
    assert found.links[0].guid == "7"
    assert found.links[0].published_raw == "2026-11-20T10:00:00+07:00"
    assert read_feed(body, URL, 1).total == 6


@pytest.mark.parametrize(
    "body",
    [
        b'{"error": "login"}',
        b'{"version": "https://jsonfeed.org/version/1", "items": 3}',
        b'{"version": 1, "items": []}',
        b"{" * 5000,
        b'{"version": ' + b"[" * 100_000,
        b"<html><head><title>Maintenance</title></head><body>Situs sedang dalam perbaikan</body></html>",
        b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>challenge-platform</body></html>",
        b"<html><body>Contoh: <rss version='2.0'><channel></channel></rss></body></html>",
        b"Masuk untuk melanjutkan",
        b"http://127.0.0.1/x",
        b"/etc/passwd",
        b"file:///etc/passwd",
    ],
)
def test_what_stands_in_place_of_a_feed(body: bytes) -> None:
    assert read_feed(body, URL, 10).problem == "not_a_feed"


@given(st.binary(max_size=200), st.sampled_from([b"", b"<rss><channel><item><link>", b'{"items":[', b"\xff\xfe<\x00"]))
def test_never_raises(junk: bytes, start: bytes) -> None:
    for link in read_feed(start + junk, URL, 10).links:
        assert link.url.startswith(("http://", "https://"))


def _dated(*dates: str) -> list[Link]:
    return [Link(url=f"{URL}/{n}", published_raw=raw) for n, raw in enumerate(dates)]


@pytest.mark.parametrize(
    ("dates", "doubted"),
    [
        (["Sun, 22 Nov 2026 07:00:10 +0000"] * 20, "moment of asking"),
        (["Sun, 22 Nov 2026 14:00:10 WIB"] * 20, "moment of asking"),
        (["Sun, 22 Nov 2026 07:00:10 +0000"] * 3, ""),  # three stories of one second
        (["Fri, 20 Nov 2026 07:00:00 +0000"] * 20, ""),
        (["Sun, 22 Nov 2026 13:58:00 +0000", "Sun, 22 Nov 2026 06:00:00 +0000"], "labelled as UTC"),
        (["2026-11-22T15:58:00Z"], "labelled as UTC"),
        (["Sun, 22 Nov 2026 06:58:00 +0000"], ""),
        (["Sun, 22 Nov 2026 13:58:00 WIB"], ""),
        (["Tue, 22 Dec 2026 07:00:00 GMT"], ""),  # a month ahead is no wrong label
        (["", ""], ""),
        ([], ""),
    ],
)
def test_dates_of_a_whole_feed_can_be_wrong(dates: list[str], doubted: str) -> None:
    doubt = doubt_about(_dated(*dates), NOW, "WIB")
    assert (doubted in doubt) if doubted else doubt == ""
