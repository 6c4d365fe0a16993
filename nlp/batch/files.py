"""Opens the two ends of a batch run: a file or standard streams; the output appears whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal

from core.errors import BadInput
from core.files import open_mode, unwritable
from nlp.batch.parts import new_part


@contextmanager
def reading(path: str) -> Iterator[BinaryIO]:
    """Open the input; `-` is standard input.

    Raises: BadInput when there is no such file or it cannot be read.
    """
    if path == "-":
        yield sys.stdin.buffer
        return
    with _opened(Path(path), "rb", "input") as source:
        yield source


@contextmanager
def writing(path: str) -> Iterator[BinaryIO]:
    """Open the output; `-` is standard output. A file gets its name only after the last line (temporary, then renamed).

    What a run of this output that was killed left beside it is cleared away first.

    Raises: BadInput when the folder does not exist or cannot be written; DiskFull.
    """
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    if target.exists() and not target.is_file():
        with _opened(target, "wb", "output") as sink:  # renaming a file over /dev/null would replace it
            yield sink
        return
    try:
        handle, name = new_part(target)
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as sink:
            yield sink
            sink.flush()
            os.chmod(name, open_mode())
            os.replace(name, target)  # while it is held: closed, it would look left over
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
            raise unwritable(path, error) from error
        raise


def _opened(path: Path, mode: Literal["rb", "wb"], end: str) -> BinaryIO:
    """Open one end; a failure names it."""
    try:
        return path.open(mode)
    except OSError as error:
        raise BadInput(f"The {end} {path} cannot be opened: {error.strerror}.") from error
