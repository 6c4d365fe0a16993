"""Copies among the documents of a store: what came since the last run is held against what was seen before.

The finder lies in a file beside the database. The file only saves time: it is made again from the newest compared
documents when it is missing, damaged, of another version, or behind (another host compared meanwhile).
"""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection

from core.db.engine import Database
from core.errors import SuarError
from core.files import write_whole
from core.store import copies
from core.store.copies import FOLDED, Uncompared
from core.store.documents import StoredDocument
from nlp.groups.duplicates.find import Finder, Found

_LOG = logging.getLogger("suar.duplicates")
FILE = "copies.npz"
#: Grows with every change by which older files would find other copies.
_FORM = 4
#: Documents that are remembered: copies follow their originals within days, and 200 outlets write some 5,000 a day. One
#: takes 1.3 kB (tests/bench/duplicates.py, 2026-11-28), twice that while the file is written; when there are half as
#: many again, the older ones are forgotten.
WINDOW, MOST = 100_000, 150_000
#: Documents in one transaction, and read at once.
_BATCH = 500
#: Stands for the document of a text that no document says any more; ids begin with 1.
_NOBODY = 0
_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


class StoredFinder:
    """Finds copies among stored documents. `folder` is where its file lies; None: it is made anew each time."""

    def __init__(self, folder: Path | None, window: int = WINDOW, most: int = MOST) -> None:
        self._path = None if folder is None else folder / FILE
        self._window, self._most = window, most
        self._finder = Finder()
        self._documents: list[int] = []  # number in the finder → document that says it, _NOBODY
        #: When the newest comparison that it knows was written down: documents that were changed later it knows as they
        #: were before. None: it knows none.
        self._known: datetime | None = None

    @classmethod
    def open(cls, database: Database, folder: Path | None, window: int = WINDOW, most: int = MOST) -> StoredFinder:
        """Return the finder with everything that was compared in the window."""
        found = cls(folder, window, most)
        found._load()
        with database.read() as connection:
            found._remember(connection)
        return found

    def __len__(self) -> int:
        return len(self._finder)

    def compare_new(self, database: Database, progress: Callable[[int], None] = lambda _: None) -> int:
        """Compare every document that came since; return how many. Safe to interrupt or repeat."""
        done = 0
        while True:
            with database.read() as connection:
                waiting = copies.uncompared(connection, _BATCH)
            if not waiting:
                return done
            with database.write("review") as connection:
                for one in waiting:
                    self._compare(connection, one)
            done += len(waiting)
            progress(done)

    def compare_again(self, database: Database, batch: Sequence[StoredDocument]) -> None:
        """Compare the documents of the batch that were changed since they were compared."""
        with database.read() as connection:
            known = copies.of_documents(connection, [one.id for one in batch])
        changed = [one for one in batch if one.id not in known or known[one.id].revision < one.revision]
        if changed:
            with database.write("review") as connection:
                for one in changed:
                    told = Uncompared(id=one.id, revision=one.revision, title=one.title, text=one.text)
                    self._compare(connection, told)

    def save(self) -> None:
        """Write the finder's file; a run that ends without it leaves the older one, which is brought up to date."""
        if self._path is None:
            return
        arrays: dict[str, Any] = {f"finder_{name}": value for name, value in self._finder.arrays().items()}
        known = 0 if self._known is None else (self._known - _EPOCH) // _MICROSECOND
        arrays |= {
            "documents": np.array(self._documents, np.int64),
            "form": np.array([_FORM]),
            "known": np.array([known]),
        }
        sink = io.BytesIO()
        np.savez(sink, **arrays)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, sink.getvalue())
        except (OSError, SuarError) as error:  # what was found stands in the store already
            _LOG.warning("%s is not brought up to date: %s", self._path, error)

    def _compare(self, connection: Connection, one: Uncompared) -> None:
        found = self._take(one)
        original = None if found.first is None else self._said_by(connection, found.first, one.id)
        if found.first is not None and original is None and found.kind in FOLDED:
            self._documents[found.first] = one.id  # nobody says it any more but this one
        if one.revision > 1:
            self._part(connection, one)
        if original is None or original == one.id:  # an older state of the same document is no copy
            copies.record(connection, one.id, one.revision, None, None)
        else:
            copies.record(connection, one.id, one.revision, original, found.kind)

    def _said_by(self, connection: Connection, number: int, asking: int) -> int | None:
        """Return the document that stands for a text, if it still says it. What asks is not held against itself."""
        document_id = self._documents[number]
        now = None if document_id in (_NOBODY, asking) else copies.as_changed(connection, document_id)
        # Looked up each time: it may wait for being compared again, or have been by a run that did not save this file.
        if now is not None and not self._finder.says(number, now.title, now.text):
            self._part(connection, now)
        return self._documents[number] or None

    def _part(self, connection: Connection, one: Uncompared) -> None:
        """Part a changed document from what it does not say any more: older texts in the finder, copies in the store.

        The texts go to the first of the copies that is one no more, so that the others and later ones are shown with
        it: as exact ones of the older text, though it may be a near one.
        """
        heir, ids, fresh = _NOBODY, [one.id], Finder()
        fresh.take(one.title, one.text)
        for known in copies.pointing_at(connection, one.id):
            found = fresh.take(known.title, known.text)
            original = None if found.first is None else ids[found.first]
            ids.append(known.id)
            if (original, found.kind) != (one.id, known.kind):
                copies.record(connection, known.id, known.revision, original, found.kind)
            if original is None and known.kind in FOLDED:
                heir = heir or known.id
        for number, document_id in enumerate(self._documents[:-1]):  # the last one is what is compared just now
            if document_id == one.id and not self._finder.says(number, one.title, one.text):
                self._documents[number] = heir

    def _take(self, one: Uncompared) -> Found:
        self._documents.append(one.id)
        return self._finder.take(one.title, one.text)

    def _load(self) -> None:
        if self._path is None or not self._path.exists():
            return
        try:
            with self._path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                arrays = {name: stored[name] for name in stored.files}
            if int(arrays["form"][0]) != _FORM or len(arrays["documents"]) > self._most:
                return
            finder = Finder.of({name.removeprefix("finder_"): value for name, value in arrays.items()})
            numbers = arrays["documents"].tolist()
            if len(finder) != len(numbers):
                raise ValueError("the numbers of texts differ")
            known = _EPOCH + int(arrays["known"][0]) * _MICROSECOND
        except (OSError, ValueError, OverflowError, KeyError, IndexError, EOFError, zipfile.BadZipFile) as error:
            _LOG.warning("%s cannot be read (%s); it is made again from the store", self._path, error)
            return
        self._finder, self._documents, self._known = finder, numbers, known

    def _remember(self, connection: Connection) -> None:
        """Take in what was compared and the finder does not know; a text that it knows already changes nothing."""
        last = max(self._documents, default=0) or copies.last_but(connection, self._window)
        if self._known is not None:
            after = 0
            while changed := copies.compared_again(connection, self._known, after, last, _BATCH):
                for one in changed:
                    self._take(one)
                after = changed[-1].id
        self._known = copies.last_compared(connection)
        while known := copies.compared(connection, last, _BATCH):
            for one in known:
                self._take(one)
            last = known[-1].id
