"""Lets one promotion of a task follow the other: what is compared with is still in use when CURRENT is switched."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.files import unwritable


@contextmanager
def one_at_a_time(task_folder: Path) -> Iterator[None]:
    """Hold the lock of the folder for the length of the block; it ends with the process, however that ends.

    The folder itself is locked: there is no file that could be left over. Another promotion waits.

    Raises: BadInput or StorageError when the folder cannot be opened.
    """
    try:
        handle = os.open(task_folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise unwritable(task_folder, error) from error
    try:
        with suppress(OSError):  # a file system that locks no folders, as NFS: there nothing keeps them apart
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
