"""The log of promotions beside the versions: one JSON line each, only ever added, each with the hash of the one before.

The chain shows that a line was changed or taken out; it is not there to stop somebody who rewrites the whole file.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from core.errors import StorageError
from core.files import unwritable

NAME = "promotions.jsonl"
_FIRST = "0" * 64


def append(task_folder: Path, entry: dict[str, Any]) -> None:
    """Add an entry.

    Raises: StorageError when the log was changed, DiskFull or BadInput when it cannot be written.
    """
    path = task_folder / NAME
    try:
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)  # between reading and writing nobody else may add a line
            entries = read(task_folder)
            previous = _hash(entries[-1]) if entries else _FIRST
            line = json.dumps({**entry, "previous": previous}, ensure_ascii=False, sort_keys=True) + "\n"
            _write(handle, line.encode())
        finally:
            os.close(handle)
    except OSError as error:
        raise unwritable(path, error) from error


def _write(handle: int, line: bytes) -> None:
    """Write the whole line or nothing: a full disk takes the beginning of one, which nothing could follow."""
    size = os.fstat(handle).st_size
    try:
        while line:
            line = line[os.write(handle, line) :]
        os.fsync(handle)
    except BaseException:
        os.ftruncate(handle, size)
        raise


def read(task_folder: Path) -> list[dict[str, Any]]:
    """Return the entries, oldest first; none where nothing was promoted yet.

    Raises: StorageError naming the first line that does not continue the one before it.
    """
    path = task_folder / NAME
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"{path} cannot be read: {error}.") from error
    entries: list[dict[str, Any]] = []
    # Not `splitlines`, which also parts a line at the separators that a name may hold and JSON leaves as they are.
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else [], start=1):
        expected = _hash(entries[-1]) if entries else _FIRST
        try:
            entry = json.loads(line)
        except ValueError:
            entry = None
        if not isinstance(entry, dict) or entry.get("previous") != expected:
            raise StorageError(f"{path}, line {number} was changed or follows a line that was. Restore the file.")
        entries.append(entry)
    return entries


def _hash(entry: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
