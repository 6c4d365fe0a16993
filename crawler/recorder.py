"""Writes visits into the store from its own thread, many in one transaction: store, ledger and frontier agree."""

from __future__ import annotations

import queue
import threading
import time
from collections import Counter
from concurrent.futures import Future
from dataclasses import dataclass, field

from sqlalchemy import Connection

from core import crash
from core.db.engine import Database
from core.errors import AlreadyRunning, SuarError
from core.store import hosts, leases, ledger, sources
from core.store.ledger import Entry
from core.work.capacity import Capacity
from crawler.archive.writer import Archive
from crawler.politeness.hosts import HostBook
from crawler.record import record
from crawler.visits import Visit

#: A transaction holds at most this many visits and waits for more no longer than this.
BATCH_SIZE = 50
BATCH_SECONDS = 0.5
#: Visits that may wait for the writer before the spider has to wait too.
_BACKLOG = 200
#: Locks on sources last this long and are renewed at a third of it.
LOCK_SECONDS = 120.0


@dataclass
class Recorded:
    """What has been committed so far."""

    labels: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    #: The last ledger entry; for `--url`.
    last: Entry | None = None


@dataclass
class _Item:
    visit: Visit
    answer: Future[list[str]]


class Recorder:
    """The one writer of a crawl."""

    def __init__(
        self,
        database: Database,
        run_id: int,
        lock_names: list[str],
        archive: Archive | None = None,
        book: HostBook | None = None,
        capacity: Capacity | None = None,
    ) -> None:
        self.recorded = Recorded()
        self.error: SuarError | None = None
        #: Why nothing more is to be fetched; what was fetched is recorded all the same.
        self.pause = ""
        self._database, self._run_id, self._archive, self._book = database, run_id, archive, book
        self._capacity = capacity
        self._locks, self._holder, self._renewed = lock_names, leases.owner(), time.monotonic()
        self._items: queue.Queue[_Item | None] = queue.Queue(maxsize=_BACKLOG)
        self._thread = threading.Thread(target=self._work, name="recorder")
        self._thread.start()

    def add(self, visit: Visit) -> Future[list[str]]:
        """Hand over a visit; the answer is the links that were never seen before, once all is committed."""
        item = _Item(visit, Future())
        if self.error is not None:
            item.answer.set_exception(self.error)
        else:
            self._items.put(item)
        return item.answer

    def close(self) -> None:
        """Write what is left and end. The caller looks at `error`."""
        self._items.put(None)
        self._thread.join()
        if self._archive is not None:
            self._archive.close()

    def _work(self) -> None:
        ended = False
        while not ended:
            batch, ended = self._batch()
            try:
                self._write(batch)
                self._look_for_room(batch)
            except SuarError as error:
                self._give_up(batch, error)
            except Exception as error:  # the boundary of the thread: the crawl must end with the reason, not hang
                self._give_up(batch, SuarError(f"The crawl could not be recorded: {type(error).__name__}: {error}"))

    def _give_up(self, batch: list[_Item], error: SuarError) -> None:
        self.error = self.error or error
        for item in batch:
            if not item.answer.done():
                item.answer.set_exception(error)

    def _batch(self) -> tuple[list[_Item], bool]:
        batch: list[_Item] = []
        until = time.monotonic() + LOCK_SECONDS / 6
        while len(batch) < BATCH_SIZE:
            try:
                item = self._items.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                break
            if item is None:
                return batch, True
            if not batch:
                until = time.monotonic() + BATCH_SECONDS
            batch.append(item)
        return batch, False

    def _write(self, batch: list[_Item]) -> None:
        if self.error is not None:
            raise self.error
        due = time.monotonic() - self._renewed > LOCK_SECONDS / 3
        if not batch and not due:
            return
        with self._database.write(lock="ingest") as connection:
            answers = [record(connection, item.visit, self._run_id, self._archive) for item in batch]
            crash.point("record.ledger")
            ledger.record(connection, self._run_id, [entry for answer in answers for entry in answer.entries])
            if self._archive is not None:
                self._archive.flush()  # before the rows that name its records are committed
            crash.point("archive.synced")
            crash.point("record.hosts")
            if self._book is not None:
                hosts.save(connection, self._book.changed())
            if due:
                self._renew(connection)
            crash.point("record.commit")
        crash.point("record.committed")
        for item, answer in zip(batch, answers, strict=True):
            self.recorded.labels.update(entry.label for entry in answer.entries)
            self.recorded.articles += answer.entries[0].kind == "article"
            self.recorded.last = answer.entries[0]
            item.answer.set_result(answer.fresh)

    def _look_for_room(self, batch: list[_Item]) -> None:
        if batch and self._capacity is not None and not self.pause:
            self.pause = self._capacity.problem(sum(1 + len(item.visit.posts) for item in batch))

    def _renew(self, connection: Connection) -> None:
        lost = [name for name in self._locks if not leases.acquire(connection, name, self._holder, LOCK_SECONDS)]
        if lost:  # this process was stopped for longer than its locks last, e.g. with the machine
            raise AlreadyRunning(f"Another crawl has taken over {', '.join(lost[:5])}; this one ends.")
        self._renewed = time.monotonic()


def note_sources(connection: Connection, results: dict[str, str]) -> None:
    """Note for each source how its discovery went; empty: well."""
    for source_id, error in results.items():
        sources.note_attempt(connection, source_id, error)
