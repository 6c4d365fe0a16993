"""Tests of declared character sets: the ones that lie, that do not exist, and that would run something."""

from __future__ import annotations

import codecs
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.charsets import codec_of
from crawler.extract.document import read_page
from crawler.extract.tree import decode

WORDS = "Warga Luwu menolak – “tidak” – kenaikan tarif di kafé dan pasar. "
#: What a server says of a page that is UTF-8 in truth, and Python would do something else with.
LIES = [
    *("punycode", "unicode_escape", "raw_unicode_escape", "cp037", "cp500", "cp1026", "zip", "zlib", "bz2", "hex"),
    *("base64", "rot13", "quopri", "uu", "undefined", "idna", "utf-7", "utf_7", "hz", "iso-2022-jp", "iso2022_kr"),
    *("utf-32", "utf-16", "utf-16le", "mbcs", "oem", "palmos", "ptcp154", "iso-8859-12", "iso-8859-99", "cp1259"),
    *("windows-1299", "utf-8-sig", "x" * 5000, "", "\x00", "utf-8\x00", "../utf-8", "charset", "unknown-8bit", "🎲"),
    *("windows-1252", "iso-8859-1", "big5", "gb18030", "shift_jis", "euc-kr"),
]
CHOSEN = [
    ("windows-1252", "kafé – “x”", "cp1252"),
    ("ISO-8859-1", "kafé – “x”", "cp1252"),
    ("latin1", "kafé", "cp1252"),
    ("us-ascii", "kafé", "cp1252"),
    ('"windows-1251"', "Привет мир", "cp1251"),
    ("x-cp1250", "żółć", "cp1250"),
    ("iso-8859-2", "żółć", "iso8859-2"),
    ("iso_8859-15", "€ kafé", "iso8859-15"),
    ("iso-8859-8-i", "שלום", "iso8859-8"),
    ("gb18030", "你好世界你好", "gb18030"),
    ("gb2312", "你好世界你好", "gb18030"),
    ("big5", "你好世界你好", "big5"),
    ("shift_jis", "こんにちは世界", "cp932"),
    ("euc-jp", "こんにちは世界", "euc_jp"),
    ("euc-kr", "안녕하세요", "euc_kr"),
]


def test_the_tables_are_as_long_as_asked() -> None:
    assert len(LIES) + len(CHOSEN) >= 30


@pytest.mark.parametrize("name", LIES)
def test_a_page_in_utf_8_is_read_as_that_whatever_the_server_says(name: str) -> None:
    body = (WORDS * 20).encode()
    assert decode(body, name) == WORDS * 20
    meta = f'<html><head><meta charset="{name[:30]}"></head><body><p>{WORDS * 20}</p></body></html>'
    page = read_page(meta.encode(), "https://berita.example/a", name, "WIB", datetime(2026, 11, 28, tzinfo=UTC))
    assert WORDS.strip() in page.text


@pytest.mark.parametrize("name", [one for one in LIES if not codec_of(one)])
def test_bytes_that_are_no_utf_8_never_reach_a_codec_that_is_not_allowed(name: str) -> None:
    assert decode(b"Warga \xff\xfe\x80 Luwu", name) == "Warga \ufffd\ufffd\ufffd Luwu"


@pytest.mark.parametrize(("name", "text", "codec"), CHOSEN)
def test_the_allowed_ones_are_read(name: str, text: str, codec: str) -> None:
    body = text.encode(codec)
    assert decode(body, name) == text
    assert decode(b'<meta charset="' + name.strip('"').encode() + b'">' + body, "").endswith(text)


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
@pytest.mark.parametrize("name", ["", "windows-1252", "big5", "utf-8"])
def test_a_byte_order_mark_is_believed_before_the_server(mark: bytes, name: str) -> None:
    codec = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}[mark]
    body = mark + ('<meta charset="shift_jis">' + WORDS).encode(codec)
    assert decode(body, name).endswith(WORDS)


def test_windows_1252_declared_as_utf_8_costs_single_characters_only() -> None:
    assert decode("kafé di Luwu".encode("cp1252"), "utf-8") == "kaf\ufffd di Luwu"


@given(st.binary(max_size=200), st.text(max_size=20) | st.sampled_from(LIES))
def test_nothing_raises(body: bytes, name: str) -> None:
    assert "\x00" not in decode(body, name)
    decode(b'<meta charset="' + name.encode("utf-8", "replace") + b'">' + body, name).encode("utf-8")
