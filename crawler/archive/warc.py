"""Makes records of WARC 1.1: each a gzip member of its own, so that every tool reads the file and each page alone."""

from __future__ import annotations

import hashlib
import io
import zlib
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from core.clock import iso
from crawler.visits import Capture

#: gzip level 3: 1.7 ms and 38 kB for a page of 174 kB; level 9 takes 5.6 ms for 34 kB (181 pages, 2026-11-23).
_LEVEL = 3
#: Headers that identify a reader, not the page.
_DROPPED = {"set-cookie", "set-cookie2"}
#: Headers of the transfer that are no longer true of the decoded body.
_TRANSFER = {"content-encoding", "transfer-encoding", "content-length"}
_CHUNK = 1 << 20


def response(url: str, capture: Capture) -> bytes:
    """Return the record of an answer: when it was fetched, from which address, and its SHA-256 stand in its head."""
    kept = [(name, value) for name, value in capture.headers if name.lower() not in _DROPPED]
    headers = [(f"X-Archive-Orig-{name}" if name.lower() in _TRANSFER else name, value) for name, value in kept]
    headers.append(("Content-Length", str(len(capture.body))))
    head = StatusAndHeaders(str(capture.status), [(name, _one_line(value)) for name, value in headers], "HTTP/1.1")
    about = {
        "WARC-Date": iso(capture.fetched_at),
        "WARC-Payload-Digest": _digest(capture.body),
        "WARC-Block-Digest": _digest(head.to_bytes() + capture.body),
    }
    if capture.address:
        about["WARC-IP-Address"] = capture.address
    return _record("response", url, capture.body, about, head)


def opening(name: str) -> bytes:
    """Return the record that begins a file."""
    fields = b"software: Suar\r\nformat: WARC File Format 1.1\r\nrobots: classic\r\n"
    return _record("warcinfo", "", fields, {"WARC-Filename": name, "WARC-Block-Digest": _digest(fields)})


def whole_until(file: BinaryIO, start: int) -> int:
    """Return where the last whole record ends, reading from `start`, where one begins. Raises: OSError."""
    file.seek(start)
    end = at = start
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    while chunk := file.read(_CHUNK):
        while chunk:
            try:
                unpacker.decompress(chunk)
            except zlib.error:
                return end
            at += len(chunk) - len(unpacker.unused_data)
            chunk = unpacker.unused_data
            if unpacker.eof:
                end, unpacker = at, zlib.decompressobj(16 + zlib.MAX_WBITS)
    return end


def _record(
    kind: str, url: str, body: bytes, about: dict[str, str], http_headers: StatusAndHeaders | None = None
) -> bytes:
    """Return a record. Digests and length are given, since warcio copies into a file what it must measure itself."""
    written = io.BytesIO()
    writer = WARCWriter(written, gzip=False, warc_version="WARC/1.1")
    record = writer.create_warc_record(
        url, kind, payload=io.BytesIO(body), length=len(body), http_headers=http_headers, warc_headers_dict=about
    )
    writer.write_record(record)
    return _zipped(written.getvalue())


def _digest(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _zipped(record: bytes) -> bytes:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packer.compress(record) + packer.flush()
