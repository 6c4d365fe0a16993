"""Named points at which a test lets the process end at once, as kill -9 or a power cut would. Harmless otherwise.

`SUAR_CRASH_AT=record.commit` ends the process when that point is passed, `record.commit:3` when it is passed for the
third time; and only on a data directory that holds the file `crash-tests`, which nothing but a test puts there.
"""

from __future__ import annotations

import os
from pathlib import Path

from core.errors import ConfigError

#: What the process leaves behind: as if a signal 9 had ended it.
EXIT_CODE = 137
MARKER = "crash-tests"

#: Every point, in the order in which a crawl and then an import pass them.
POINTS = (
    "crawl.locked",  # the sources are locked, the run has no row yet
    "crawl.started",  # the run has its row, nothing was asked for
    "fetch.answered",  # a server answered, nobody has read the answer
    "extract.read",  # the page was read, the recorder does not know
    "record.document",  # the text stands in the open transaction
    "revision.kept",  # the older state is kept, the newer one not yet in its place
    "archive.torn",  # half of a record is in the archive
    "archive.written",  # the record is in the archive, perhaps not on the disk
    "archive.synced",  # the record is on the disk, its row is not committed
    "record.ledger",  # texts without their rows of the ledger
    "record.poll",  # a discovery page without its next time
    "record.hosts",  # everything but the state of the hosts
    "record.commit",  # everything, before the commit
    "record.committed",  # after the commit, before the spider knows
    "crawl.fetched",  # nothing is left to fetch, the run has not ended
    "crawl.finished",  # the run has ended, the last states of hosts are not saved
    "crawl.released",  # all is done but the locks of the sources
    "import.started",
    "import.stored",  # lines stand in the open transaction
    "import.committed",  # a batch is committed, the next not read
    "import.finished",
)

_armed: str | None = None
_passes = 0


def arm(wanted: str, data: Path) -> None:
    """Choose the point at which this process ends; empty: none.

    Raises: ConfigError for an unknown point, and on a data directory that is not a test's.
    """
    global _armed, _passes
    name, _, count = wanted.partition(":")
    if not wanted:
        _armed = None
        return
    if not (data / MARKER).is_file():
        raise ConfigError("SUAR_CRASH_AT is for tests only: it makes Suar end in the middle of its work. Unset it.")
    if name not in POINTS or (count and not count.isdigit()):
        raise ConfigError(f"SUAR_CRASH_AT names no point '{wanted[:60]}'. Points: {', '.join(POINTS)}.")
    _armed, _passes = name, int(count or 1)


def point(name: str) -> None:
    """End the process here if a test wants it."""
    if name == _armed:
        _end()


def wanted(name: str) -> bool:
    """Tell whether the next pass of this point ends the process: for what must be half done first."""
    return name == _armed and _passes <= 1


def _end() -> None:
    global _passes
    _passes -= 1
    if _passes <= 0:
        os._exit(EXIT_CODE)
