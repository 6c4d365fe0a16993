"""Opens the file that a command was given."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO, TextIO

from core.errors import BadInput


def open_binary(file: Path) -> BinaryIO:
    """Return the file, opened for reading bytes; the caller closes it.

    Raises: BadInput when it cannot be read.
    """
    try:
        return file.open("rb")
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.") from None


def standard_input() -> BinaryIO:
    """Return standard input for reading bytes.

    Raises: BadInput when whoever started the command closed it.
    """
    # Python has no object for a stream that was closed, whatever its type says.
    given: TextIO | None = sys.stdin
    if given is None:
        raise BadInput("Standard input is closed: there is nothing to read.")
    return given.buffer
