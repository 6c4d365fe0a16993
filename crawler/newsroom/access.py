"""The newsroom's own access log: what was asked and answered, so that the crawl's ledger can be checked against it."""

from __future__ import annotations

import json
import threading
from collections import deque
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from core.clock import iso

#: The newest rows kept in memory; a demo that runs for a day stays below it.
_ROWS = 100_000


class Access(NamedTuple):
    """One answered request."""

    at: datetime
    outlet: str
    method: str
    path: str
    status: int
    size: int
    agent: str


class AccessLog:
    """Rows in memory, and as JSON Lines in a file if one is named."""

    def __init__(self, path: Path | None = None) -> None:
        self._rows: deque[Access] = deque(maxlen=_ROWS)
        self._path = path
        self.total = 0
        self._lock = threading.Lock()

    def add(self, row: Access) -> None:
        """Append one row."""
        with self._lock:
            self._rows.append(row)
            self.total += 1
            if self._path is not None:
                with self._path.open("a", encoding="utf-8") as file:
                    file.write(json.dumps({**row._asdict(), "at": iso(row.at)}, ensure_ascii=False) + "\n")

    def rows(self) -> tuple[Access, ...]:
        """Return the rows, oldest first."""
        with self._lock:
            return tuple(self._rows)
