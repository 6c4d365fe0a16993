"""Appends pages to WARC files, one for each host and day until it is large.

A record is on the disk before the transaction that names it ends: a crash leaves bytes without a row, never a row
without bytes. What a crash or a full disk leaves half written is cut off before the file grows again.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import socket
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import NamedTuple

from core import crash
from core.clock import now
from core.errors import StorageError, SuarError
from core.files import unwritable
from crawler.archive import warc
from crawler.visits import Capture

#: A file that has grown beyond this is closed and the next one begun; the usual size in web archiving.
MAX_FILE = 1_000_000_000


class Place(NamedTuple):
    """Where a page lies in the archive."""

    file: str
    offset: int
    length: int
    payload_sha256: str


class Archive:
    """The writing end, for one crawl. Not for two threads; two crawls at once write two files.

    `ends` says where in each file the last page ends that the database names.
    """

    def __init__(self, folder: Path, ends: Mapping[str, int] | None = None) -> None:
        self._folder, self._ends = folder, dict(ends or {})
        self._file: int | None = None
        self._name, self._day, self._at = "", "", 0

    def add(self, url: str, capture: Capture) -> Place:
        """Append the page and return its place; `flush` makes it last.

        Raises: DiskFull, StorageError; then nothing of the page is left in the file.
        """
        member = warc.response(url, capture)
        try:
            file = self._ready()
            offset = self._at
            self._append(file, member)
        except OSError as error:
            raise self._failed(error) from error
        crash.point("archive.written")
        return Place(self._name, offset, len(member), hashlib.sha256(capture.body).hexdigest())

    def flush(self) -> None:
        """Bring what was added onto the disk.

        Raises: DiskFull, StorageError.
        """
        if self._file is None:
            return
        try:
            os.fsync(self._file)
        except OSError as error:
            raise self._failed(error) from error

    def close(self) -> None:
        """Close the file; nothing is lost that was flushed."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _append(self, file: int, member: bytes) -> None:
        if crash.wanted("archive.torn"):
            os.write(file, member[: len(member) // 2])
        crash.point("archive.torn")
        written = 0
        try:
            while written < len(member):
                written += os.write(file, member[written:])
        except OSError:
            os.ftruncate(file, self._at)
            raise
        self._at += len(member)

    def _ready(self) -> int:
        today = f"{now():%Y%m%d}"
        if self._file is not None and (self._at > MAX_FILE or today != self._day):
            self.close()
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._day = today
            self._file = next(file for number in count(1) if (file := self._opened(number)) is not None)
        return self._file

    def _opened(self, number: int) -> int | None:
        """Open the day's file of this number; None when another crawl has it, or it is full or damaged."""
        host = re.sub(r"[^a-zA-Z0-9]+", "-", socket.gethostname())[:60]
        self._name = f"suar-{self._day}-{host}-{number}.warc.gz"
        path = self._folder / self._name
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            size, known = os.fstat(file).st_size, self._ends.get(self._name, 0)
            if known <= size <= MAX_FILE:
                self._mend(file, path, known)
                return file
        except BlockingIOError:
            pass
        except OSError:
            os.close(file)
            raise
        os.close(file)
        return None

    def _mend(self, file: int, path: Path, known: int) -> None:
        """Cut off what stands half written behind the last whole record, and begin an empty file."""
        with path.open("rb") as reading:
            self._at = warc.whole_until(reading, known)
        os.ftruncate(file, self._at)
        if self._at == 0:
            self._append(file, warc.opening(self._name))
            folder = os.open(self._folder, os.O_RDONLY)
            os.fsync(folder)  # else a power cut may lose the name of the file with everything in it
            os.close(folder)

    def _failed(self, error: OSError) -> SuarError:
        told = unwritable(self._folder / self._name, error)
        return told if isinstance(told, StorageError) else StorageError(told.message)
