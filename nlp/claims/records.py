"""A file of fact-checks as matching reads it: one JSON object a line, in the fields of docs/batch.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from core.factchecks.lines import BadLine, read_line
from core.schemas.factcheck import FactCheck
from nlp.batch.lines import LineError, Row, is_unicode, parse_line

#: Fields without which a record can still be matched; one that cannot be read is left out.
_DISPENSABLE = ("url", "date", "verdict", "language", "publisher", "explanation", "conclusion")


class Record(NamedTuple):
    """A fact-check and the id that its file gives it, as it stands there."""

    id: str | int
    check: FactCheck


class Problem(NamedTuple):
    """A line that holds no fact-check that can be matched."""

    line: int
    reason: str


def read_records(lines: Iterable[bytes]) -> tuple[list[Record], list[Problem]]:
    """Return the usable fact-checks of a file and what is wrong with the other lines. Raises: nothing."""
    records, problems = list[Record](), list[Problem]()
    seen = set[str | int]()
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        try:
            record = read_record(parse_line(raw.rstrip(b"\r\n"), number))
            if record.id in seen:
                raise LineError("twice", f"the id {record.id!r} stands in an earlier line")
            seen.add(record.id)
            records.append(record)
        except LineError as error:
            problems.append(Problem(number, error.message))
    return records, problems


def read_record(row: Row) -> Record:
    """Return the fact-check of one line. Raises: LineError when it has no id, or neither title nor claim."""
    identity = row.get("id")
    if not isinstance(identity, str | int) or isinstance(identity, bool) or not is_unicode(str(identity)):
        raise LineError("missing_id", "`id` is missing or no string")
    row = {name: value for name, value in row.items() if not isinstance(value, str) or is_unicode(value)}
    try:
        return Record(identity, read_line(row))
    except BadLine:
        pass
    try:
        return Record(identity, read_line({n: v for n, v in row.items() if n not in _DISPENSABLE}))
    except BadLine as error:
        raise LineError(error.reason, error.detail) from error
