"""The temporary file that an output is written to, and clearing away what a killed run left of the same output.

Whoever writes holds a lock on it, which ends with the process however that ends. So a file that can be locked is left
over; one of a run at work never can.
"""

from __future__ import annotations

import fcntl
import os
import re
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

_SUFFIX = ".part"


def new_part(target: Path) -> tuple[int, str]:
    """Return the handle and name of a new, locked temporary file beside the target; clear away left over ones.

    Raises: OSError when it cannot be made.
    """
    _clear(target)
    while True:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=_SUFFIX, dir=target.parent)
        with suppress(OSError):  # a file system without locks: there nobody clears away either
            fcntl.flock(handle, fcntl.LOCK_EX)
        if os.path.lexists(name):
            return handle, name
        os.close(handle)  # another run took it for left over before it was locked


def _clear(target: Path) -> None:
    """Remove what other runs of this output left: files of this user with such a name that nobody holds."""
    left = re.compile(re.escape(f".{target.name}.") + r"[a-z0-9_]{8}" + re.escape(_SUFFIX))
    with suppress(OSError):
        for name in os.listdir(target.parent):
            if left.fullmatch(name):
                _remove_unheld(target.parent / name)


def _remove_unheld(path: Path) -> None:
    """Remove the file unless somebody holds it, it is another user's, or no plain file."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            found = os.fstat(handle)
            if stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid():
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.path.samestat(found, path.lstat()):
                    path.unlink()
        finally:
            os.close(handle)
