"""Keeps the full-text index of the analyser's version: other word lists or rules give other stems."""

from __future__ import annotations

from core.db.engine import Database
from core.store import fulltext

#: Documents in one transaction: about a second of writing, in which nobody else writes.
_BATCH = 200


def refresh(database: Database) -> int:
    """Write the index anew if another analyser wrote it; return how many batches that took, 0 when it was fresh.

    Safe to interrupt and repeat: the version is noted at the end. Until then a search finds older documents by the
    stems they were entered with. Raises: StorageError.
    """
    with database.read() as connection:
        if not fulltext.is_stale(connection):
            return 0
    batches, last = 0, 0
    while True:
        with database.write("ingest") as connection:
            reached = fulltext.enter_again(connection, last, _BATCH)
            if reached is None:
                fulltext.mark_fresh(connection)
                return batches
        batches, last = batches + 1, reached
