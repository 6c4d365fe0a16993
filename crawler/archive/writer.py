"""Appends pages to WARC 1.1 files, one gzip member a record, one file a crawl until it is large.

A record is on the disk before the transaction that names it ends: a crash leaves bytes without a row, never a row
without bytes.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import zlib
from pathlib import Path
from typing import BinaryIO, NamedTuple

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import BufferWARCWriter

from core.clock import iso, now
from core.errors import DiskFull, StorageError, SuarError
from core.files import unwritable
from crawler.visits import Capture

#: A file that has grown beyond this is closed and the next one begun; the usual size in web archiving.
MAX_FILE = 1_000_000_000
#: gzip level 3: 1.7 ms and 38 kB for a page of 174 kB; level 9 takes 5.6 ms for 34 kB (181 pages, 2026-11-23).
_LEVEL = 3
#: Headers that identify a reader, not the page.
_DROPPED = {"set-cookie", "set-cookie2"}
#: Headers of the transfer that are no longer true of the decoded body.
_TRANSFER = {"content-encoding", "transfer-encoding", "content-length"}


class Place(NamedTuple):
    """Where a page lies in the archive."""

    file: str
    offset: int
    length: int
    payload_sha256: str


class Archive:
    """The writing end, for one crawl. Not for two threads."""

    def __init__(self, folder: Path, run_id: int, min_free: int = 0) -> None:
        self._folder, self._run_id, self._min_free = folder, run_id, min_free
        self._file: BinaryIO | None = None
        self._name, self._number = "", 0

    def add(self, url: str, capture: Capture) -> Place:
        """Append the page and return its place; `flush` makes it last.

        Raises: DiskFull, StorageError.
        """
        member = _zipped(_record(url, capture))
        try:
            file = self._ready()
            offset = file.tell()
            file.write(member)
        except OSError as error:
            raise self._failed(error) from error
        return Place(self._name, offset, len(member), hashlib.sha256(capture.body).hexdigest())

    def flush(self) -> None:
        """Bring what was added onto the disk.

        Raises: DiskFull, StorageError.
        """
        if self._file is None:
            return
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise self._failed(error) from error

    def close(self) -> None:
        """Close the file; nothing is lost that was flushed."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _ready(self) -> BinaryIO:
        if self._file is not None and self._file.tell() > MAX_FILE:
            self.close()
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._check_space()
            self._number += 1
            self._name = f"suar-{now():%Y%m%dT%H%M%SZ}-{self._run_id}-{self._number}.warc.gz"
            self._file = open(self._folder / self._name, "xb")  # noqa: SIM115 - open for the whole crawl
            self._file.write(_zipped(_warcinfo(self._name)))
        return self._file

    def _check_space(self) -> None:
        free = shutil.disk_usage(self._folder).free
        if free < self._min_free:
            raise DiskFull(
                f"Less than {self._min_free // 1_000_000} MB are free in {self._folder}: crawling stops so that "
                "people can go on working. Free space, or lower archive_min_free_mb."
            )

    def _failed(self, error: OSError) -> SuarError:
        told = unwritable(self._folder / self._name, error)
        return told if isinstance(told, StorageError) else StorageError(told.message)


def _record(url: str, capture: Capture) -> bytes:
    kept = [(name, value) for name, value in capture.headers if name.lower() not in _DROPPED]
    headers = [(f"X-Archive-Orig-{name}" if name.lower() in _TRANSFER else name, value) for name, value in kept]
    headers.append(("Content-Length", str(len(capture.body))))
    head = StatusAndHeaders(str(capture.status), [(name, _one_line(value)) for name, value in headers], "HTTP/1.1")
    writer = BufferWARCWriter(gzip=False, warc_version="WARC/1.1")
    digest = "sha256:" + hashlib.sha256(capture.body).hexdigest()
    stamps = {"WARC-Date": iso(capture.fetched_at), "WARC-Payload-Digest": digest}
    record = writer.create_warc_record(
        url, "response", payload=io.BytesIO(capture.body), http_headers=head, warc_headers_dict=stamps
    )
    writer.write_record(record)
    written: bytes = writer.get_contents()
    return written


def _warcinfo(name: str) -> bytes:
    writer = BufferWARCWriter(gzip=False, warc_version="WARC/1.1")
    about = {"software": "Suar", "format": "WARC File Format 1.1", "robots": "classic"}
    writer.write_record(writer.create_warcinfo_record(name, about))
    written: bytes = writer.get_contents()
    return written


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _zipped(record: bytes) -> bytes:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packer.compress(record) + packer.flush()
