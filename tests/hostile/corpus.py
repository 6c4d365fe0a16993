"""Hostile pages, feeds and sitemaps, made by code: name → bytes. Nothing of them is kept in the repository.

Each is what a page anywhere may send: to hang a parser, to fill memory, to reach into the machine, or to hide a text.
"""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from collections.abc import Callable
from functools import partial

Make = Callable[[], bytes]

SENTENCE = "Panitia pemilihan di Kabupaten Luwu mengatakan logistik sudah tiba di seluruh kecamatan sejak Jumat pagi. "
ARTICLE = "".join(f"<p>{SENTENCE}{n}</p>" for n in range(8))
MEGA = 1_000_000


def _page(body: str, head: str = "") -> bytes:
    return f"<html><head><title>Judul</title>{head}</head><body>{body}</body></html>".encode("utf-8", "surrogatepass")


def _rss(items: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


def _item(n: int, inside: str = "") -> str:
    return f"<item><title>Berita {n}</title><link>http://a.test/{n}</link>{inside}</item>"


def _sitemap(urls: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<urlset>{urls}</urlset>'.encode()


def _linked(value: str) -> bytes:
    return _page(ARTICLE, f'<script type="application/ld+json">{value}</script>')


def _laughs(levels: int = 10) -> str:
    lines = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels)]
    return f'<!DOCTYPE r [<!ENTITY l0 "ha">{"".join(lines)}]>'


def _attributes(count: int, tag: str = "p") -> str:
    return f"<{tag} {' '.join(f'a{n}=1' for n in range(count))}>x</{tag}>"


