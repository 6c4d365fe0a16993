"""Keeps a second `suar up` away from a data directory that one works on already."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import AlreadyRunning


@contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Hold the data directory's lock for the length of the block; the lock ends with the process, however it ends.

    Raises: AlreadyRunning naming the directory and the other process.
    """
    path = data / "suar.lock"
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            other = file.read().strip() or "unknown"
            raise AlreadyRunning(
                f"Suar already runs on {data} (process {other}). Stop it, or name another directory with SUAR_DATA."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
