"""Content encodings, undone within a limit: what is larger, cut short or not what it says is told apart.

Scrapy's own way returns the beginning of a body that was cut short as if it were whole, and undoes a hundred layers.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from typing import Any

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: A page is compressed once; a proxy in front of it may do it again.
MAX_LAYERS = 2


class EncodingError(Exception):
    """The body cannot be had: `encodings`, `too_large`, `incomplete` or `bad_encoding`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason = reason
        super().__init__(detail or reason)


def decoded(body: bytes, named: str, limit: int) -> bytes:
    """Return the body without the encodings that the header `named` lists, at most `limit` bytes after each.

    Raises: EncodingError.
    """
    layers = [layer for layer in (part.strip().lower() for part in named.split(",")) if layer not in ("", "identity")]
    if len(layers) > MAX_LAYERS or not set(layers) <= set(_READERS):
        raise EncodingError("encodings", f"{len(layers)} content encodings: {', '.join(layers)[:100]}")
    for layer in reversed(layers):
        body = _READERS[layer](body, limit) if body else b""
    return body


def _inflate(body: bytes, limit: int) -> bytes:
    """`deflate` is zlib's format, and what many servers send instead: the bare stream."""
    zlib_header = len(body) > 1 and body[0] & 15 == 8 and (body[0] * 256 + body[1]) % 31 == 0
    return _members(body, limit, lambda: zlib.decompressobj(zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS), 1)


def _gunzip(body: bytes, limit: int) -> bytes:
    return _members(body, limit, lambda: zlib.decompressobj(16 + zlib.MAX_WBITS))


def _unzstd(body: bytes, limit: int) -> bytes:
    return _members(body, limit, zstd.ZstdDecompressor)


def _members(body: bytes, limit: int, new: Callable[[], Any], most: int = 1000) -> bytes:
    """Undo one stream after the other; bytes behind the last one that are no stream are left out, as browsers do."""
    whole = bytearray()
    for number in range(most):
        reader = new()
        try:
            whole += reader.decompress(body, limit + 1 - len(whole))
        except (zlib.error, zstd.ZstdError) as error:
            if number:
                break
            raise EncodingError("bad_encoding", str(error)) from None
        if len(whole) > limit:
            raise EncodingError("too_large", f"more than {limit} bytes when decompressed")
        if not reader.eof:
            raise EncodingError("incomplete", "the compressed body is cut short")
        body = reader.unused_data
        if not body:
            break
    return bytes(whole)


def _unbrotli(body: bytes, limit: int) -> bytes:
    reader, whole = brotli.Decompressor(), bytearray()
    try:
        whole += reader.process(body, output_buffer_limit=limit + 1)
        while not reader.is_finished() and not reader.can_accept_more_data() and len(whole) <= limit:
            whole += reader.process(b"", output_buffer_limit=limit + 1 - len(whole))
    except brotli.error as error:
        raise EncodingError("bad_encoding", str(error)) from None
    if len(whole) > limit:
        raise EncodingError("too_large", f"more than {limit} bytes when decompressed")
    if not reader.is_finished():
        raise EncodingError("incomplete", "the compressed body is cut short")
    return bytes(whole)


_READERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