PAGES: dict[str, Make] = {
    # attributes, depth and width
    "attributes-100k": lambda: _page(_attributes(100_000) + ARTICLE),
    "attributes-50k": lambda: _page(_attributes(50_000) + ARTICLE),
    "attributes-bare": lambda: _page(f"<p {' '.join(f'a{n}' for n in range(100_000))}>{ARTICLE}"),
    "attributes-behind-quotes": lambda: _page(f"<p a='<' {' '.join(f'a{n}=1' for n in range(100_000))}>{ARTICLE}"),
    "attribute-same-100k": lambda: _page(f"<p {'a=1 ' * 100_000}>{ARTICLE}"),
    "attribute-2mb": lambda: _page(f"<p title='{'x ' * MEGA}'>{ARTICLE}"),
    "deep-div-100k": lambda: _page("<div>" * 100_000 + SENTENCE * 40),
    "deep-div-1m": lambda: _page("<div>" * MEGA + SENTENCE * 40),
    "deep-div-300": lambda: _page("<div>" * 300 + SENTENCE * 40 + "</div>" * 300),
    "deep-table-20k": lambda: _page("<table><tr><td>" * 20_000 + SENTENCE * 40),
    "deep-inline-100k": lambda: _page("<b><i>" * 50_000 + SENTENCE * 40),
    "deep-list-30k": lambda: _page("<ul><li>" * 30_000 + SENTENCE * 40),
    "deep-unclosed-p-a": lambda: _page("<p><a href='/x'>" * 45_000),
    "deep-select": lambda: _page("<select><option>" * 40_000 + ARTICLE),
    "deep-formatting": lambda: _page("<font><p>" * 20_000 + ARTICLE),
    "wide-p-200k": lambda: _page("<p>kata</p>" * 200_000),
    "wide-p-49k": lambda: _page("<p>kata demi kata</p>" * 49_000),
    "wide-links-100k": lambda: _page("<a href='/x'>kata</a> " * 100_000),
    "wide-links-49k": lambda: _page("<a href='/x'>kata</a> " * 49_000),
    "wide-br-90k": lambda: _page(f"<div>{'kata kata<br>' * 90_000}</div>"),
    "wide-rows-30k": lambda: _page(f"<table>{'<tr><td>kata</td></tr>' * 16_000}</table>"),
    "wide-meta-90k": lambda: _page(ARTICLE, "<meta name='date' content='2026'>" * 90_000),
    # junk markup
    "junk-less-than": lambda: b"<" * MEGA,
    "junk-less-than-letter": lambda: b"<a" * MEGA,
    "junk-ampersands": lambda: _page("&" * MEGA),
    "junk-entities": lambda: _page("&#x41;" * 300_000 + "&nosuch;" * 50_000),
    "junk-comments": lambda: _page("<!--" * 200_000 + ARTICLE),
    "junk-comment-ends": lambda: _page("-->" * 200_000 + ARTICLE),
    "junk-open-href": lambda: _page('<a href="' * 100_000 + ARTICLE),
    "junk-cdata": lambda: _page("<![CDATA[" * 100_000 + ARTICLE),
    "junk-instructions": lambda: _page("<?php " * 100_000 + ARTICLE),
    "junk-script-opens": lambda: _page("<script>" * 50_000 + ARTICLE),
    "junk-closing-tags": lambda: _page("</div></p></table>" * 30_000 + ARTICLE),
    "junk-plaintext": lambda: _page("<plaintext>" + ARTICLE * 20),
    # what reaches outside
    "xxe-page": lambda: b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + _page(f"&x;{ARTICLE}"),
    "xinclude-page": lambda: _page(
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>{ARTICLE}'
    ),
    "svg-script": lambda: _page(
        f"<svg onload='x()'><script>x()</script><image href='file:///etc/passwd'/></svg>{ARTICLE}"
    ),
    "meta-refresh": lambda: _page("", "<meta http-equiv='refresh' content='0;url=file:///etc/passwd'>"),
    "data-uris": lambda: _page(f"<img src='data:image/png;base64,{'A' * 3_000_000}'>{ARTICLE}"),
    "script-hrefs": lambda: _page(
        f"<link rel='canonical' href='javascript:x()'><a href='data:text/html,x'>x</a>{ARTICLE}"
    ),
    "base-elsewhere": lambda: _page(ARTICLE, "<base href='http://169.254.169.254/'><link rel=canonical href='/x'>"),
    "frames": lambda: _page("<iframe srcdoc='<p>x'></iframe>" * 20_000 + ARTICLE),
    # bytes and encodings
    "bytes-invalid-utf8": lambda: _page(ARTICLE) + b"\xff\xfe\x80\xc0\xaf" * 1000,
    "bytes-overlong": lambda: _page("<p>\u00e9</p>" + ARTICLE).replace(b"Luwu", b"L\xc0\xaf\xe0\x80\xafuwu"),
    "bytes-all": lambda: bytes(range(256)) * 4000,
    "bytes-utf16-no-bom": lambda: _page(ARTICLE).decode().encode("utf-16-le"),
    "bytes-utf16-bom": lambda: _page(ARTICLE).decode().encode("utf-16"),
    "bytes-utf16-be-odd": lambda: b"\xfe\xff" + _page(ARTICLE).decode().encode("utf-16-be") + b"\x00",
    "bytes-utf32": lambda: _page(ARTICLE).decode().encode("utf-32"),
    "bytes-utf7": lambda: _page("+ADw-script+AD4-" + ARTICLE, "<meta charset='utf-7'>"),
    "bytes-bom-conflict": lambda: b"\xef\xbb\xbf" + _page(ARTICLE, "<meta charset='utf-16'>"),
    "bytes-nul-in-words": lambda: _page(ARTICLE).replace(b"Luwu", b"L\x00u\x00w\x00u"),
    "bytes-controls": lambda: _page(ARTICLE).replace(b"Luwu", b"Lu\x01\x08\x1b\x7f\xc2\x85wu"),
    "bytes-noncharacters": lambda: _page(ARTICLE.replace("Luwu", "Lu\ufffe\uffff\ufdd0\U0001ffff\ud800wu")),
    "bytes-references": lambda: _page(
        ARTICLE.replace("Luwu", "Lu&#1;&#0;&#xFFFE;&#xD800;&#x1F;&#x1FFFF;wu&#99999999999;")
    ),
    "bytes-charset-names": lambda: _page(ARTICLE, "<meta charset='zip'><meta charset='punycode'>").replace(
        b"Luwu", b"L\xfcwu"
    ),
    "bytes-png": lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xc3P\x00\x00\xc3P" + bytes(range(256)) * 200,
    "bytes-pdf": lambda: b"%PDF-1.7\n" + b"1 0 obj << /Type /Page >> endobj\n" * 30_000,
    "bytes-gzip": lambda: gzip.compress(_page(ARTICLE) * 2000),
    "bytes-zip": lambda: b"PK\x03\x04" + zlib.compress(b"\x00" * MEGA) * 3,
    "bytes-nothing": lambda: b"",
    "bytes-nul": lambda: b"\x00" * MEGA,
    # sizes and texts
    "text-12mb-node": lambda: _page(f"<p>{SENTENCE * 115_000}</p>"),
    "text-12mb-word": lambda: _page(f"<article><p>{'a' * 12 * MEGA}</p></article>"),
    "text-1mb-token": lambda: _page(f"<p>{'a' * MEGA}</p>{ARTICLE}"),
    "text-zalgo": lambda: _page(f"<p>{('e' + chr(0x301) * 40) * 20_000}</p>{ARTICLE}"),
    "text-marks": lambda: _page(f"<p>{chr(0x301) * 500_000}</p>{ARTICLE}"),
    "text-rtl": lambda: _page(ARTICLE.replace("Luwu", "\u202eUwul\u202c\u200b\u2066\ufeff")),
    "text-newlines": lambda: _page(f"<pre>{chr(10) * MEGA}</pre>{ARTICLE}"),
    "text-spaces": lambda: _page(f"<p>{' ' * 3 * MEGA}</p>{ARTICLE}"),
    "text-base64": lambda: _page(f"<p>{base64.b64encode(bytes(MEGA)).decode()}</p>{ARTICLE}"),
    "title-5mb": lambda: _page(f"<h1>{'judul ' * 800_000}</h1>{ARTICLE}"),
    "hidden-text": lambda: _page(
        f"<div style='display:none'>{'<p>tersembunyi</p>' * 9}</div><noscript>mati</noscript>{ARTICLE}"
    ),
    # what our own patterns meet
    "pump-dates": lambda: _page(
        f"<time>{'17/11/2026 ' * 50_000}</time>{'<time>1.1.1.1.1.1.1</time>' * 20_000}{ARTICLE}"
    ),
    "pump-date-text": lambda: _page(f"<p>{'1 Januari 20' * 80_000}</p>{'31/12/20 ' * 50_000}{ARTICLE}"),
    "pump-meta-date": lambda: _page(ARTICLE, f"<meta name='date' content='{'2026-11-' * 100_000}'>"),
    "pump-lines": lambda: _page("".join(f"<p>Baca juga {'a. ' * 200}</p>" for _ in range(5000)) + ARTICLE),
    "pump-date-lines": lambda: _page(f"<p>{'2026 publi 10.10 ' * 60_000}</p>{ARTICLE}"),
    "pump-class": lambda: _page(f"<div class='{'aB1 ' * 300_000}'>{ARTICLE}</div>"),
    "pump-style": lambda: _page(f"<div style='{'display   ' * 200_000}'>{ARTICLE}</div>"),
    "pump-charset": lambda: b"<meta " + b"charset  = " * 5000 + _page(ARTICLE) + b"\xff",
    # JSON-LD
    "json-deep": lambda: _linked("[" * 100_000 + "]" * 100_000),
    "json-deep-objects": lambda: _linked('{"a":' * 30_000 + "1" + "}" * 30_000),
    "json-10mb": lambda: _linked(json.dumps({"headline": "x" * 10 * MEGA})),
    "json-wide": lambda: _linked(json.dumps([{"@type": "NewsArticle"}] * 8_000)),
    "json-many": lambda: _page(ARTICLE, '<script type="application/ld+json">{"@graph": [{}]}</script>' * 20_000),
    "json-odd": lambda: _linked('{"headline": "\\ud800", "datePublished": 1e999, "@type": ["a", null], "x": NaN}'),
    "json-big-number": lambda: _linked('{"datePublished": ' + "9" * 100_000 + "}"),
}

