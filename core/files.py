"""Writes files whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from core.errors import BadInput, DiskFull, StorageError, SuarError


def write_whole(path: Path, content: bytes, *, shared: bool = False) -> None:
    """Write the content under the path so that a reader sees the old file or the new one, never a part.

    What is no file, e.g. /dev/stdout, is written as it stands: renaming a file over a device would replace it. Only
    this account may read the file, or with `shared` whom the mask of the process lets.

    Raises: DiskFull, StorageError, or BadInput when the path cannot be written; then the old file stays.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            _replace(path, content, open_mode() if shared else 0o600)
    except OSError as error:
        raise unwritable(path, error) from error


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Write several files as `write_whole` does with `shared`, none of them before there is room for all.

    For files that hold only together; a process that is killed while they are renamed can still leave some old ones.

    Raises: DiskFull, StorageError, or BadInput when one cannot be written; then all the old files stay.
    """
    mode = open_mode()
    written: dict[Path, str] = {}
    try:
        for path, content in contents.items():
            try:
                written[path] = _beside(path, content, mode)
            except OSError as error:
                raise unwritable(path, error) from error
        for path, name in written.items():
            try:
                os.replace(name, path)
            except OSError as error:
                raise unwritable(path, error) from error
    finally:
        for name in written.values():
            Path(name).unlink(missing_ok=True)


def try_folder(folder: Path) -> None:
    """Make the folder and write in it, before long work whose result belongs there. Raises: as `write_whole`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / ".trial", b"")
        (folder / ".trial").unlink()
    except OSError as error:
        raise unwritable(folder, error) from error


def unwritable(path: Path | str, error: OSError) -> SuarError:
    """Return what to tell a person when the path cannot be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(f"The disk with {path} is full: nothing was written. Free space, then run the command again.")
    kind = StorageError if error.errno in (errno.EFBIG, errno.EIO) else BadInput
    return kind(f"The output {path} cannot be written: {error.strerror or error}.")


def open_mode() -> int:
    """Return the mode that `open` gives to a new file; one that is made as a temporary file is its owner's alone."""
    mask = os.umask(0o077)  # it can only be read by setting it
    os.umask(mask)
    return 0o666 & ~mask


def _replace(path: Path, content: bytes, mode: int) -> None:
    name = _beside(path, content, mode)
    try:
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _beside(path: Path, content: bytes, mode: int) -> str:
    """Write the content to a temporary file beside the path and return its name."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return name
