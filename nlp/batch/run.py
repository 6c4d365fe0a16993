"""Runs one batch command over a file with progress on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from nlp.batch.files import reading, writing
from nlp.batch.lines import LineError, Row, answers, answers_together, encode, read_all

SOME_ERRORS = 3  #: exit code when at least one line was answered with an error

_SECONDS_BETWEEN_REPORTS = 5.0


@dataclass(slots=True)
class Tally:
    """How many lines were answered and how many of those with an error; says so from time to time."""

    lines: int = 0
    errors: int = 0
    reported: float = field(default_factory=time.monotonic, repr=False, compare=False)

    @property
    def exit_code(self) -> int:
        """Return 0 when every line was answered, 3 when some were errors."""
        return SOME_ERRORS if self.errors else 0

    def count(self, good: bool, verb: str) -> None:
        """Count a line."""
        self.lines += 1
        self.errors += not good
        if time.monotonic() - self.reported > _SECONDS_BETWEEN_REPORTS:
            self.reported = time.monotonic()
            _report(f"{verb}: {self.lines} lines so far, {self.errors} errors")


def run_batch(source: str, target: str, answer: Callable[[Row], Row], verb: str) -> Tally:
    """Answer every line of `source` into `target` and return the tally.

    Raises: BadInput when an end cannot be opened.
    """
    return _run(source, target, lambda lines: answers(lines, answer), verb)


def run_together(
    source: str, target: str, answer: Callable[[Sequence[Row]], Sequence[Row | LineError]], verb: str
) -> Tally:
    """As `run_batch`, for an `answer` that takes several rows at once.

    Raises: BadInput when an end cannot be opened.
    """
    return _run(source, target, lambda lines: answers_together(lines, answer), verb)


def _run(source: str, target: str, answered: Callable[[BinaryIO], Iterator[tuple[bytes, bool]]], verb: str) -> Tally:
    tally = Tally()
    started = time.monotonic()
    with reading(source) as lines, writing(target) as sink:
        for encoded, good in answered(lines):
            sink.write(encoded)
            tally.count(good, verb)
    seconds = max(time.monotonic() - started, 1e-6)
    _report(f"{verb}: {tally.lines} lines, {tally.errors} errors, {tally.lines / seconds:.0f} a second")
    return tally


def run_collected(
    source: str, target: str, take: Callable[[Row], None], conclude: Callable[[], Iterable[Row]], verb: str
) -> Tally:
    """Take every line of `source`, then write what is concluded from all of them; error lines come first.

    Raises: BadInput when an end cannot be opened.
    """
    tally = Tally()
    with reading(source) as lines, writing(target) as sink:
        for error in read_all(lines, take):
            if error is not None:
                sink.write(encode(error))
            tally.count(error is None, verb)
        _report(f"{verb}: {tally.lines} lines read, {tally.errors} errors")
        written = 0
        for row in conclude():
            sink.write(encode(row))
            written += 1
    _report(f"{verb}: {written} lines written")
    return tally


def run_ordered(
    source: str, target: str, take: Callable[[Row], None], conclude: Callable[[], Iterable[Row]], verb: str
) -> Tally:
    """Take every line of `source`, then write for each its error or the next of what is concluded, in their order.

    Raises: BadInput when an end cannot be opened.
    """
    tally = Tally()
    with reading(source) as lines, writing(target) as sink:
        errors: list[Row | None] = []
        for error in read_all(lines, take):
            errors.append(error)
            tally.count(error is None, verb)
        concluded = iter(conclude())
        for error in errors:
            sink.write(encode(next(concluded) if error is None else error))
    _report(f"{verb}: {tally.lines} lines, {tally.errors} errors")
    return tally


def _report(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()
