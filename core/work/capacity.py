"""Whether there is room for more: on the disk, and before the analysis. Collecting pauses where there is not."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import Connection

from core.db.engine import Database
from core.schemas.health import Shortage
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
        return tell(Shortage(code="backlog", found=self._waiting, limit=most)) if self._waiting > most else ""


def shortage(settings: Settings, connection: Connection) -> Shortage | None:
    """Return why a crawl would pause now; None when it would not."""
    waiting, most = documents.count_pending(connection), settings.crawl_max_unanalysed
    return _disk(settings) or (Shortage(code="backlog", found=waiting, limit=most) if waiting > most else None)


def disk_problem(settings: Settings) -> str:
    """Return that too little is free on the disk of the data directory, or nothing."""
    short = _disk(settings)
    return tell(short, _folder(settings)) if short is not None else ""


def least_free(settings: Settings, total: int) -> int:
    """Return the bytes that collecting leaves free on a disk of `total` bytes."""
    return int(min(settings.crawl_min_free_mb * _MB, settings.crawl_min_free_percent / 100 * total))


def tell(short: Shortage, folder: Path | None = None) -> str:
    """Return the shortage in English, with what to do."""
    if short.code == "disk":
        disk = f"the disk of {folder}" if folder is not None else "the disk of the data directory"
        return (
            f"{short.found} MB are free on {disk}, less than {short.limit} MB. Collecting goes on when "
            "there is more: free space, or lower crawl_min_free_mb. Reading and deciding go on."
        )
    return (
        f"{short.found} documents wait for their analysis, more than {short.limit}. Collecting goes on when they are "
        "fewer: see that `suar analyse --pending` runs, or raise crawl_max_unanalysed."
    )


def _disk(settings: Settings) -> Shortage | None:
    total, _, free = shutil.disk_usage(_folder(settings))
    least = least_free(settings, total)
    return Shortage(code="disk", found=free // _MB, limit=least // _MB) if free < least else None


def _folder(settings: Settings) -> Path:
    return next(path for path in (settings.data, *settings.data.parents) if path.exists())
