"""Makes the body of a feed one that parsers agree on: UTF-8, without what stands before its root. Parses nothing."""

from __future__ import annotations

import codecs
import re

from crawler.charsets import codec_of

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ROOT = re.compile(rb"<(?:rss|rdf:rdf|channel|(?:[a-z0-9]{1,20}:)?feed)[\s>]", re.IGNORECASE)
_HTML = re.compile(rb"<(?:html|head|body)[\s>]", re.IGNORECASE)
_DECLARATION = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']?([^\"'>]{1,40})[^>]{0,200}>", re.IGNORECASE)
#: Blank lines, warnings of the server's program and a doctype stand before the root of real feeds; a root further down
#: is the example on a page about feeds.
_LOOKED_AT = 4_000


def normal_form(body: bytes) -> bytes | None:
    """Return the body in UTF-8, beginning with its root; None when it has the root of no feed.

    The declaration is left out: feedparser decodes with whatever codec it names, also one that raises (`punycode`,
    `undefined`, a name with a NUL), and takes `encoding=` from further on in the line. Bytes that are not what they
    are declared to be stay as they are, for feedparser to guess. Raises: nothing.
    """
    plain = _as_utf8(body)
    root = _ROOT.search(plain, 0, _LOOKED_AT)
    if root is None or _HTML.search(plain, 0, root.start()):
        return None
    rest = plain[root.start() :]
    return rest if plain is not body else _decoded(rest, plain[: root.start()])


def _decoded(rest: bytes, prolog: bytes) -> bytes:
    """Return the rest in UTF-8 when the last declaration of the prolog names a character set that pages may choose."""
    declared = _DECLARATION.search(prolog, max(0, prolog.rfind(b"<?xml")))
    codec = codec_of(declared[1].decode("ascii", "replace")) if declared else ""
    if codec in ("", "utf-8"):
        return rest
    try:
        return rest.decode(codec).encode("utf-8")
    except UnicodeDecodeError:
        return rest


def _as_utf8(body: bytes) -> bytes:
    """Return the body without its byte-order mark, re-encoded where it was UTF-16 or UTF-32, marked or not."""
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            rest = body[len(mark) :]
            return rest if encoding == "utf-8" else rest.decode(encoding, "replace").encode("utf-8", "replace")
    for start, encoding in ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be")):
        if body.startswith(start):
            return body.decode(encoding, "replace").encode("utf-8", "replace")
    return body
