"""Whether there is room for more: on the disk, and before the analysis. Collecting pauses where there is not."""

from __future__ import annotations

import shutil
from pathlib import Path

from core.db.engine import Database
from core.settings import Settings
from core.store import documents

_MB = 1_000_000


class Capacity:
    """What one crawl may still take in. Cheap to ask after every transaction."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings, self._database = settings, database
        self._waiting: int | None = None

    def problem(self, added: int = 0) -> str:
        """Return why collecting pauses, or nothing; `added` documents came in since the question before.

        Raises: StorageError.
        """
        return disk_problem(self._settings) or self._backlog(added)

    def _backlog(self, added: int) -> str:
        """Count anew only when what was counted and what came in since could be too much."""
        most = self._settings.crawl_max_unanalysed
        if self._waiting is not None:
            self._waiting += added
        if self._waiting is None or self._waiting > most:
            with self._database.read() as connection:
                self._waiting = documents.count_pending(connection)
        if self._waiting <= most:
            return ""
        return (
            f"{self._waiting} documents wait for their analysis, more than {most}. Collecting goes on when they are "
            "fewer: see that `suar analyse --pending` runs, or raise crawl_max_unanalysed."
        )


def disk_problem(settings: Settings) -> str:
    """Return that too little is free on the disk of the data directory, or nothing."""
    folder = next(path for path in (settings.data, *settings.data.parents) if path.exists())
    total, _, free = shutil.disk_usage(folder)
    least = least_free(settings, total)
    if free >= least:
        return ""
    return _low(folder, free, least)


def least_free(settings: Settings, total: int) -> int:
    """Return the bytes that collecting leaves free on a disk of `total` bytes."""
    return int(min(settings.crawl_min_free_mb * _MB, settings.crawl_min_free_percent / 100 * total))


def _low(folder: Path, free: int, least: int) -> str:
    return (
        f"{free // _MB} MB are free on the disk of {folder}, less than {least // _MB} MB. Collecting goes on when "
        "there is more: free space, or lower crawl_min_free_mb. Reading and deciding go on."
    )
