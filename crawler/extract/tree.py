"""Bytes to an HTML tree: the character set from an allow-list, the parser without any feature that reaches outside."""

from __future__ import annotations

import codecs
import re
from typing import Any

from lxml import etree, html

from crawler.charsets import codec_of

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([a-zA-Z0-9_-]{3,20})")

#: What XML forbids, as UTF-8.
_CONTROLS = bytes(one for one in range(32) if one not in (9, 10, 13)) + b"\x7f"
_NONCHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_ONE_CLASS = etree.ElementDefaultClassLookup(element=html.HtmlElement)


def decode(body: bytes, charset: str) -> str:
    """Return the text of a page: byte-order mark, then the server's word, then the page's, else UTF-8.

    Raises: nothing; undecodable bytes become U+FFFD, NUL goes.
    """
    return _decoded(body, charset).replace("\x00", "")


def _decoded(body: bytes, charset: str) -> str:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _META.search(body[:2048])
    for name in (charset, declared.group(1).decode() if declared else ""):
        codec = codec_of(name)
        if codec:
            return body.decode(codec, "replace")
    return body.decode("utf-8", "replace")


def parse_html(body: bytes, charset: str) -> Any:
    """Return the tree of a page, or None when there is nothing in it. Raises: nothing."""
    return parse_text(decode(body, charset))


def parse_text(text: str) -> Any:
    """Return the tree of a page that was decoded, or None when there is nothing in it. Raises: nothing."""
    if not text.strip():
        return None
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    # One class for all elements: choosing among those for forms and inputs took 9 % of the extraction time.
    parser.set_element_class_lookup(_ONE_CLASS)
    # The library that looks for the article answers with nothing on a page with a control character in it.
    body = text.encode("utf-8", "replace").translate(None, _CONTROLS)
    for mark in _NONCHARACTERS:
        body = body.replace(mark, b"")
    try:
        return html.document_fromstring(body, parser=parser)
    except (etree.ParserError, ValueError):
        return None
