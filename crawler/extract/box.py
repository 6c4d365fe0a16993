"""The box: extraction in a child process with limits on time and memory. A page that hangs costs its own child only.

Measured on 150 real pages: 17.7 ms a page boxed, 23.5 ms in process; a page with 100,000 attributes ends at the limit.
"""

from __future__ import annotations

import contextlib
import fcntl
import queue
import select
import subprocess
import sys
from typing import IO, Any, cast

from crawler.extract.frames import read_frame, write_frame

#: Seconds for a page and for a feed of thousands of entries (2,000 entries take 1 s, 5 s under tenfold load).
PAGE_SECONDS = 5.0
DISCOVERY_SECONDS = 7.0
#: Seconds in which a child must have loaded its libraries: 0.5 s on an idle machine, 5 s on one with tenfold work.
START_SECONDS = 30.0
#: A child is replaced after so many pages, because parsers leak (feedparser and lxml hold caches).
RECYCLE_AFTER = 2_000
#: Linux's limit for unprivileged users.
_PIPE_BYTES = 1 << 20


class BoxError(Exception):
    """The child did not answer: `timeout`, `memory`, `crash` or `defect`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(reason)


class Box:
    """One extraction child, started when first needed. Not for two threads at once."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._served, self._warm = 0, False

    def ask(self, head: dict[str, Any], body: bytes, seconds: float) -> dict[str, Any]:
        """Return the child's answer.

        Raises: BoxError naming what happened; the child is then replaced.
        """
        child = self._ready()
        self._await(child)
        pipe_in, pipe_out = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)
        try:
            write_frame(pipe_in, head, body)
            if not select.select([pipe_out], [], [], seconds)[0]:
                self._kill()
                self._ready()  # the next page finds a child that is already starting
                raise BoxError("timeout")
            answer, _ = read_frame(pipe_out)
        except (OSError, EOFError):
            self._kill()
            raise BoxError("crash") from None
        self._served += 1
        if "error" in answer:
            if answer["error"] == "memory":
                self._kill()
            raise BoxError(str(answer["error"]), str(answer.get("detail", "")))
        return answer

    def warm(self) -> None:
        """Start the child without waiting for it."""
        self._ready()

    def close(self) -> None:
        """End the child."""
        self._kill()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._child is not None and (self._served >= RECYCLE_AFTER or self._child.poll() is not None):
            self._kill()
        if self._child is None:
            # A session of its own: Ctrl-C reaches the crawler, which ends its children itself.
            command = [sys.executable, "-m", "crawler.extract.child"]
            self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            _widen(self._child.stdin)
            self._served, self._warm = 0, False
        return self._child

    def _await(self, child: subprocess.Popen[bytes]) -> None:
        """Wait until the child has loaded its libraries: a page's seconds are the page's alone.

        Raises: BoxError `start` when it does not come up.
        """
        if self._warm:
            return
        pipe_out = cast(IO[bytes], child.stdout)
        try:
            if not select.select([pipe_out], [], [], START_SECONDS)[0]:
                raise EOFError
            read_frame(pipe_out)
        except (OSError, EOFError):
            self._kill()
            raise BoxError("start") from None
        self._warm = True

    def _kill(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with contextlib.suppress(BrokenPipeError):
                        pipe.close()
            child.wait()


def _widen(pipe: IO[bytes] | None) -> None:
    """Let a whole page fit into the pipe, so that the writing thread need not wake for every 64 kB of it."""
    if pipe is not None and hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(OSError):  # an unprivileged user may have used up his share of pipe memory
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


class BoxPool:
    """Several boxes, for several threads."""

    def __init__(self, size: int) -> None:
        self._idle: queue.LifoQueue[Box] = queue.LifoQueue()
        self._all = [Box() for _ in range(size)]
        for box in self._all:
            self._idle.put(box)

    def warm(self) -> None:
        """Start every child now, so that the first pages need not wait for their libraries."""
        for box in self._all:
            box.warm()

    def ask(self, head: dict[str, Any], body: bytes, seconds: float) -> dict[str, Any]:
        """Return the answer of the next idle child; waits for one.

        Raises: BoxError.
        """
        box = self._idle.get()
        try:
            return box.ask(head, body, seconds)
        finally:
            self._idle.put(box)

    def close(self) -> None:
        """End every child."""
        for box in self._all:
            box.close()
