"""Opens the file that a command was given."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from core.errors import BadInput


def open_binary(file: Path) -> BinaryIO:
    """Return the file, opened for reading bytes; the caller closes it.

    Raises: BadInput when it cannot be read.
    """
    try:
        return file.open("rb")
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.") from None
