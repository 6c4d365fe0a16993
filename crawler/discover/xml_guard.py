"""What no feed or sitemap may contain: entity declarations. They are how XML bombs and file reads are built."""

from __future__ import annotations

import gzip
import zlib


def declares_entities(body: bytes) -> bool:
    """Return whether the document declares entities, in any encoding that is ASCII with or without NUL bytes."""
    return b"<!entity" in body.replace(b"\x00", b"").lower()


def looks_like_html(body: bytes) -> bool:
    """Return whether the bytes are an HTML page, e.g. a maintenance notice or a login page."""
    head = body[:2000].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<body"))


def unzipped(body: bytes, limit: int) -> bytes | None:
    """Return the body, unpacked when it is a gzip file; None when it would be longer than the limit or is broken."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        plain = unpacker.decompress(body, limit + 1)
    except (zlib.error, gzip.BadGzipFile):
        return None
    return None if len(plain) > limit else plain