FEEDS: dict[str, Make] = {
    "feed-laughs": lambda: _rss(_item(1, "<description>&l9;</description>"), _laughs()),
    "feed-quadratic": lambda: _rss(_item(1, "&a;" * 20_000), f'<!DOCTYPE r [<!ENTITY a "{"a" * 200_000}">]>'),
    "feed-entities-100k": lambda: _rss(
        _item(1), f"<!DOCTYPE r [{''.join(f'<!ENTITY e{n} `x`>' for n in range(100_000))}]>"
    ),
    "feed-xxe": lambda: _rss(_item(1, "&x;"), '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
    "feed-external-dtd": lambda: _rss(_item(1), '<!DOCTYPE r SYSTEM "http://127.0.0.2/x.dtd">'),
    "feed-parameter-entity": lambda: _rss(_item(1), '<!DOCTYPE r [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>'),
    "feed-stylesheet": lambda: _rss(_item(1), '<?xml-stylesheet href="http://127.0.0.2/x.xsl" type="text/xsl"?>'),
    "feed-is-a-path": lambda: b"/etc/passwd",
    "feed-is-an-address": lambda: b"http://127.0.0.2/x",
    "feed-is-a-file-address": lambda: b"file:///etc/passwd",
    "feed-20k-items": lambda: _rss("".join(_item(n) for n in range(20_000))),
    "feed-attributes-50k": lambda: _rss(
        _item(1, f"<guid {' '.join(f'a{n}=`1`' for n in range(50_000))}>x</guid>".replace("`", '"'))
    ),
    "feed-deep": lambda: _rss(_item(1, "<a>" * 50_000 + "</a>" * 50_000)),
    "feed-title-3mb": lambda: _rss(f"<item><title>{'judul ' * 500_000}</title><link>http://a.test/1</link></item>"),
    "feed-cdata": lambda: _rss(_item(1, "<description>" + "<![CDATA[x]]>" * 100_000 + "</description>")),
    "feed-scripts": lambda: _rss(_item(1, "<link>javascript:x()</link><guid>data:text/html,x</guid>")),
    "feed-odd-dates": lambda: _rss("".join(_item(n, f"<pubDate>{'0000-00-00 ' * 90}</pubDate>") for n in range(500))),
    "feed-junk": lambda: b"<rss" * 200_000,
    "feed-nul": lambda: _rss(_item(1)).replace(b"Berita", b"Ber\x00ita\x0b"),
    "feed-truncated": lambda: _rss("".join(_item(n) for n in range(300)))[:-40],
    "feed-html": lambda: _page(ARTICLE),
}

SITEMAPS: dict[str, Make] = {
    "sitemap-laughs": lambda: _sitemap("<url><loc>&l9;</loc></url>", _laughs()),
    "sitemap-xxe": lambda: _sitemap(
        "<url><loc>&x;</loc></url>", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    ),
    "sitemap-gzip-bomb": lambda: gzip.compress(b"<urlset>" + b" " * 40 * MEGA, 1),
    "sitemap-gzip-in-gzip": lambda: gzip.compress(gzip.compress(_sitemap("<url><loc>http://a.test/1</loc></url>"))),
    "sitemap-broken-gzip": lambda: gzip.compress(_sitemap(""))[:20] + b"\x00" * 5000,
    "sitemap-wide": lambda: _sitemap("<url><loc>http://a.test/1</loc></url>" * 150_000),
    "sitemap-deep": lambda: _sitemap("<url>" * 60_000),
    "sitemap-attributes": lambda: _sitemap(f"<url {' '.join(f'a{n}=`1`' for n in range(50_000))}/>".replace("`", '"')),
    "sitemap-self": lambda: (
        b"<sitemapindex>" + b"<sitemap><loc>http://a.test/s.xml</loc></sitemap>" * 20_000 + b"</sitemapindex>"
    ),
    "sitemap-xinclude": lambda: _sitemap(
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
    ),
}


def everything() -> dict[tuple[str, str], Make]:
    """Return (reader, name) → how the file is made."""
    kinds = (("page", PAGES), ("feed", FEEDS), ("sitemap", SITEMAPS))
    return {(reader, name): partial(make) for reader, files in kinds for name, make in files.items()}
